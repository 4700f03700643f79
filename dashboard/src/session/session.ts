import { FlumenError } from '@flumen/client'
import { useSyncExternalStore } from 'react'
import { authenticateBy, requestHeaders } from '../api/client.ts'
import { queryClient } from '../api/query.ts'

/** The person who is signed in. */
export interface Person {
  id: string
  email: string
  name: string
  role: string
}

type State = { status: 'unknown' } | { status: 'out' } | { status: 'in'; person: Person }

interface Tokens {
  access_token: string
  expires_in: number
  user: Person
}

/**
 * The access token stands in the memory of this page alone; what renews it is a cookie that only
 * `/dashboard/session` sees and no script can read.
 */
let access: { token: string; endsAt: number } | undefined
let state: State = { status: 'unknown' }
let renewing: Promise<string | undefined> | undefined
const listeners = new Set<() => void>()
const tabs = new BroadcastChannel('flumen.session')

function set(next: State): void {
  state = next
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useSession = (): State => useSyncExternalStore(subscribe, () => state)

/** Who is signed in, inside of the shell, where somebody is. */
export function usePerson(): Person {
  const now = useSession()
  if (now.status !== 'in') throw new Error('nobody is signed in')
  return now.person
}

async function send(
  path: string,
  method: 'POST' | 'DELETE',
  body?: object,
): Promise<Tokens | undefined> {
  const response = await fetch(`/dashboard/session${path}`, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw new FlumenError('The server cannot be reached', { code: 'unreachable' }, { cause })
  })
  if (response.status === 204) return undefined
  const answer = await response.json()
  if (response.ok) return answer as Tokens
  throw new FlumenError(answer.error, {
    status: response.status,
    code: answer.code,
    requestId: answer.request_id,
  })
}

function hold({ access_token, expires_in, user }: Tokens): string {
  access = { token: access_token, endsAt: Date.now() + (expires_in - 30) * 1000 }
  set({ status: 'in', person: user })
  return access_token
}

function forget(): void {
  access = undefined
  queryClient.clear()
  set({ status: 'out' })
}

/** One renewal at a time, whoever asks. */
function renew(): Promise<string | undefined> {
  renewing ??= send('/refresh', 'POST')
    .then((tokens) => {
      if (tokens) return hold(tokens)
      forget()
      return undefined
    })
    .catch((error: FlumenError) => {
      if (error.status === 401 || error.status === 403) forget()
      else if (state.status === 'unknown') set({ status: 'out' })
      if (error.isTemporary) throw error
      return undefined
    })
    .finally(() => {
      renewing = undefined
    })
  return renewing
}

/** At the start: whoever this browser was signed in as. */
export async function restore(): Promise<void> {
  await renew().catch(() => undefined)
}

/** The end of every way in: the refresh token goes into the cookie, and is of no use to the page after. */
export async function begin(refreshToken: string): Promise<void> {
  const tokens = await send('', 'POST', { refresh_token: refreshToken })
  if (tokens) hold(tokens)
  tabs.postMessage('in')
}

export async function signOut(): Promise<void> {
  await send('', 'DELETE')
  forget()
  tabs.postMessage('out')
}

tabs.onmessage = ({ data }) => {
  if (data === 'out') forget()
  else if (state.status !== 'in') void restore()
}

authenticateBy({
  async token() {
    if (access && access.endsAt > Date.now()) return access.token
    return state.status === 'in' ? renew() : undefined
  },
  renew: async (refused) => (access && access.token !== refused ? access.token : renew()),
})

const tenantKey = 'flumen.tenant'
const chosen = localStorage.getItem(tenantKey)
if (chosen) requestHeaders['x-fb-tenant'] = chosen

/** The tenant that requests are about; undefined: the default one. */
export const currentTenant = (): string | undefined => requestHeaders['x-fb-tenant']

export function chooseTenant(id: string | undefined): void {
  if (id === undefined) {
    delete requestHeaders['x-fb-tenant']
    localStorage.removeItem(tenantKey)
  } else {
    requestHeaders['x-fb-tenant'] = id
    localStorage.setItem(tenantKey, id)
  }
  void queryClient.resetQueries()
}
