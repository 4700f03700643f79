import { About, Bag } from './evaluate.ts'

/** Whether an answer is the one that was worked out; the place of the first difference otherwise. */
export function difference(actual: unknown, expected: unknown, at = '$'): string | undefined {
  if (expected instanceof About) {
    const value = typeof actual === 'string' ? Number(actual.slice(1)) : Number.NaN
    const isClose = Math.abs(value - expected.value) <= 1e-9 * Math.max(1, Math.abs(expected.value))
    return isClose ? undefined : `${at}: ${actual} is not about ${expected.value}`
  }
  if (expected instanceof Bag) return bagDifference(actual, expected, at)
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length)
      return unlike(actual, expected, at)
    for (const [i, item] of expected.entries()) {
      const found = difference(actual[i], item, `${at}[${i}]`)
      if (found) return found
    }
    return undefined
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof actual !== 'object' || actual === null || Array.isArray(actual))
      return unlike(actual, expected, at)
    const names = Object.keys(expected)
    if (Object.keys(actual).sort().join('\0') !== [...names].sort().join('\0'))
      return unlike(actual, expected, at)
    for (const name of names) {
      const found = difference(
        (actual as Record<string, unknown>)[name],
        (expected as Record<string, unknown>)[name],
        `${at}.${name}`,
      )
      if (found) return found
    }
    return undefined
  }
  return actual === expected ? undefined : unlike(actual, expected, at)
}

const unlike = (actual: unknown, expected: unknown, at: string): string =>
  `${at}: ${JSON.stringify(actual)?.slice(0, 600)}\nshould be ${JSON.stringify(expected)?.slice(0, 600)}`

function bagDifference(actual: unknown, { items }: Bag, at: string): string | undefined {
  if (!Array.isArray(actual) || actual.length !== items.length) return unlike(actual, items, at)
  const left = [...actual]
  for (const item of items) {
    const place = left.findIndex((one) => difference(one, item) === undefined)
    if (place < 0) return unlike(left, item, `${at} lacks one`)
    left.splice(place, 1)
  }
  return undefined
}
