import { CircleCheck } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { Copyable } from '../../ui/copy.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { OutLink } from '../../ui/link.tsx'
import { Facts } from '../../ui/page.tsx'
import type { Config, Session, SignInFlow } from './sign-in-flow.ts'

interface EmailStepProps {
  flow: SignInFlow
  config: Config
  onDone: (id: string, email: string) => void
}

export function EmailStep({ flow, config, onDone }: EmailStepProps) {
  const methods = config.authMethods.filter(({ selected }) => selected).map(({ id }) => id)
  const form = useForm({
    initial: { email: '' },
    submit: async ({ email }) => onDone(await flow.begin(email), email),
  })
  return (
    <div className="grid gap-4">
      <h3 className="text-center text-lg font-semibold">Sign in</h3>
      {methods.length === 0 && <p className="text-center text-muted">No way in is switched on.</p>}
      {methods.includes('email') && (
        <Form form={form}>
          <TextField label="E-mail address" type="email" {...form.field('email')} />
          <Button kind="primary" type="submit" busy={form.busy} className="w-full">
            Continue
          </Button>
        </Form>
      )}
      {methods.includes('mobile') && <Elsewhere text="Continue with a mobile number" />}
      {methods.includes('google') && <Elsewhere text="Continue with Google" />}
      {methods.includes('apple') && <Elsewhere text="Continue with Apple" />}
      <Terms config={config} />
    </div>
  )
}

/** Needs a phone, or a button of the provider on a page of the app's own origin. */
const Elsewhere = ({ text }: { text: string }) => (
  <Button disabled title="Shown only: it needs your app" className="w-full">
    {text}
  </Button>
)

const Terms = ({ config: { termsUrl, privacyUrl } }: { config: Config }) =>
  termsUrl || privacyUrl ? (
    <p className="text-center text-xs text-muted">
      {termsUrl && <OutLink href={termsUrl}>Terms</OutLink>}
      {termsUrl && privacyUrl && ' · '}
      {privacyUrl && <OutLink href={privacyUrl}>Privacy</OutLink>}
    </p>
  ) : null

interface CodeStepProps {
  flow: SignInFlow
  id: string
  email: string
  onDone: (session: Session) => void
}

export function CodeStep({ flow, id, email, onDone }: CodeStepProps) {
  const form = useForm({
    initial: { code: '' },
    submit: async ({ code }) => onDone(await flow.verify(id, code.trim())),
  })
  return (
    <Form form={form}>
      <h3 className="text-center text-lg font-semibold">Enter the code</h3>
      <p className="text-center text-muted">It was sent to {email}.</p>
      <TextField
        label="Code"
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        {...form.field('code')}
      />
      <Button kind="primary" type="submit" busy={form.busy} className="w-full">
        Continue
      </Button>
    </Form>
  )
}

interface NameStepProps {
  flow: SignInFlow
  session: Session
  steps: readonly ('firstName' | 'lastName')[]
  onDone: (user: Session['user']) => void
}

export function NameStep({ flow, session, steps, onDone }: NameStepProps) {
  const { firstName = '', lastName = '' } = session.user
  const form = useForm({
    initial: { firstName, lastName },
    submit: async (values) => {
      const names = Object.fromEntries(steps.map((step) => [step, values[step]]))
      onDone(await flow.name(session, names))
    },
  })
  return (
    <Form form={form}>
      <h3 className="text-center text-lg font-semibold">What is your name?</h3>
      {steps.includes('firstName') && (
        <TextField label="First name" autoFocus {...form.field('firstName')} />
      )}
      {steps.includes('lastName') && <TextField label="Last name" {...form.field('lastName')} />}
      <Button kind="primary" type="submit" busy={form.busy} className="w-full">
        Continue
      </Button>
    </Form>
  )
}

export const SignedIn = ({ session, user }: { session: Session; user: Session['user'] }) => (
  <div className="grid justify-items-center gap-3 text-center">
    <CircleCheck aria-hidden className="size-9 text-good-text" />
    <h3 className="text-lg font-semibold">Signed in</h3>
    <div className="w-full text-left">
      <Facts
        rows={[
          ['User', <Copyable key="id" text={user.id} />],
          ['E-mail', user.email],
          ['Name', [user.firstName, user.lastName].filter(Boolean).join(' ') || '–'],
          ['accessToken', <Copyable key="token" text={session.accessToken} />],
        ]}
      />
    </div>
  </div>
)
