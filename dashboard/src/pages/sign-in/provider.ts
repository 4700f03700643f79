import { useEffect, useState } from 'react'
import { api } from '../../api/client.ts'
import { Told } from '../../api/faults.ts'
import { begin } from '../../session/session.ts'
import { useAddress } from '../../ui/address.ts'
import { type Waiting, waitingOf } from './second-step.tsx'

const key = 'flumen.oauth'

/** What this tab keeps while the person is at the provider: without it the code is nothing (RFC 7636). */
interface Kept {
  provider: string
  verifier: string
  /** Where the person was going. */
  next: string
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '')

/** Leaves for the provider, which sends the browser back to this page with a code. */
export async function goToProvider(provider: string, next: string): Promise<void> {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)))
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  sessionStorage.setItem(key, JSON.stringify({ provider, verifier, next } satisfies Kept))
  const query = new URLSearchParams({
    redirect_to: `${location.origin}/dashboard/sign-in`,
    code_challenge: base64url(new Uint8Array(hash)),
  })
  location.assign(`/api/v1/auth/oauth/${provider}/authorize?${query}`)
}

/** Finishes what `goToProvider` began, when the browser is back with a code. */
export function useReturn(onWaiting: (waiting: Waiting) => void): { error: unknown } {
  const [error, setError] = useState<unknown>()
  const [, setAddress] = useAddress()
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for the address the page was loaded with
  useEffect(() => {
    const given = new URLSearchParams(location.search)
    const [code, state, refused] = ['code', 'state', 'error'].map((name) => given.get(name))
    const item = sessionStorage.getItem(key)
    if (!item || !(refused || (code && state))) return
    sessionStorage.removeItem(key)
    const kept = JSON.parse(item) as Kept
    // What the provider said is used up; where the person was going is known again.
    setAddress({ next: kept.next, code: '', state: '', error: '' })
    if (refused) return setError(new Told(`The provider said: ${refused}`))
    finish(kept, code ?? '', state ?? '', onWaiting).catch(setError)
  }, [])
  return { error }
}

async function finish(
  kept: Kept,
  code: string,
  state: string,
  onWaiting: (waiting: Waiting) => void,
) {
  const { data } = await api.GET('/api/v1/auth/oauth/{provider}/callback', {
    params: {
      path: { provider: kept.provider },
      query: { code, state, code_verifier: kept.verifier },
    },
  })
  if (data.refresh_token) await begin(data.refresh_token)
  else onWaiting(waitingOf(data))
}
