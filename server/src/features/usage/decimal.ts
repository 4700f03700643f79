const form = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/

/** Digits before and after the point. */
const mostWhole = 18
const mostFraction = 9

export type Decimal = { text: string } | { fault: string }

/**
 * A number of JSON as plain decimal without trailing zeros, digit by digit: no float ever holds it.
 * `1e-9` is `0.000000001`, `100.0` is `100`.
 */
export function readDecimal(source: string): Decimal {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = form.exec(source) ?? []
  if (whole === '') return { fault: 'Must be a number' }
  // A longer exponent is no quantity, whatever the digits: only not to be shifted.
  const shift = exponent.length > 5 ? Number.NaN : Number(exponent)
  const digits = (whole + fraction).replace(/^0+/, '')
  if (digits === '' || sign === '-') return { fault: 'Must be greater than 0' }
  if (Number.isNaN(shift)) return { fault: tooLong }
  return place(digits.replace(/0+$/, ''), shift - fraction.length + trailingZeros(digits))
}

const tooLong = `Must have at most ${mostWhole} digits before and ${mostFraction} after the point`

const trailingZeros = (digits: string): number => digits.length - digits.replace(/0+$/, '').length

/** `digits` times ten to the power of `scale`. */
function place(digits: string, scale: number): Decimal {
  const wholeLength = digits.length + scale
  if (wholeLength > mostWhole || -scale > mostFraction) return { fault: tooLong }
  if (scale >= 0) return { text: digits + '0'.repeat(scale) }
  if (wholeLength <= 0) return { text: `0.${'0'.repeat(-wholeLength)}${digits}` }
  return { text: `${digits.slice(0, wholeLength)}.${digits.slice(wholeLength)}` }
}
