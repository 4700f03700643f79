import { FlumenError } from '../error.ts'
import type { Session } from './session.ts'
import { type Doors, enter } from './sign-in.ts'
import type { SessionStorage } from './storage.ts'

/** What the page keeps while the person is at the provider. */
interface Kept {
  provider: string
  verifier: string
}

/** Sign-ins that leave the page and come back to it. */
export const makeRedirects = (doors: Doors, storage: SessionStorage, key: string) => ({
  /**
   * Goes to an identity provider to sign in there; in a browser the page leaves. The page at
   * `redirect_to`, which must stand in the allow-list of the server, finishes by `finishRedirect`.
   * The code it gets is worth nothing without what this browser keeps (PKCE, RFC 7636).
   * @returns where to go, for who is no browser or says `stay`
   */
  async signInWithOAuth(given: {
    provider: string
    redirect_to: string
    scopes?: string
    stay?: boolean
  }): Promise<{ url: string }> {
    const { provider, stay, ...query } = given
    const verifier = randomText()
    const code_challenge = await hash(verifier)
    const { data } = await doors.open.GET('/api/v1/auth/oauth/{provider}/authorize', {
      params: { path: { provider }, query: { ...query, code_challenge } },
    })
    const kept: Kept = { provider, verifier }
    await storage.setItem(`${key}:oauth`, JSON.stringify(kept))
    if (!stay && 'location' in globalThis) globalThis.location.assign(data.url)
    return { url: data.url }
  },

  /**
   * Signs in with what stands in the address of the page: the end of `signInWithOAuth` and of the
   * link of `sendMagicLink`. Takes it out of the address.
   * @returns null where nothing stands there
   */
  async finishRedirect(address: string = globalThis.location?.href ?? ''): Promise<Session | null> {
    const url = URL.parse(address)
    const { code, state, error } = Object.fromEntries(url?.searchParams ?? [])
    if (!url || (code === undefined && error === undefined)) return null
    forget(url, address)
    const kept = await take(storage, `${key}:oauth`)
    if (error !== undefined)
      throw new FlumenError(`The provider answered ${error}`, { code: error })
    if (state === undefined) return finishLink(doors, code ?? '')
    if (!kept) throw new FlumenError('Begun in another browser', { code: 'invalid_state' })
    return finishOAuth(doors, kept, { code: code ?? '', state })
  },
})

async function finishLink(doors: Doors, token: string): Promise<Session> {
  const { data } = await doors.open.POST('/api/v1/auth/magiclink/verify', { body: { token } })
  return enter(doors, data)
}

async function finishOAuth(
  doors: Doors,
  { provider, verifier }: Kept,
  returned: { code: string; state: string },
): Promise<Session> {
  // As whoever is signed in: the end of a link needs the person who began it.
  const { data } = await doors.api.GET('/api/v1/auth/oauth/{provider}/callback', {
    params: { path: { provider }, query: { ...returned, code_verifier: verifier } },
  })
  return enter(doors, data)
}

/** Once: a second page with the same address finds nothing. */
async function take(storage: SessionStorage, key: string): Promise<Kept | undefined> {
  const text = await storage.getItem(key)
  await storage.removeItem(key)
  return text === null ? undefined : JSON.parse(text)
}

/** Codes do not belong into the history of a browser. */
function forget(url: URL, address: string): void {
  if (address !== globalThis.location?.href) return
  for (const name of ['code', 'state', 'error', 'error_description']) url.searchParams.delete(name)
  globalThis.history?.replaceState(globalThis.history.state, '', url)
}

function randomText(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)))
}

async function hash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return base64url(new Uint8Array(digest))
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
