import { errorOf, FlumenError, unreachable } from './error.ts'

/** Where requests take their credential from. */
export interface Credentials {
  /** The credential of the next request: an access token or a key. None: a request of nobody. */
  token(): Promise<string | undefined>
  /** Another one, after the server did not believe `refused`. None: the answer stands. */
  renew?(refused: string): Promise<string | undefined>
}

export interface ConnectionOptions {
  /** Address of the server: `https://api.example.com`. Empty: that of the page. */
  url: string
  /** A key, for servers; or where credentials come from. */
  credentials?: Credentials | undefined
  /** Sent with every request. */
  headers?: Record<string, string> | undefined
  /** Instead of the global `fetch`. */
  fetch?: typeof globalThis.fetch | undefined
}

/** How every part of the client talks to the server. */
export interface Connection {
  /** Without a slash at its end. */
  url: string
  credentials: Credentials | undefined
  /** Sent with every request, the credential aside. */
  headers: Record<string, string>
  /** Sends a request as whoever is signed in. Throws `FlumenError` for every answer but a success. */
  send(request: Request): Promise<Response>
  /** The same, from a path below the server's address. */
  call(path: string, init?: RequestInit): Promise<Response>
}

/** Makes the connection that `createApi` and the parts of the client share. */
export function connect(options: ConnectionOptions): Connection {
  const url = options.url.replace(/\/+$/, '')
  const { credentials, headers = {} } = options
  const send = async (request: Request): Promise<Response> => {
    for (const [name, value] of Object.entries(headers)) {
      if (!request.headers.has(name)) request.headers.set(name, value)
    }
    const response = await authorized(options, request)
    if (response.ok) return response
    throw await errorOf(response)
  }
  return {
    url,
    credentials,
    headers,
    send,
    call: (path, init) => send(new Request(`${url}${path}`, init)),
  }
}

/** With the credential of now; once again with another when the server does not believe that one. */
async function authorized(options: ConnectionOptions, request: Request): Promise<Response> {
  const { credentials } = options
  if (!credentials || request.headers.has('authorization')) return fetched(options, request)
  const token = await credentials.token()
  if (token === undefined) return fetched(options, request)
  const again = credentials.renew && !isStream(request) ? request.clone() : undefined
  const response = await fetched(options, bearing(request, token))
  if (response.status !== 401 || !again) return response
  const other = await credentials.renew?.(token)
  return other === undefined || other === token ? response : fetched(options, bearing(again, other))
}

/** A body that is sent as it comes cannot be sent twice. */
const isStream = (request: Request): boolean => 'duplex' in request && request.duplex === 'stream'

function bearing(request: Request, token: string): Request {
  request.headers.set('authorization', `Bearer ${token}`)
  return request
}

async function fetched({ fetch = globalThis.fetch }: ConnectionOptions, request: Request) {
  try {
    return await fetch(request)
  } catch (error) {
    if (error instanceof FlumenError || request.signal.aborted) throw error
    throw unreachable(error)
  }
}
