/** What the browser says it did; the authenticator signs it, too (WebAuthn §5.8.1). */
export interface ClientData {
  challenge: string
  /** Inside a frame of another site: nobody meant to sign in there. */
  isCrossOrigin: boolean
}

/** @returns undefined for what is none */
export function readClientData(encoded: string): ClientData | undefined {
  const data = parse(Buffer.from(encoded, 'base64url').toString('utf8'))
  if (typeof data !== 'object' || data === null) return undefined
  const { challenge, crossOrigin = false } = data as Record<string, unknown>
  if (typeof challenge !== 'string') return undefined
  return { challenge, isCrossOrigin: crossOrigin !== false }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
