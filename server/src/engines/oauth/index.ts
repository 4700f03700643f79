import type { ClientAuth, Configuration, CustomFetch } from 'openid-client'
import { sha256 } from '../../kernel/crypto.ts'
import type { Fetcher } from '../fetcher/index.ts'
import { plainly } from './answers.ts'

/** One client at one identity provider: what `openid-client` must know of both. */
export interface ClientSettings {
  issuer: string
  clientId: string
  clientSecret: string | undefined
  /** Of providers that publish no discovery document (OAuth 2.0 without OpenID Connect). */
  endpoints?:
    | {
        authorization: string
        token: string
        revocation?: string | undefined
        authenticatesInHeader?: boolean | undefined
      }
    | undefined
  /** Written by the operator into the configuration: such issuers may be private, and plain http. */
  isConfigured: boolean
}

const maxAgeMs = 10 * 60_000
const maxEntries = 1_000
const timeoutSeconds = 10

/**
 * Clients at identity providers, with what their issuers publish. Kept for ten minutes under all
 * their settings: a change of any of them is another client, at once.
 */
export class OAuthClients {
  readonly #fetcher: Fetcher
  readonly #operatorFetcher: Fetcher
  readonly #clients = new Map<string, { client: Promise<Configuration>; atMs: number }>()

  constructor(o: { fetcher: Fetcher; operatorFetcher: Fetcher }) {
    this.#fetcher = o.fetcher
    this.#operatorFetcher = o.operatorFetcher
  }

  /** @throws whatever discovery ends in; a failure is not kept, several askers share one attempt */
  get(settings: ClientSettings): Promise<Configuration> {
    const slot = sha256(JSON.stringify(settings)).toString('base64')
    const known = this.#clients.get(slot)
    if (known && Date.now() - known.atMs < maxAgeMs) return known.client
    if (this.#clients.size >= maxEntries) this.#clients.clear()
    const client = this.#make(settings)
    this.#clients.set(slot, { client, atMs: Date.now() })
    client.catch(() => this.#clients.delete(slot))
    return client
  }

  /** The way out for everything said to this provider. */
  fetchFor({ isConfigured }: Pick<ClientSettings, 'isConfigured'>): typeof fetch {
    return this.#fetcherOf(isConfigured).asFetch()
  }

  /** Whether a URL may stand in the settings of a provider: https, unless the operator said so. */
  mayCall(url: string, isConfigured: boolean): boolean {
    return url.startsWith('https://') || this.#fetcherOf(isConfigured).trusts(url)
  }

  #fetcherOf(isConfigured: boolean): Fetcher {
    return isConfigured ? this.#operatorFetcher : this.#fetcher
  }

  async #make(settings: ClientSettings): Promise<Configuration> {
    const oauth = await import('openid-client')
    const { issuer, clientId, clientSecret, endpoints, isConfigured } = settings
    const customFetch = plainly(this.fetchFor(settings)) as CustomFetch
    const isInsecure = !issuer.startsWith('https://') && this.mayCall(issuer, isConfigured)
    const insecure = isInsecure ? [oauth.allowInsecureRequests] : []
    const authentication = authenticationFor(oauth, clientSecret)
    if (!endpoints) {
      // The signature of the ID token is checked, too, however it was fetched.
      return oauth.discovery(new URL(issuer), clientId, clientSecret, authentication, {
        [oauth.customFetch]: customFetch,
        timeout: timeoutSeconds,
        execute: [...insecure, oauth.enableNonRepudiationChecks],
      })
    }
    const server = {
      issuer,
      authorization_endpoint: endpoints.authorization,
      token_endpoint: endpoints.token,
      ...(endpoints.revocation ? { revocation_endpoint: endpoints.revocation } : {}),
      ...(endpoints.authenticatesInHeader
        ? { token_endpoint_auth_methods_supported: ['client_secret_basic'] }
        : {}),
    }
    const client = new oauth.Configuration(server, clientId, clientSecret, authentication)
    client[oauth.customFetch] = customFetch
    client.timeout = timeoutSeconds
    for (const allow of insecure) allow(client)
    return client
  }
}

/** In the body, as nearly all take it; in the header where a provider publishes that alone. */
function authenticationFor(
  oauth: typeof import('openid-client'),
  secret: string | undefined,
): ClientAuth {
  if (!secret) return oauth.None()
  const inBody = oauth.ClientSecretPost(secret)
  const inHeader = oauth.ClientSecretBasic(secret)
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_post']
    const isHeaderOnly =
      methods.includes('client_secret_basic') && !methods.includes('client_secret_post')
    return (isHeaderOnly ? inHeader : inBody)(server, client, body, headers)
  }
}
