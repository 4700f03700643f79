import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { query, useAction } from '../../api/query.ts'
import { Door } from '../../session/door.tsx'
import { type Person, useSession } from '../../session/session.ts'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNote } from '../../ui/error.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { Redirect } from '../../ui/link.tsx'
import { Time } from '../../ui/time.tsx'

/** A program on some machine, mostly `flumen login`, asks to be signed in as whoever is here. */
export default function Device() {
  const session = useSession()
  const [{ code }, setAddress] = useAddress<{ code?: string }>()
  const [done, setDone] = useState<string>()
  if (session.status === 'unknown') return null
  if (session.status === 'out') {
    const next = `/dashboard/device${code ? `?code=${encodeURIComponent(code)}` : ''}`
    return <Redirect to="/sign-in" search={{ next }} />
  }
  if (done) return <Door title={done}>You can close this page.</Door>
  if (!code) return <CodeForm onCode={(code) => setAddress({ code })} />
  return (
    <Question
      code={code}
      person={session.person}
      onDone={setDone}
      onBack={() => setAddress({ code: '' })}
    />
  )
}

function CodeForm({ onCode }: { onCode: (code: string) => void }) {
  const form = useForm({ initial: { code: '' }, submit: async ({ code }) => onCode(code.trim()) })
  return (
    <Door title="Sign in a device" description="Type the code that your terminal shows.">
      <Form form={form}>
        <TextField
          label="Code"
          autoFocus
          autoComplete="off"
          spellCheck={false}
          placeholder="BCDF-GHJK"
          className="font-mono"
          {...form.field('code')}
        />
        <Button kind="primary" type="submit" className="w-full">
          Continue
        </Button>
      </Form>
    </Door>
  )
}

interface QuestionProps {
  code: string
  person: Person
  onDone: (said: string) => void
  onBack: () => void
}

function Question({ code, person, onDone, onBack }: QuestionProps) {
  const path = { path: { user_code: code } }
  const asking = useQuery({
    ...query(['device', code], () =>
      api.GET('/api/v1/admin/device-logins/{user_code}', { params: path }),
    ),
    retry: false,
  })
  const approve = useAction({
    quiet: true,
    run: async () => {
      await api.POST('/api/v1/admin/device-logins/{user_code}/approve', { params: path })
      onDone('The device is signed in')
    },
  })
  const deny = useAction({
    quiet: true,
    run: async () => {
      await api.POST('/api/v1/admin/device-logins/{user_code}/deny', { params: path })
      onDone('The device stays outside')
    },
  })
  if (asking.isPending) return null
  if (asking.error) {
    return (
      <Door title="No device asks with this code" description="It counts for ten minutes, once.">
        <Button className="w-full" onClick={onBack}>
          Type another code
        </Button>
      </Door>
    )
  }
  const { device, address, created_at } = asking.data
  const error = approve.error ?? deny.error
  return (
    <Door
      title="Sign this device in?"
      description={`It will act as ${person.email}, with all your rights.`}
    >
      <dl className="mb-5 grid grid-cols-[auto_1fr] gap-x-4 gap-y-2">
        <dt className="text-muted">Code</dt>
        <dd className="font-mono font-semibold">{asking.data.user_code}</dd>
        <dt className="text-muted">Device</dt>
        <dd className="break-words">{device}</dd>
        <dt className="text-muted">Address</dt>
        <dd className="font-mono">{address}</dd>
        <dt className="text-muted">Asked</dt>
        <dd>
          <Time at={created_at} />
        </dd>
      </dl>
      <p className="mb-5 text-muted">
        Go on only if you began this yourself and your terminal shows the same code. Who sent you a
        link wants to be you.
      </p>
      <div className="grid gap-2">
        <Button kind="primary" busy={approve.isPending} onClick={() => approve.mutate()}>
          Sign in
        </Button>
        <Button busy={deny.isPending} onClick={() => deny.mutate()}>
          This was not me
        </Button>
      </div>
      {error != null && (
        <div className="mt-4">
          <ErrorNote error={error} />
        </div>
      )}
    </Door>
  )
}
