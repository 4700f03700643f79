import { useSyncExternalStore } from 'react'
import { impersonateBy } from '../api/client.ts'
import { queryClient } from '../api/query.ts'

interface Acting {
  name: string
  token: string
  seconds: number
}

let acting: Acting | undefined
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

function set(next: Acting | undefined): void {
  acting = next
  impersonateBy(next?.token)
  clearTimeout(timer)
  if (next) timer = setTimeout(() => set(undefined), next.seconds * 1000)
  for (const listener of listeners) listener()
  for (const noun of ['tables', 'table', 'rows', 'storage']) {
    void queryClient.resetQueries({ queryKey: [noun] })
  }
}

/** From now on tables and files answer as they do for somebody else. */
export const actAs = (person: Acting): void => set(person)
export const stopActing = (): void => set(undefined)

export const useActing = (): Acting | undefined =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => acting,
  )
