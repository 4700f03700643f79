/** Goes on at once where the value is known: what most requests need is in memory. */
export const whenKnown = <T, U>(
  value: T | Promise<T>,
  next: (value: T) => U | Promise<U>,
): U | Promise<U> => (value instanceof Promise ? value.then(next) : next(value))

/** `last` is done after the work, however that ends. */
export function finallyKnown<T>(work: () => T | Promise<T>, last: () => void): T | Promise<T> {
  let value: T | Promise<T>
  try {
    value = work()
  } catch (error) {
    last()
    throw error
  }
  if (value instanceof Promise) return value.finally(last)
  last()
  return value
}
