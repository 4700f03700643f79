const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** A size as a person says it: 1.4 MB. */
export function bytes(size: number): string {
  const step = size < 1000 ? 0 : Math.min(Math.floor(Math.log10(size) / 3), units.length - 1)
  const value = size / 1000 ** step
  return `${step === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${units[step]}`
}
