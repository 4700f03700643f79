import type { Configuration } from 'openid-client'
import type { Ctx } from '../../engines/context.ts'
import { forbidden, unavailable } from '../../kernel/errors.ts'
import type { Provider } from './providers.ts'
import type { StoredClaimRules } from './schema.ts'

type Claims = Record<string, unknown>

/** A person, in one shape for all providers. */
export interface Profile {
  issuer: string
  subject: string
  email?: string
  email_verified: boolean
  name?: string
  given_name?: string
  family_name?: string
  picture?: string
}

/**
 * Who signed in, by the ID token; where it has no address, also by the issuer's userinfo, whose
 * subject must be the same (OpenID Connect Core §5.3.2). Providers without ID tokens: by their own.
 * @throws forbidden `claims_denied`
 */
export async function readProfile(
  ctx: Ctx,
  provider: Provider,
  client: Configuration,
  granted: { access_token: string; claims(): Claims | undefined },
): Promise<Profile> {
  const claims = provider.userinfo
    ? await readUserinfo(ctx, provider, granted.access_token)
    : await readOpenId(client, granted)
  mustHoldClaims(provider, claims)
  const issuer = provider.userinfo ? provider.client.issuer : textOf(claims.iss, 500)
  const subject = textOf(claims.sub, 255)
  if (!subject || !issuer) throw unreadable(provider)
  return { issuer: within(provider, issuer), subject, ...personOf(provider, claims) }
}

/** What a tenant's provider says counts inside that tenant, whatever issuer it calls itself. */
const within = ({ tenantId }: Provider, issuer: string): string =>
  tenantId === null ? issuer : `tenant:${tenantId}:${issuer}`

const unreadable = ({ displayName }: Provider) =>
  unavailable('provider_unavailable', `${displayName} sent no profile that can be read`)

async function readOpenId(
  client: Configuration,
  granted: { access_token: string; claims(): Claims | undefined },
): Promise<Claims> {
  const claims = granted.claims() ?? {}
  const hasMore = client.serverMetadata().userinfo_endpoint !== undefined
  if (claims.email !== undefined || !hasMore) return claims
  const { fetchUserInfo } = await import('openid-client')
  const more = await fetchUserInfo(client, granted.access_token, String(claims.sub))
  return { ...more, ...claims }
}

async function readUserinfo(ctx: Ctx, provider: Provider, token: string): Promise<Claims> {
  const { userinfo, preset } = provider
  const raw = await getJson(ctx, provider, userinfo?.url ?? '', token)
  const spell = preset?.profile ? spellings[preset.profile] : undefined
  const claims = spell ? spell(raw) : raw
  if (!userinfo?.emails) return claims
  const emails = await getJson(ctx, provider, userinfo.emails, token)
  return { ...claims, ...primaryOf(emails) }
}

async function getJson(ctx: Ctx, provider: Provider, url: string, token: string): Promise<Claims> {
  if (!ctx.oauth.mayCall(url, provider.client.isConfigured)) throw unreadable(provider)
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' }
  const response = await ctx.oauth.fetchFor(provider.client)(url, { headers, redirect: 'manual' })
  if (response.status !== 200) throw unreadable(provider)
  const body: unknown = await response.json()
  if (typeof body !== 'object' || body === null) throw unreadable(provider)
  return body as Claims
}

/** GitHub's address for commits need not be anybody's mailbox: the primary, and only if verified. */
function primaryOf(emails: unknown): Claims {
  const list: Claims[] = Array.isArray(emails) ? emails : []
  const primary = list.find((entry) => entry.primary === true && entry.verified === true)
  return { email: primary?.email, email_verified: primary !== undefined }
}

const idOf = (id: unknown) => (typeof id === 'number' ? String(id) : id)

/** From the words of a provider to those of OpenID Connect. */
const spellings: Record<string, (raw: Claims) => Claims> = {
  github: (raw) => ({
    ...raw,
    sub: idOf(raw.id),
    name: raw.name ?? raw.login,
    picture: raw.avatar_url,
    email: undefined,
  }),
  discord: (raw) => ({
    ...raw,
    sub: raw.id,
    name: raw.global_name ?? raw.username,
    email_verified: raw.verified,
  }),
  // Facebook does not say whether it has verified an address.
  facebook: (raw) => ({
    ...raw,
    sub: raw.id,
    given_name: raw.first_name,
    family_name: raw.last_name,
    email_verified: false,
  }),
  twitter: ({ data }) => {
    const raw = (data ?? {}) as Claims
    return {
      ...raw,
      sub: raw.id,
      picture: raw.profile_image_url,
      email: raw.confirmed_email,
      email_verified: raw.confirmed_email !== undefined,
    }
  },
}

function personOf({ preset }: Provider, claims: Claims): Omit<Profile, 'issuer' | 'subject'> {
  const email = textOf(claims.email, 254)
  const isVerified = preset?.verifiesDomainsOnly
    ? ownsDomain(claims.xms_edov)
    : isTrue(claims.email_verified)
  return {
    ...(email ? { email } : {}),
    email_verified: email !== undefined && isVerified,
    ...optional('name', textOf(claims.name, 200)),
    ...optional('given_name', textOf(claims.given_name, 100)),
    ...optional('family_name', textOf(claims.family_name, 100)),
    ...optional('picture', textOf(claims.picture, 1000)),
  }
}

/** Apple sends booleans as text. */
const isTrue = (claim: unknown): boolean => claim === true || claim === 'true'

/** Any directory of Microsoft may say any address of its people: only a proven domain counts. */
const ownsDomain = (edov: unknown): boolean => isTrue(edov) || edov === 1 || edov === '1'

const optional = <N extends string>(name: N, value: string | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { [Name in N]?: string }

/** Text without control characters; a text that is too long is none. */
function textOf(value: unknown, maxLength: number): string | undefined {
  if (typeof value !== 'string' || value === '' || value.length > maxLength) return undefined
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it is about
  return /[\u0000-\u001f\u007f]/.test(value) ? undefined : value
}

/** Denied first; then each required claim must hold one of its values. */
function mustHoldClaims({ deniedClaims, requiredClaims }: Provider, claims: Claims): void {
  const denied = Object.entries(deniedClaims ?? {}).some((rule) => holds(claims, rule))
  const missing = Object.entries(requiredClaims ?? {}).some((rule) => !holds(claims, rule))
  if (denied || missing) {
    throw forbidden('access_denied', 'Your account at this provider is not let in here')
  }
}

function holds(claims: Claims, [name, values]: [string, StoredClaimRules[string]]): boolean {
  const claim = Object.hasOwn(claims, name) ? claims[name] : undefined
  const given = Array.isArray(claim) ? claim : [claim]
  return given.some((value) => values.includes(String(value)))
}
