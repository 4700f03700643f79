const form =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|z|[+-]\d\d:?\d\d)?$/

/**
 * Milliseconds of an ISO 8601 time; without an offset it is UTC. Finer digits
 * are cut off: what we show is what we keep.
 * @returns undefined for what is no time
 */
export function readTime(text: string): { ms: number; isFiner: boolean } | undefined {
  const [, year, month, day, hour, minute, second = '00', fraction = '', offset = 'Z'] =
    form.exec(text) ?? []
  if (year === undefined) return undefined
  const wall = `${year}-${month}-${day}T${hour}:${minute}:${second}`
  const atWall = Date.parse(`${wall}Z`)
  // 30 February is read as 1 March: no time that anybody meant.
  if (Number.isNaN(atWall) || new Date(atWall).toISOString().slice(0, 19) !== wall) return undefined
  const shift = minutesOf(offset)
  if (shift === undefined) return undefined
  const millis = Number(fraction.padEnd(3, '0').slice(0, 3))
  return { ms: atWall + millis - shift * 60_000, isFiner: /[1-9]/.test(fraction.slice(3)) }
}

function minutesOf(offset: string): number | undefined {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(offset) ?? []
  if (sign === undefined) return 0
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

/** A date alone. */
export function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && readTime(`${text}T00:00:00Z`) !== undefined
}

/** A zone that we and the database call the same. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(name) || name.length > 64) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch {
    return false
  }
}
