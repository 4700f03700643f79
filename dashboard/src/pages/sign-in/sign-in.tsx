import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { query } from '../../api/query.ts'
import { Door } from '../../session/door.tsx'
import { useSession } from '../../session/session.ts'
import { useAddress } from '../../ui/address.ts'
import { ErrorNote } from '../../ui/error.tsx'
import { Redirect } from '../../ui/link.tsx'
import { FirstStep } from './first-step.tsx'
import { useReturn } from './provider.ts'
import { SecondStep, type Waiting } from './second-step.tsx'

/** The way in: a password or a passkey or a provider, and the second factor where there is one. */
export default function SignIn() {
  const session = useSession()
  const [{ next = '/' }] = useAddress<{ next?: string }>()
  const [waiting, setWaiting] = useState<Waiting>()
  const status = useQuery(query(['setup'], () => api.GET('/api/v1/admin/setup/status')))
  const came = useReturn(setWaiting)
  if (session.status === 'in') return <Redirect {...target(next)} />
  if (status.data?.needs_setup) return <Redirect to="/set-up" />
  if (waiting) return <SecondStep waiting={waiting} onBack={() => setWaiting(undefined)} />
  return (
    <Door
      title="Sign in to Flumen"
      description="For those who administer this server or a tenant of it."
    >
      {came.error !== undefined && (
        <div className="mb-4">
          <ErrorNote error={came.error} />
        </div>
      )}
      <FirstStep next={next} onWaiting={setWaiting} />
    </Door>
  )
}

/** Only ever a page of the dashboard: what stands in the address may come from anybody. */
function target(next: string): { to: string; search?: Record<string, string> } {
  const url = /^\/(?!\/)/.test(next) ? URL.parse(next, location.origin) : null
  if (!url || url.origin !== location.origin) return { to: '/' }
  return {
    to: url.pathname.replace(/^\/dashboard/, '') || '/',
    search: Object.fromEntries(url.searchParams),
  }
}
