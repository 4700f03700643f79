import { randomBytes, randomInt, randomUUID } from 'node:crypto'

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const base36 = '0123456789abcdefghijklmnopqrstuvwxyz'

/** Uniform random text over an alphabet of at most 256 characters (rejection sampling). */
function randomText(alphabet: string, length: number): string {
  const limit = 256 - (256 % alphabet.length)
  let text = ''
  while (text.length < length) {
    for (const byte of randomBytes(length * 2)) {
      if (byte < limit && text.length < length) text += alphabet[byte % alphabet.length]
    }
  }
  return text
}

export const uuid = (): string => randomUUID()

let lastMs = 0
let turn = 0
/** The milliseconds, as the first thirteen characters of an id. */
let time = ''

/**
 * Version 7 (RFC 9562 §5.7): rises with time, and within a millisecond in the order of making, so that
 * an index over many of them grows at its end.
 */
export function uuidInOrder(): string {
  const nowMs = Date.now()
  if (nowMs > lastMs) beginAt(nowMs, randomInt(0, 256))
  // More than the counter holds in one millisecond: the next one is borrowed.
  else if (turn === 4095) beginAt(lastMs + 1, 0)
  else turn++
  const counter = turn.toString(16).padStart(3, '0')
  // The variant and the random part, from its third hyphen on.
  return `${time}-7${counter}${randomUUID().slice(18)}`
}

function beginAt(ms: number, firstTurn: number): void {
  lastMs = ms
  turn = firstTurn
  const digits = ms.toString(16).padStart(12, '0')
  time = `${digits.slice(0, 8)}-${digits.slice(8)}`
}

/** 15 characters `[a-z0-9]`: the ids of provisioning. 77 bits. */
export const shortId = (): string => randomText(base36, 15)

/** A secret of `length` base62 characters: 5.95 bits each. */
export const randomSecret = (length: number): string => randomText(base62, length)

/** A secret of lower-case letters and digits: 5.17 bits each. */
export const randomLowerSecret = (length: number): string => randomText(base36, length)

/** Six decimal digits, uniform. */
export const sixDigits = (): string => randomInt(0, 1_000_000).toString().padStart(6, '0')

/** `BCDF-GHJK`: no vowels, so no words; 34 bits, for a few minutes (RFC 8628 §6.1). */
export const deviceCode = (): string => {
  const letters = randomText('BCDFGHJKLMNPQRSTVWXZ', 8)
  return `${letters.slice(0, 4)}-${letters.slice(4)}`
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export const isUuid = (text: string): boolean => uuidPattern.test(text)
