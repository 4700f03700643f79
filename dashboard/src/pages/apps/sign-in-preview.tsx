import { useQuery } from '@tanstack/react-query'
import { RotateCcw } from 'lucide-react'
import { useMemo, useState } from 'react'
import { IconButton } from '../../ui/button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import type { App } from './queries.ts'
import { type Session, SignInFlow } from './sign-in-flow.ts'
import { CodeStep, EmailStep, NameStep, SignedIn } from './sign-in-steps.tsx'

type Step =
  | { at: 'begin' }
  | { at: 'code'; id: string; email: string }
  | { at: 'names'; session: Session }
  | { at: 'in'; session: Session; user: Session['user'] }

/** A sign-in as the users of the app have it, and no picture of one: mails are sent, users are made. */
export function SignInPreview({ app, isChanged }: { app: App; isChanged: boolean }) {
  const flow = useMemo(() => new SignInFlow(app.apiKey), [app.apiKey])
  const [step, setStep] = useState<Step>({ at: 'begin' })
  const config = useQuery({ queryKey: ['app-config', app.apiKey], queryFn: flow.config })
  return (
    <section aria-label="Preview of the sign-in" className="lg:sticky lg:top-6">
      <div className="mb-2 flex items-center justify-between">
        <h2 className="font-medium">Preview</h2>
        <IconButton label="Start again" size="sm" onClick={() => setStep({ at: 'begin' })}>
          <RotateCcw />
        </IconButton>
      </div>
      <div className="min-h-[420px] rounded-xl border border-edge bg-surface p-6 shadow-md">
        <p className="mb-6 text-center text-xs text-muted">{app.name}</p>
        <Loaded query={config}>
          {(config) => {
            const asked = config.registrationSteps.filter(({ selected }) => selected)
            const enter = (session: Session) => {
              const isNew = asked.some(({ id }) => !session.user[id])
              setStep(isNew ? { at: 'names', session } : { at: 'in', session, user: session.user })
            }
            if (step.at === 'code') return <CodeStep flow={flow} {...step} onDone={enter} />
            if (step.at === 'names') {
              return (
                <NameStep
                  flow={flow}
                  session={step.session}
                  steps={asked.map(({ id }) => id)}
                  onDone={(user) => setStep({ at: 'in', session: step.session, user })}
                />
              )
            }
            if (step.at === 'in') return <SignedIn session={step.session} user={step.user} />
            return (
              <EmailStep
                flow={flow}
                config={config}
                onDone={(id, email) => setStep({ at: 'code', id, email })}
              />
            )
          }}
        </Loaded>
      </div>
      <p className="mt-2 text-xs text-muted">
        {isChanged ? 'Save to see your changes here. ' : ''}This is the real sign-in of the app: it
        sends mails and makes users.
      </p>
    </section>
  )
}
