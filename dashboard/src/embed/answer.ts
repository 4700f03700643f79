import { useCallback, useEffect, useState } from 'react'

export type Answer<T> = { data?: T; error?: unknown }

/** What was asked, asked again whenever the question changes; the answer to an old one is dropped. */
export function useAnswer<T>(
  ask: (signal: AbortSignal) => Promise<T>,
): Answer<T> & { again: () => void } {
  const [answer, setAnswer] = useState<Answer<T>>({})
  const run = useCallback(() => {
    const stop = new AbortController()
    setAnswer({})
    ask(stop.signal).then(
      (data) => setAnswer({ data }),
      (error: unknown) => stop.signal.aborted || setAnswer({ error }),
    )
    return () => stop.abort()
  }, [ask])
  useEffect(run, [run])
  return { ...answer, again: run }
}
