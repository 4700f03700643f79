import { createHmac } from 'node:crypto'

/** One attempt as it is signed. */
export interface Signed {
  eventId: string
  deliveryId: string
  /** Unix seconds of this attempt. */
  at: number
  body: string
  /** The one in force, then the one it replaced as long as that still counts. Empty: unsigned. */
  secrets: readonly string[]
}

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text)
const hex = (key: string, text: string): string => hmac(key, text).digest('hex')

/** Fluveo's, which differs from Stripe's in what stands before the time. */
export function fluveo({ at, body, secrets }: Signed): string {
  return [`t=${at}`, ...secrets.map((secret) => `v1=${hex(secret, `v1=${at}.${body}`)}`)].join(',')
}

/** `t=…,v1=…` over time and body. */
export function timed({ at, body, secrets }: Signed): string {
  return [`t=${at}`, ...secrets.map((secret) => `v1=${hex(secret, `${at}.${body}`)}`)].join(',')
}

/** Over the body alone, by the secret in force. */
export const bare = ({ body, secrets: [secret = ''] }: Signed): string => hex(secret, body)

/** Standard Webhooks 1.0: several signatures during a rotation, separated by spaces. */
export const standard = ({ eventId, at, body, secrets }: Signed): string =>
  secrets
    .map((secret) => hmac(keyOf(secret), `${eventId}.${at}.${body}`).digest('base64'))
    .map((signature) => `v1,${signature}`)
    .join(' ')

/** `whsec_` and base64 is a key in bytes; any other text is its own. */
function keyOf(secret: string): string | Buffer {
  const encoded = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1]
  const bytes = encoded === undefined ? undefined : Buffer.from(encoded, 'base64')
  return bytes && bytes.toString('base64') === encoded ? bytes : secret
}
