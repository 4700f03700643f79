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

/** 15 characters `[a-z0-9]`: the ids of provisioning (contract fluo §0). 77 bits. */
export const shortId = (): string => randomText(base36, 15)

/** A secret of `length` base62 characters: 5.95 bits each. */
export const randomSecret = (length: number): string => randomText(base62, length)

/** A secret of lower-case letters and digits: 5.17 bits each. */
export const randomLowerSecret = (length: number): string => randomText(base36, length)

/** Six decimal digits, uniform. */
export const sixDigits = (): string => randomInt(0, 1_000_000).toString().padStart(6, '0')

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export const isUuid = (text: string): boolean => uuidPattern.test(text)
