import { FlumenError } from '@flumen/client'
import { authorizedHeaders } from '../../api/client.ts'

interface Sending {
  method: 'POST' | 'PUT'
  path: string
  body: Blob
  headers?: Record<string, string>
  signal: AbortSignal
  onProgress: (sent: number) => void
}

/** Sends bytes and tells how many have gone: what `fetch` cannot. */
export async function sendBytes({
  method,
  path,
  body,
  headers,
  signal,
  onProgress,
}: Sending): Promise<void> {
  const all = await authorizedHeaders(path, headers)
  await new Promise<void>((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(method, path)
    for (const [name, value] of all) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded }) => onProgress(loaded)
    request.onload = () => (request.status < 300 ? resolve() : reject(failureOf(request)))
    request.onerror = () =>
      reject(new FlumenError('The server cannot be reached', { code: 'unreachable' }))
    request.onabort = () => reject(new DOMException('Stopped', 'AbortError'))
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(body)
  })
}

function failureOf({ status, responseText }: XMLHttpRequest): FlumenError {
  let told: { error?: string; code?: string; request_id?: string } = {}
  try {
    told = JSON.parse(responseText)
  } catch {
    // Not ours: a proxy between us, perhaps.
  }
  return new FlumenError(told.error ?? `The server answered ${status}`, {
    status,
    ...(told.code && { code: told.code }),
    ...(told.request_id && { requestId: told.request_id }),
  })
}
