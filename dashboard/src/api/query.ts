import type { FlumenError } from '@flumen/client'
import {
  QueryClient,
  type QueryKey,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import { useRef } from 'react'
import { toast } from '../ui/toast.tsx'
import { explain } from './faults.ts'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, error) => count < 2 && ((error as FlumenError).isTemporary ?? false),
    },
  },
})

/**
 * A question to the server and the name its answer is kept under.
 *
 * ```ts
 * const tenants = useQuery(query(['tenants'], () => api.GET('/api/v1/admin/tenants')))
 * ```
 */
export const query = <T>(queryKey: QueryKey, ask: (signal: AbortSignal) => Promise<{ data: T }>) =>
  queryOptions<T, FlumenError>({
    queryKey,
    queryFn: async ({ signal }) => (await ask(signal)).data,
  })

interface Action<Input, Result> {
  run: (input: Input) => Promise<Result>
  /** Keys whose answers are asked for anew afterwards. */
  changes?: readonly QueryKey[]
  /** Shows the result before the server answered; taken back if it refuses. */
  expect?: { key: QueryKey; as: (held: never, input: Input) => unknown }
  /** What the toast says; absent: none. */
  done?: string | ((input: Input, result: Result) => string)
  /** Offers to take it back. */
  undo?: (input: Input, result: Result) => Promise<unknown>
  /** Failures are shown by the form, not by a toast. */
  quiet?: boolean
}

/** Something that changes the server: optimistic, undoable, told by a toast. */
export function useAction<Input = void, Result = unknown>(action: Action<Input, Result>) {
  const client = useQueryClient()
  const latest = useRef(action)
  latest.current = action
  const refresh = () =>
    Promise.all((action.changes ?? []).map((queryKey) => client.invalidateQueries({ queryKey })))
  return useMutation<Result, unknown, Input, { before: unknown } | undefined>({
    mutationFn: (input) => latest.current.run(input),
    onMutate: async (input) => {
      const { expect } = latest.current
      if (!expect) return undefined
      await client.cancelQueries({ queryKey: expect.key })
      const before = client.getQueryData(expect.key)
      if (before !== undefined) client.setQueryData(expect.key, expect.as(before as never, input))
      return { before }
    },
    onError: (error, _input, held) => {
      const { expect, quiet } = latest.current
      if (expect && held) client.setQueryData(expect.key, held.before)
      if (quiet) return
      const { title, advice } = explain(error)
      toast({ title, text: advice, tone: 'danger' })
    },
    onSuccess: (result, input) => {
      const { done, undo } = latest.current
      if (!done) return
      const title = typeof done === 'string' ? done : done(input, result)
      const back = undo && (() => undo(input, result).then(refresh))
      toast({ title, ...(back && { undo: back }) })
    },
    onSettled: refresh,
  })
}
