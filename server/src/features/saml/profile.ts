import { canonicalEmail } from '../../kernel/addresses.ts'
import { forbidden, invalid } from '../../kernel/errors.ts'
import { transient } from './names.ts'
import type { Provider } from './providers.ts'
import type { Facts } from './response.ts'

/** A person as a provider described them, in one shape. */
export interface Profile {
  issuer: string
  subject: string
  email: string
  email_verified: boolean
  name?: string
  given_name?: string
  family_name?: string
}

const claims = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/'

/** What providers call things when nobody told them how: LDAP's names, OIDs, Microsoft's. */
const usual = {
  email: [
    'email',
    'mail',
    'emailAddress',
    'emailaddress',
    'Email',
    'user.email',
    `${claims}emailaddress`,
    'urn:oid:0.9.2342.19200300.100.1.3',
    'urn:oid:1.2.840.113549.1.9.1',
  ],
  name: [
    'displayName',
    'urn:oid:2.16.840.1.113730.3.1.241',
    'http://schemas.microsoft.com/identity/claims/displayname',
    'name',
    'cn',
    'urn:oid:2.5.4.3',
  ],
  first_name: ['givenName', 'firstName', 'urn:oid:2.5.4.42', `${claims}givenname`],
  last_name: ['sn', 'surname', 'lastName', 'urn:oid:2.5.4.4', `${claims}surname`],
}

/**
 * @throws invalid `missing_email`; forbidden `access_denied` by group or by domain
 */
export function profileOf(provider: Provider, facts: Facts): Profile {
  mustBeInGroups(provider, facts)
  const email = emailOf(provider, facts)
  mustSpeakFor(provider, email)
  const claimOf = (field: keyof typeof usual) => tidy(firstOf(provider, facts, field))
  return {
    issuer: issuerOf(provider),
    // A transient name is another one each time: then the address is who they are (core §8.3.8).
    subject: facts.nameIdFormat === transient ? email : facts.nameId,
    email,
    email_verified: true,
    ...optional('name', claimOf('name')),
    ...optional('given_name', claimOf('first_name')),
    ...optional('family_name', claimOf('last_name')),
  }
}

/** What a tenant's provider says counts inside that tenant, and none is taken for an OpenID issuer. */
const issuerOf = ({ tenant_id, idp_entity_id }: Provider): string =>
  tenant_id === null ? `saml:${idp_entity_id}` : `tenant:${tenant_id}:saml:${idp_entity_id}`

const optional = <N extends string>(name: N, value: string | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { [Name in N]?: string }

function firstOf(
  { attribute_mapping }: Provider,
  { attributes }: Facts,
  field: keyof typeof usual,
): string | undefined {
  const mapped = attribute_mapping[field]
  const names = mapped === undefined ? usual[field] : [mapped]
  return names.flatMap((name) => attributes.get(name) ?? []).find((text) => text !== '')
}

const tidy = (text: string | undefined): string | undefined =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it is about
  text?.replaceAll(/[\u0000-\u001f\u007f]/g, ' ').slice(0, 200)

/** As mapped, else by the usual names, else the name itself where it is an address. */
function emailOf(provider: Provider, facts: Facts): string {
  const given = firstOf(provider, facts, 'email') ?? facts.nameId
  const email = canonicalEmail(given)
  if (email !== undefined) return email
  throw invalid('missing_email', 'The provider did not send an e-mail address')
}

function mustSpeakFor({ email_domains }: Provider, email: string): void {
  const domain = email.slice(email.lastIndexOf('@') + 1)
  if (email_domains === null || email_domains.includes(domain)) return
  throw forbidden('access_denied', 'This provider does not speak for addresses of this domain')
}

/** Denied first; then one of the required ones, then all of those that must all be there. */
function mustBeInGroups(provider: Provider, { attributes }: Facts): void {
  const groups = attributes.get(provider.group_attribute) ?? []
  const isIn = (group: string) => groups.includes(group)
  const { denied_groups, required_groups, required_groups_all } = provider
  const isLetIn =
    !denied_groups.some(isIn) &&
    (required_groups.length === 0 || required_groups.some(isIn)) &&
    required_groups_all.every(isIn)
  if (!isLetIn) throw forbidden('access_denied', 'Your groups at this provider are not let in here')
}
