import { usePerson } from '../../session/session.ts'
import { Page } from '../../ui/page.tsx'
import { Authenticator } from './authenticator.tsx'
import { OwnSessions } from './own-sessions.tsx'
import { Passkeys } from './passkeys.tsx'

/** How you sign in, and where you are signed in. */
export default function Account() {
  const { email, name } = usePerson()
  return (
    <Page title="Your account" description={name ? `${name}, ${email}` : email}>
      <div className="grid gap-5">
        <Passkeys />
        <Authenticator />
        <OwnSessions />
      </div>
    </Page>
  )
}
