import {
  infiniteQueryOptions,
  type QueryKey,
  type UseInfiniteQueryResult,
} from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import type { Data } from '../../api/data.ts'

export type RegistryApp = Data<'/v1/apps'>['data'][number]
export type MarketApp = Data<'/v1/marketplace/apps'>['data'][number]
export type Installation = Data<'/v1/marketplace/installations'>['data'][number]
export type Review = Data<'/v1/admin/app_reviews'>['data'][number]
export type Client = Data<'/v1/apps/{id}/credentials'>['data'][number]
/** Two worlds: what belongs to one is not found in the other. */
export type Mode = 'live' | 'test'

/** Which world a call is about. */
export const inMode = (mode: Mode) => ({ 'x-livemode': String(mode === 'live') })

/** Every POST of the registry is done once, however often it is sent. */
export const once = () => ({ 'idempotency-key': crypto.randomUUID() })

/** Seconds, as the registry counts. */
export const iso = (seconds: number | null | undefined): string | undefined =>
  seconds ? new Date(seconds * 1000).toISOString() : undefined

/** One page of a list, and where the next one begins. */
interface Listed<T> {
  data: T[]
  next_cursor: string | null
}

/** A list, as far as it was asked for; the next page by `moreOf`. */
const list = <T>(
  queryKey: QueryKey,
  ask: (
    page: { limit: number; starting_after?: string },
    signal: AbortSignal,
  ) => Promise<{
    data: Listed<T>
  }>,
) =>
  infiniteQueryOptions({
    queryKey,
    queryFn: async ({ pageParam: after, signal }) =>
      (await ask({ limit: 100, ...(after && { starting_after: after }) }, signal)).data,
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    select: ({ pages }) => ({ data: pages.flatMap(({ data }) => data) }),
  })

/** What a table needs to ask for the next page. */
export const moreOf = (
  found: Pick<UseInfiniteQueryResult, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>,
) => ({
  has: found.hasNextPage,
  busy: found.isFetchingNextPage,
  load: () => void found.fetchNextPage(),
})

export const appsQuery = (mode: Mode) =>
  list(['registry', 'apps', mode], (page, signal) =>
    api.GET('/v1/apps', { params: { query: page }, headers: inMode(mode), signal }),
  )

export const marketQuery = (mode: Mode, search: string) =>
  list(['registry', 'market', mode, search], (page, signal) =>
    api.GET('/v1/marketplace/apps', {
      params: { query: { ...page, ...(search && { search }) } },
      headers: inMode(mode),
      signal,
    }),
  )

export const installationsQuery = (mode: Mode) =>
  list(['registry', 'installations', mode], (page, signal) =>
    api.GET('/v1/marketplace/installations', {
      params: { query: page },
      headers: inMode(mode),
      signal,
    }),
  )

export const installersQuery = (mode: Mode, id: string) =>
  list(['registry', 'installers', id], (page, signal) =>
    api.GET('/v1/apps/{id}/installations', {
      params: { path: { id }, query: page },
      headers: inMode(mode),
      signal,
    }),
  )

export const reviewsQuery = (status: Review['status']) =>
  list(['registry', 'reviews', status], (page, signal) =>
    api.GET('/v1/admin/app_reviews', { params: { query: { ...page, status } }, signal }),
  )
