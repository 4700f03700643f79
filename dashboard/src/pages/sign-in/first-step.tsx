import { startAuthentication } from '@simplewebauthn/browser'
import { useQuery } from '@tanstack/react-query'
import { Fingerprint, LogIn } from 'lucide-react'
import { api } from '../../api/client.ts'
import { query, useAction } from '../../api/query.ts'
import { begin } from '../../session/session.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNote } from '../../ui/error.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { goToProvider } from './provider.ts'
import { type Waiting, waitingOf } from './second-step.tsx'

interface FirstStepProps {
  /** Where the person was going. */
  next: string
  onWaiting: (waiting: Waiting) => void
}

export function FirstStep({ next, onWaiting }: FirstStepProps) {
  const listed = useQuery(
    query(['auth', 'providers'], () =>
      api.GET('/api/v1/auth/oauth/providers', { params: { query: { for: 'dashboard' } } }),
    ),
  )
  const form = useForm({
    initial: { email: '', password: '' },
    submit: async (body) => {
      const { data } = await api.POST('/api/v1/admin/login', { body })
      if (data.refresh_token) return begin(data.refresh_token)
      onWaiting(waitingOf(data))
    },
  })
  const passkey = useAction({ quiet: true, run: () => signInByPasskey() })
  const providers = listed.data?.providers ?? []
  return (
    <div className="grid gap-4">
      <Form form={form}>
        <TextField
          label="E-mail address"
          type="email"
          autoComplete="username webauthn"
          autoFocus
          {...form.field('email')}
        />
        <TextField
          label="Password"
          type="password"
          autoComplete="current-password"
          {...form.field('password')}
        />
        <Button kind="primary" type="submit" busy={form.busy} className="w-full">
          Sign in
        </Button>
      </Form>
      <div
        aria-hidden
        className="flex items-center gap-3 text-2xs text-faint before:h-px before:grow before:bg-line after:h-px after:grow after:bg-line"
      >
        or
      </div>
      <div className="grid gap-2">
        <Button icon={<Fingerprint />} busy={passkey.isPending} onClick={() => passkey.mutate()}>
          Use a passkey
        </Button>
        {providers.map(({ provider, display_name }) => (
          <Button key={provider} icon={<LogIn />} onClick={() => void goToProvider(provider, next)}>
            Continue with {display_name}
          </Button>
        ))}
      </div>
      {passkey.error != null && !isCancelled(passkey.error) && <ErrorNote error={passkey.error} />}
    </div>
  )
}

/** The person closed the browser's own dialog: no failure. */
export const isCancelled = (error: unknown): boolean =>
  error instanceof Error && ['NotAllowedError', 'AbortError'].includes(error.name)

/** A passkey alone, or as the second step of a sign-in that waits. */
export async function signInByPasskey(mfaToken?: string): Promise<void> {
  const proof = mfaToken === undefined ? {} : { mfa_token: mfaToken }
  const options = await api.POST('/api/v1/auth/passkeys/signin/options', { body: proof })
  const answer = await startAuthentication({ optionsJSON: options.data as never })
  const { data } = await api.POST('/api/v1/auth/passkeys/signin/verify', {
    body: { ...answer, ...proof } as never,
  })
  await begin((data as { refresh_token: string }).refresh_token)
}
