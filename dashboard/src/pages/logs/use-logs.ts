import { FlumenError } from '@flumen/client'
import { useEffect, useState } from 'react'
import { api } from '../../api/client.ts'
import type { Answer, Item } from '../../api/types.ts'

export type Line = Item<Answer<'/api/v1/admin/logs'>['entries']>

export interface Filters {
  level: string
  category: string
  search: string
}

const most = 2_000

/** `FLUMEN_LOG_STORE=off`: no line will come, however often is asked. */
export const isSwitchedOff = (error: unknown): boolean =>
  error instanceof FlumenError && error.code === 'LOGGING_OFF'

/** The lines that fit, newest first; while it follows, new ones are asked for by the last cursor. */
export function useLogs({ level, category, search }: Filters, isFollowing: boolean) {
  const [lines, setLines] = useState<readonly Line[]>()
  const [error, setError] = useState<unknown>()
  const [attempt, setAttempt] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: an attempt more begins anew
  useEffect(() => {
    const stop = new AbortController()
    let after: string | undefined
    let timer: ReturnType<typeof setTimeout>
    const filters = {
      ...(level !== 'all' && { level: level as Line['level'] }),
      ...(category !== 'all' && { category: category as 'http' }),
      ...(search && { search }),
    }
    const ask = async () => {
      try {
        const query = { ...filters, limit: 200, ...(after && { after }) }
        const { data } = await api.GET('/api/v1/admin/logs', {
          params: { query },
          signal: stop.signal,
        })
        const fresh = after ? [...data.entries].reverse() : data.entries
        setLines((held) => (after ? [...fresh, ...(held ?? [])].slice(0, most) : fresh))
        after = data.next_after
        setError(undefined)
      } catch (thrown) {
        if (stop.signal.aborted) return
        setError(thrown)
        if (isSwitchedOff(thrown)) return
      }
      if (isFollowing && !stop.signal.aborted) timer = setTimeout(ask, 1_500)
    }
    void ask()
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  }, [level, category, search, isFollowing, attempt])
  return { lines, error, retry: () => setAttempt(attempt + 1) }
}
