import type { Ctx } from '../../../engines/context.ts'
import type { Fetcher } from '../../../engines/fetcher/index.ts'
import { sha256 } from '../../../kernel/crypto.ts'
import { mustSend, openLine, readAnswer, unreachable } from './line.ts'
import { type ServiceAccount, signAssertion } from './service-account.ts'

/** The least that writing users and documents needs. */
const scope =
  'https://www.googleapis.com/auth/identitytoolkit https://www.googleapis.com/auth/datastore'

/** A token is not used in its last minutes: it must outlive the calls it is for. */
const marginMs = 5 * 60_000
const maxAccounts = 1_000

interface Entry {
  token: Promise<string>
  /** Infinity while it is being asked for: whoever comes waits for the same one. */
  freshUntil: number
}

/** Per fetcher, which is per process; least recently used first. */
const caches = new WeakMap<Fetcher, Map<string, Entry>>()

function cacheOf(fetcher: Fetcher): Map<string, Entry> {
  const cache = caches.get(fetcher) ?? new Map<string, Entry>()
  caches.set(fetcher, cache)
  return cache
}

/** The key is part of the name: an exchanged key file must not find the token of the old one. */
const nameOf = ({ token_uri, client_email, private_key }: ServiceAccount, url: string): string =>
  sha256(JSON.stringify([url, token_uri, client_email, private_key])).toString('base64')

/**
 * A token for Google's REST interfaces, from memory while it is fresh.
 * @param url where the token server is reached
 * @throws unavailable `backend_unavailable`, `backend_refused`
 */
export async function accessToken(ctx: Ctx, account: ServiceAccount, url: string): Promise<string> {
  const cache = cacheOf(ctx.fetcher)
  const name = nameOf(account, url)
  const found = cache.get(name)
  const entry = found && Date.now() < found.freshUntil ? found : ask(ctx, account, url, cache)
  cache.delete(name)
  cache.set(name, entry)
  const [oldest] = cache.keys()
  if (cache.size > maxAccounts && oldest !== undefined) cache.delete(oldest)
  return await entry.token
}

/** For a token that Google no longer takes, though its time is not over. */
export function forgetToken(ctx: Ctx, account: ServiceAccount, url: string): void {
  cacheOf(ctx.fetcher).delete(nameOf(account, url))
}

function ask(ctx: Ctx, account: ServiceAccount, url: string, cache: Map<string, Entry>): Entry {
  const name = nameOf(account, url)
  const answer = request(ctx, account, url)
  const entry: Entry = { token: answer.then(({ token }) => token), freshUntil: Infinity }
  answer.then(
    ({ lifeMs }) => {
      entry.freshUntil = Date.now() + lifeMs - marginMs
    },
    () => cache.get(name) === entry && cache.delete(name),
  )
  return entry
}

async function request(ctx: Ctx, account: ServiceAccount, url: string) {
  // Others wait for this answer, too: it does not end with the request that happened to ask first.
  const line = { ...openLine(ctx, 'firebase'), signal: undefined }
  const body = new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: await signAssertion(account, scope),
  })
  const answer = readAnswer(line, await mustSend(line, { method: 'POST', url, body }))
  const { access_token: token, expires_in: seconds } = answer
  if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) {
    throw unreachable(new Error('the token server answered without an access token'))
  }
  return { token, lifeMs: Number(seconds) > 0 ? Number(seconds) * 1_000 : 0 }
}
