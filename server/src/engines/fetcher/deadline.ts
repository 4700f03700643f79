/** The end of one exchange, whichever comes first: its time, its caller's signal, or the stop. */
export interface Deadline {
  signal: AbortSignal
  isExpired(): boolean
  abort(reason: Error): void
  end(): void
}

export function startDeadline(timeoutMs: number, outer: AbortSignal | undefined): Deadline {
  const controller = new AbortController()
  let expired = false
  const abort = (reason: unknown) => controller.abort(reason)
  const onOuter = () => abort(outer?.reason)
  const timer = setTimeout(() => {
    expired = true
    abort(new Error(`No answer within ${timeoutMs} ms`))
  }, timeoutMs)
  outer?.addEventListener('abort', onOuter, { once: true })
  if (outer?.aborted) onOuter()
  return {
    signal: controller.signal,
    isExpired: () => expired,
    abort,
    end: () => {
      clearTimeout(timer)
      outer?.removeEventListener('abort', onOuter)
    },
  }
}

/** Gives up waiting when the signal fires: for work that cannot be interrupted itself. */
export async function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const aborted = Promise.withResolvers<never>()
  const give = () => aborted.reject(signal.reason)
  signal.addEventListener('abort', give, { once: true })
  if (signal.aborted) give()
  try {
    return await Promise.race([work, aborted.promise])
  } finally {
    signal.removeEventListener('abort', give)
  }
}
