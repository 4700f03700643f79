import { linesIn } from '../../ui/lines.ts'
import type { SamlProvider } from './saml-providers.tsx'

/**
 * A directory as its form has it, under the names of the API; so a fault finds its field. What is
 * read out of metadata stands there, too: changed by hand it counts, untouched it is not sent.
 */
export const initialOf = (provider: SamlProvider | undefined) => ({
  name: provider?.name ?? '',
  tenant_id: 'all',
  display_name: provider?.display_name ?? '',
  enabled: provider?.enabled ?? true,
  idp_metadata_url: '',
  idp_metadata_xml: '',
  idp_entity_id: provider?.idp_entity_id ?? '',
  sso_url: provider?.sso_url ?? '',
  slo_url: provider?.slo_url ?? '',
  certificates: provider?.certificates.join('') ?? '',
  entity_id: provider?.entity_id ?? '',
  sp_certificate: '',
  sp_private_key: '',
  'attribute_mapping.email': provider?.attribute_mapping.email ?? '',
  'attribute_mapping.name': provider?.attribute_mapping.name ?? '',
  'attribute_mapping.first_name': provider?.attribute_mapping.first_name ?? '',
  'attribute_mapping.last_name': provider?.attribute_mapping.last_name ?? '',
  email_domains: provider?.email_domains?.join('\n') ?? '',
  auto_create_users: provider?.auto_create_users ?? true,
  allow_idp_initiated: provider?.allow_idp_initiated ?? false,
  allowed_redirect_hosts: provider?.allowed_redirect_hosts.join('\n') ?? '',
  group_attribute: provider?.group_attribute ?? 'groups',
  required_groups: provider?.required_groups.join('\n') ?? '',
  required_groups_all: provider?.required_groups_all.join('\n') ?? '',
  denied_groups: provider?.denied_groups.join('\n') ?? '',
})
type Values = ReturnType<typeof initialOf>

/** What the server is told of it, all of it; the caller sends what was changed. */
export function bodyOf({ name: _name, tenant_id: _tenant, ...values }: Values) {
  const {
    'attribute_mapping.email': email,
    'attribute_mapping.name': name,
    'attribute_mapping.first_name': first_name,
    'attribute_mapping.last_name': last_name,
    ...rest
  } = values
  return {
    ...rest,
    attribute_mapping: {
      ...(email && { email }),
      ...(name && { name }),
      ...(first_name && { first_name }),
      ...(last_name && { last_name }),
    },
    slo_url: rest.slo_url || null,
    certificates: certificatesIn(rest.certificates),
    // An empty list would be nobody.
    email_domains: domainsIn(rest.email_domains),
    allowed_redirect_hosts: linesIn(rest.allowed_redirect_hosts.toLowerCase()),
    required_groups: linesIn(rest.required_groups),
    required_groups_all: linesIn(rest.required_groups_all),
    denied_groups: linesIn(rest.denied_groups),
  }
}

function domainsIn(text: string): string[] | null {
  const domains = linesIn(text.toLowerCase())
  return domains.length > 0 ? domains : null
}

/** A certificate ends with its own line; the base64 alone, as some directories show it, is one. */
const certificatesIn = (text: string): string[] =>
  text
    .split(/(?<=-----END CERTIFICATE-----)/)
    .map((pem) => pem.trim())
    .filter(Boolean)
