import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

/**
 * State that stands in the address, so that it can be linked to and survives a reload: filters,
 * sorting, the open tab. Setting '' or undefined takes a name out.
 */
export function useAddress<S extends Record<string, string | undefined>>(
  defaults: S = {} as S,
): [S, (changes: Partial<S>) => void] {
  const search = useSearch({ strict: false }) as Partial<S>
  const navigate = useNavigate()
  const set = useCallback(
    (changes: Partial<S>) => {
      void navigate({
        to: '.',
        replace: true,
        search: (held: object) => compact({ ...held, ...changes }) as never,
      } as never)
    },
    [navigate],
  )
  return [{ ...defaults, ...search }, set]
}

const compact = (search: object): object =>
  Object.fromEntries(
    Object.entries(search).filter(([, value]) => value !== undefined && value !== ''),
  )
