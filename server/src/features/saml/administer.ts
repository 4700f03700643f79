import { type Ctx, inTransaction } from '../../engines/context.ts'
import { isDuplicate } from '../../engines/db/index.ts'
import { conflict, invalidField, notFound, unavailable } from '../../kernel/errors.ts'
import { uuid } from '../../kernel/ids.ts'
import { record } from '../audit/index.ts'
import { makeKeys, mustBeCertificate, mustBelongTogether } from './certificates.ts'
import { type Described, readMetadata } from './metadata.ts'
import {
  aboutKey,
  acsUrl,
  displayNameOf,
  entityIdOf,
  metadataUrl,
  type Provider,
} from './providers.ts'
import {
  deleteProvider,
  insertProvider,
  selectAll,
  selectById,
  updateProvider,
  type Values,
} from './queries.ts'
import type { NewProvider, ProviderChanges } from './schema.ts'

/** Every provider of the instance and its tenants; without our private keys. */
export const listAll = async (ctx: Ctx) =>
  (await ctx.db.rows<Provider>(selectAll)).map((row) => show(ctx, row))

/** @throws not_found */
export const get = async (ctx: Ctx, id: string) => show(ctx, await mustExist(ctx, id, false))

/**
 * Adds a provider by its metadata, as text or from an address, or field by field; what is given
 * beside metadata counts more than they do. People can sign in with it at once.
 * @throws conflict `already_exists`, `issuer_taken`; invalid; unavailable when the address fails
 */
export async function add(ctx: Ctx, given: NewProvider) {
  const { idp_metadata_url: _url, idp_metadata_xml: _xml, ...plain } = given
  const described = await describedBy(ctx, given)
  const keys = givenKeys(given) ?? (await makeKeys(`Flumen ${given.name}`))
  const id = uuid()
  const row = complete(ctx, {
    ...blank,
    ...described,
    ...plain,
    ...keys,
    id,
    sp_private_key: ctx.secrets.seal(aboutKey(id), keys.sp_private_key),
  })
  return inTransaction(ctx, async (ctx) => {
    const made = await write(ctx, 'saml_provider.created', given, () =>
      ctx.db.row<Provider>(insertProvider(row, ctx.caller.userId ?? null)),
    )
    return show(ctx, made)
  })
}

/** Changes what is given; in force at once. @throws as `add`; not_found */
export async function change(ctx: Ctx, id: string, changes: ProviderChanges) {
  const { idp_metadata_url: _url, idp_metadata_xml: _xml, ...plain } = changes
  const described = await describedBy(ctx, changes)
  const keys = givenKeys(changes)
  return inTransaction(ctx, async (ctx) => {
    const before = await mustExist(ctx, id, true)
    const { created_at: _made, updated_at: _changed, ...values } = before
    const sp_private_key = keys
      ? ctx.secrets.seal(aboutKey(id), keys.sp_private_key)
      : before.sp_private_key
    const after = complete(ctx, { ...values, ...described, ...plain, ...keys, sp_private_key })
    const made = await write(ctx, 'saml_provider.changed', changes, () =>
      ctx.db.row<Provider>(updateProvider(after)),
    )
    return show(ctx, made)
  })
}

/** Removes it; who came by it keeps their account. @throws not_found */
export const remove = (ctx: Ctx, id: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const gone = await ctx.db.row<Provider>(deleteProvider(id))
    if (!gone) throw unknown()
    await tell(ctx, 'saml_provider.deleted', gone, [])
  })

const unknown = () => notFound('not_found', 'No such provider')

async function mustExist(ctx: Ctx, id: string, lock: boolean): Promise<Provider> {
  const row = await ctx.db.row<Provider>(selectById(id, lock))
  if (!row) throw unknown()
  return row
}

const blank = {
  tenant_id: null,
  display_name: null,
  enabled: true,
  entity_id: null,
  idp_entity_id: '',
  sso_url: '',
  slo_url: null,
  certificates: [],
  attribute_mapping: {},
  email_domains: null,
  auto_create_users: true,
  allow_idp_initiated: false,
  allowed_redirect_hosts: [],
  allow_app_login: true,
  group_attribute: 'groups',
  required_groups: [],
  required_groups_all: [],
  denied_groups: [],
}

/** The address of metadata is a stranger's: it goes through the guarded fetcher. */
async function describedBy(ctx: Ctx, given: ProviderChanges): Promise<Partial<Described>> {
  const { idp_metadata_xml: xml, idp_metadata_url: url } = given
  if (xml !== undefined && url !== undefined) {
    throw invalidField('idp_metadata_url', 'conflict', 'Either as text or from an address')
  }
  if (xml !== undefined) return readMetadata(Buffer.from(xml), 'idp_metadata_xml')
  if (url === undefined) return {}
  mustBeSafe(ctx, url, 'idp_metadata_url')
  const answer = await ctx.fetcher.fetch(url, { redirects: 3 })
  if (answer.status !== 200) {
    throw unavailable('provider_unavailable', 'The metadata could not be fetched')
  }
  return readMetadata(answer.body, 'idp_metadata_url')
}

function givenKeys({ sp_certificate, sp_private_key }: ProviderChanges) {
  if (sp_certificate === undefined && sp_private_key === undefined) return undefined
  if (sp_certificate === undefined || sp_private_key === undefined) {
    const missing = sp_certificate === undefined ? 'sp_certificate' : 'sp_private_key'
    throw invalidField(missing, 'required', 'Certificate and key go together')
  }
  const certificate = mustBeCertificate(sp_certificate, 'sp_certificate')
  mustBelongTogether(certificate, sp_private_key)
  return { sp_certificate: certificate, sp_private_key }
}

const mustBeSafe = (ctx: Ctx, url: string, field: string): void => {
  if (URL.canParse(url) && ctx.oauth.mayCall(url, false)) return
  throw invalidField(field, 'format', 'Must be an https address')
}

/** @throws invalid for what is missing or cannot be */
function complete(ctx: Ctx, row: Values): Values {
  for (const field of ['idp_entity_id', 'sso_url'] as const) {
    if (row[field] === '') throw invalidField(field, 'required', 'Missing, and not in metadata')
  }
  if (row.certificates.length === 0) {
    throw invalidField('certificates', 'required', 'Missing, and not in metadata')
  }
  mustBeSafe(ctx, row.sso_url, 'sso_url')
  if (row.slo_url !== null) mustBeSafe(ctx, row.slo_url, 'slo_url')
  const certificates = row.certificates.map((text) => mustBeCertificate(text, 'certificates'))
  return { ...row, certificates }
}

type Event = 'saml_provider.created' | 'saml_provider.changed' | 'saml_provider.deleted'

async function write(
  ctx: Ctx,
  event: Event,
  given: object,
  save: () => Promise<Provider | undefined>,
): Promise<Provider> {
  const made = await save().catch((error) => {
    if (isDuplicate(error, 'saml_providers_name')) {
      throw conflict('already_exists', 'A provider of this name exists')
    }
    if (isDuplicate(error, 'saml_providers_issuer')) {
      throw conflict(
        'issuer_taken',
        'A provider with this entity id exists: answers could not be told apart',
      )
    }
    throw error
  })
  if (!made) throw new Error('the provider was not written')
  await tell(ctx, event, made, Object.keys(given))
  return made
}

/** What was changed, by name alone: values may be secret. */
const tell = (
  ctx: Ctx,
  event: Event,
  { id, name, tenant_id }: Provider,
  fields: string[],
): Promise<void> =>
  record(ctx, event, { tenantId: tenant_id ?? undefined, details: { id, name, fields } })

function show(ctx: Ctx, provider: Provider) {
  const { sp_private_key: _secret, ...shown } = provider
  return {
    ...shown,
    display_name: displayNameOf(provider),
    entity_id: entityIdOf(ctx, provider),
    acs_url: acsUrl(ctx),
    metadata_url: metadataUrl(ctx, provider.name),
    require_logout_signature: true as const,
  }
}
