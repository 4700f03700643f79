/**
 * Some providers (GitHub among them) answer a refused code with 200 and an `error` in the body,
 * where RFC 6749 §5.2 wants 400. Here they get the status they mean.
 */
export function plainly(send: typeof fetch): typeof fetch {
  return async (input, init) => {
    const response = await send(input, init)
    const isJson = response.headers.get('content-type')?.includes('json') ?? false
    if (init?.method !== 'POST' || response.status !== 200 || !isJson) return response
    const text = await response.text()
    const status = isRefusal(text) ? 400 : 200
    return new Response(text, { status, headers: { 'content-type': 'application/json' } })
  }
}

function isRefusal(text: string): boolean {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null && 'error' in body && !('access_token' in body)
  } catch {
    return false
  }
}
