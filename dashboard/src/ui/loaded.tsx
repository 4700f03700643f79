import type { ReactNode } from 'react'
import { ErrorState } from './error.tsx'
import { SkeletonRows } from './skeleton.tsx'

interface LoadedProps<T> {
  query: { data: T | undefined; error: unknown; refetch: () => Promise<unknown> }
  /** Shown until the answer is there; of its shape. */
  skeleton?: ReactNode
  children: (data: T) => ReactNode
}

/** What depends on an answer: its skeleton, its failure with a way to try again, or itself. */
export function Loaded<T>({ query, skeleton = <SkeletonRows />, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data)
  if (query.error) return <ErrorState error={query.error} retry={() => void query.refetch()} />
  return skeleton
}
