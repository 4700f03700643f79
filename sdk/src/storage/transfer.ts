import type { Connection } from '../connection.ts'
import { errorOfText, FlumenError, unreachable } from '../error.ts'

/** How far an upload is. */
export interface Progress {
  sentBytes: number
  /** Undefined where the length is not known. */
  totalBytes: number | undefined
}

export interface Transfer {
  method: string
  /** Below the server's address. */
  path: string
  headers: Record<string, string>
  body: Blob | FormData | ReadableStream<Uint8Array>
  /** Told of bytes of this body as they leave. */
  onSent?: ((bytes: number) => void) | undefined
  signal?: AbortSignal | undefined
}

/** Headers and text of a success. */
export interface Transferred {
  headers: Pick<Headers, 'get'>
  text: string
}

/**
 * Sends a body and tells how it goes: by XMLHttpRequest in a browser, which alone can tell there; by a
 * stream elsewhere.
 */
export async function transfer(connection: Connection, given: Transfer): Promise<Transferred> {
  const { credentials } = connection
  const isBrowser = typeof XMLHttpRequest !== 'undefined'
  if (!isBrowser || given.body instanceof ReadableStream) return byFetch(connection, given)
  const token = await credentials?.token()
  try {
    return await byXhr(connection, given, token)
  } catch (error) {
    const isRefused = error instanceof FlumenError && error.status === 401
    const other = isRefused && token !== undefined ? await credentials?.renew?.(token) : undefined
    if (other === undefined || other === token) throw error
    return byXhr(connection, given, other)
  }
}

async function byFetch(
  connection: Connection,
  { method, path, headers, body, onSent, signal }: Transfer,
): Promise<Transferred> {
  const counted = onSent && body instanceof Blob ? counting(body.stream(), onSent) : body
  const isStream = counted instanceof ReadableStream
  const init = {
    method,
    headers,
    body: counted,
    ...(signal && { signal }),
    // A body that is sent as it comes (Fetch standard, `duplex`).
    ...(isStream ? { duplex: 'half' } : {}),
  }
  const response = await connection.call(path, init as RequestInit)
  return { headers: response.headers, text: await response.text() }
}

function counting(
  body: ReadableStream<Uint8Array>,
  onSent: (bytes: number) => void,
): ReadableStream<Uint8Array> {
  let sent = 0
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, controller) => {
      sent += chunk.byteLength
      onSent(sent)
      controller.enqueue(chunk)
    },
  })
  return body.pipeThrough(counter)
}

function byXhr(
  connection: Connection,
  { method, path, headers, body, onSent, signal }: Transfer,
  token: string | undefined,
): Promise<Transferred> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest()
    xhr.open(method, `${connection.url}${path}`)
    const all = { ...connection.headers, ...headers }
    for (const [name, value] of Object.entries(all)) xhr.setRequestHeader(name, value)
    if (token !== undefined) xhr.setRequestHeader('authorization', `Bearer ${token}`)
    // A listener makes the browser ask before it sends: only where somebody wants to know.
    if (onSent) xhr.upload.onprogress = ({ loaded }) => onSent(loaded)
    xhr.onload = () => {
      const told = { get: (name: string) => xhr.getResponseHeader(name) }
      if (xhr.status < 300) resolve({ headers: told, text: xhr.responseText })
      else reject(errorOfText(xhr.status, told, xhr.responseText))
    }
    xhr.onerror = () => reject(unreachable(new TypeError('The upload failed')))
    const abort = () => {
      xhr.abort()
      reject(signal?.reason)
    }
    if (signal?.aborted) return abort()
    signal?.addEventListener('abort', abort, { once: true })
    xhr.onloadend = () => signal?.removeEventListener('abort', abort)
    xhr.send(body as XMLHttpRequestBodyInit)
  })
}
