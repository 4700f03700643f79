import { Fingerprint } from 'lucide-react'
import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import { Door } from '../../session/door.tsx'
import { begin } from '../../session/session.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNote } from '../../ui/error.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { isCancelled, signInByPasskey } from './first-step.tsx'

/** A sign-in that waits for its second factor. */
export interface Waiting {
  userId: string
  token: string
  factors: readonly ('totp' | 'passkey')[]
}

interface Asked {
  user_id?: string
  mfa_token?: string
  factors?: readonly ('totp' | 'passkey')[]
}

/** The answer of a first step that asks for a second. */
export const waitingOf = ({
  user_id = '',
  mfa_token = '',
  factors = ['totp'],
}: Asked): Waiting => ({
  userId: user_id,
  token: mfa_token,
  factors,
})

export function SecondStep({ waiting, onBack }: { waiting: Waiting; onBack: () => void }) {
  const { userId, token, factors } = waiting
  const passkey = useAction({ quiet: true, run: () => signInByPasskey(token) })
  const form = useForm({
    initial: { code: '' },
    submit: async ({ code }) => {
      const body = { user_id: userId, mfa_token: token, code: code.trim() }
      const { data } = await api.POST('/api/v1/auth/2fa/verify', { body })
      await begin(data.refresh_token)
    },
  })
  return (
    <Door
      title="One more step"
      description="Prove that it is you with your second factor."
      footer={
        <button type="button" onClick={onBack} className="text-accent-text hover:underline">
          Start again
        </button>
      }
    >
      <div className="grid gap-4">
        {factors.includes('totp') && (
          <Form form={form}>
            <TextField
              label="Code"
              hint="Six digits of your authenticator app, or a recovery code."
              inputMode="text"
              autoComplete="one-time-code"
              autoFocus
              spellCheck={false}
              {...form.field('code')}
            />
            <Button kind="primary" type="submit" busy={form.busy} className="w-full">
              Continue
            </Button>
          </Form>
        )}
        {factors.includes('passkey') && (
          <Button icon={<Fingerprint />} busy={passkey.isPending} onClick={() => passkey.mutate()}>
            Use a passkey
          </Button>
        )}
        {passkey.error != null && !isCancelled(passkey.error) && (
          <ErrorNote error={passkey.error} />
        )}
      </div>
    </Door>
  )
}
