import { type Connection, type Credentials, FlumenError, connect as open } from '@flumen/client'
import { type Profile, profileOf, readCredentials, renew } from './credentials.ts'
import { environment } from './environment.ts'
import { Failure } from './failure.ts'

export interface Client {
  connection: Connection
}

/** What every command that speaks to a server may be told. */
export interface Target {
  url?: string
  token?: string
}

const defaultUrl = 'http://127.0.0.1:8080'

/** Told, set, signed in to last, or on this machine: in this order. */
export function urlOf({ url }: Target): string {
  const given = url ?? environment.url ?? readCredentials().current ?? defaultUrl
  if (!URL.canParse(given) || !/^https?:$/.test(new URL(given).protocol)) {
    throw new Failure('usage', `${given} is no address of a server`, `give it as ${defaultUrl}`)
  }
  const { origin, pathname } = new URL(given)
  return `${origin}${pathname}`.replace(/\/+$/, '')
}

/** As whoever is signed in to that server, or as nobody. */
export function connect(target: Target): Client {
  const url = urlOf(target)
  mustBePrivate(url)
  const key = target.token ?? environment.token ?? profileOf(url)?.key
  const credential = key === undefined ? { credentials: credentialsFor(url) } : carry(key)
  return { connection: open({ url, ...credential }) }
}

/** Keys of accounts and organizations have a header of their own. */
const carry = (key: string) =>
  /^(rst|org)_/.test(key)
    ? { headers: { 'x-api-key': key } }
    : { credentials: { token: async () => key } }

/** As nobody, whoever is signed in. */
export const connectAsNobody = (target: Target): Client => ({
  connection: open({ url: urlOf(target) }),
})

/** A credential does not cross a network in the clear. */
export function mustBePrivate(url: string): void {
  const { protocol, hostname } = new URL(url)
  const isHere =
    /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname) || hostname.endsWith('.localhost')
  if (protocol === 'https:' || isHere || environment.allowsClearText) return
  throw new Failure(
    'usage',
    `${url} would send your credential unencrypted`,
    'use https://, or set FLUMEN_ALLOW_HTTP=1 in a network you trust',
  )
}

/** Renewed a little before its end, so that a long request does not outlive it. */
const marginMs = 30_000

function credentialsFor(url: string): Credentials {
  const fresh = (refused: string | undefined) => renew(url, refused, (old) => refresh(url, old))
  return {
    async token() {
      const profile = profileOf(url)
      if (!profile) return undefined
      const isGood = (profile.expires_at ?? 0) - marginMs > Date.now()
      return isGood ? profile.access_token : (await fresh(profile.access_token))?.access_token
    },
    async renew(refused) {
      const next = (await fresh(refused))?.access_token
      return next === refused ? undefined : next
    },
  }
}

export interface Tokens {
  access_token: string
  refresh_token: string
  expires_in: number
}

export const profileFrom = ({ access_token, refresh_token, expires_in }: Tokens): Profile => ({
  access_token,
  refresh_token,
  expires_at: Date.now() + expires_in * 1000,
})

async function refresh(url: string, token: string): Promise<Profile> {
  try {
    const body = { refresh_token: token }
    return profileFrom(
      (await ask(connectAsNobody({ url }), 'POST', '/api/v1/auth/refresh', body)) as Tokens,
    )
  } catch (error) {
    if (!(error instanceof FlumenError) || error.isTemporary) throw error
    throw new Failure('not_signed_in', 'Your session has ended', `run flumen login --url ${url}`)
  }
}

/** One call of the server: JSON there and back. */
export async function ask(
  client: Client,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<unknown> {
  const response = await client.connection.call(path, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return text === '' ? undefined : JSON.parse(text)
}
