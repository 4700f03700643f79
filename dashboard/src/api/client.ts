import { type Credentials, createApi } from '@flumen/client'

/** Who is signed in says so here: see `session/session.ts`. */
let credentials: Credentials = { token: async () => undefined }

/** Goes along with every request; the tenant is chosen in the sidebar. */
export const requestHeaders: Record<string, string> = {}

let impersonation: string | undefined

/** The token of somebody who is acted as; it goes along where their rows and files are. */
export function impersonateBy(token: string | undefined): void {
  impersonation = token
}

const isTheirs = (path: string): boolean => /^\/api\/v1\/(tables|storage|graphql)(\/|$)/.test(path)

function send(request: Request): Promise<Response> {
  if (impersonation && isTheirs(new URL(request.url).pathname)) {
    request.headers.set('x-impersonation-token', impersonation)
  }
  return fetch(request)
}

/** Every route of the server, typed. Failures are thrown as `FlumenError`. */
export const api = createApi({
  url: location.origin,
  headers: requestHeaders,
  fetch: (request) => send(request as Request),
  credentials: {
    token: () => credentials.token(),
    renew: async (refused) => credentials.renew?.(refused),
  },
})

export function authenticateBy(next: Credentials): void {
  credentials = next
}

/** The credential and the tenant, for what has no typed route: `XMLHttpRequest`, sockets. */
export async function authorizedHeaders(path: string, own?: HeadersInit): Promise<Headers> {
  const headers = new Headers({ ...requestHeaders, ...(own as object) })
  const token = await credentials.token()
  if (token) headers.set('authorization', `Bearer ${token}`)
  if (impersonation && isTheirs(path)) headers.set('x-impersonation-token', impersonation)
  return headers
}

/** For what has no typed route, such as files: the same credential and tenant. */
export const authorizedFetch = async (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(path, { ...init, headers: await authorizedHeaders(path, init.headers) })
