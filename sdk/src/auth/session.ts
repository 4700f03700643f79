import type { paths } from '../api.ts'
import { FlumenError } from '../error.ts'

type Ok<
  Path extends keyof paths,
  Method extends keyof paths[Path],
  Status extends number,
> = paths[Path][Method] extends {
  responses: { [S in Status]: { content: { 'application/json': infer Body } } }
}
  ? Body
  : never

/** A person, as the server knows them. */
export type User = Ok<'/api/v1/auth/user', 'get', 200>

/** Somebody signed in. */
export interface Session {
  access_token: string
  /** None where another strategy keeps it: in a cookie, for example. */
  refresh_token?: string
  /** Milliseconds since 1970, by the clock of this machine, whatever the server's says. */
  expires_at: number
  /** When it came, by the same clock. */
  issued_at: number
  user: User
}

/** What the server answers to every way in, as far as a session is made of it. */
export interface Tokens {
  user?: User
  access_token?: string
  refresh_token?: string
  /** Seconds. */
  expires_in?: number
  requires_2fa?: boolean
  user_id?: string
  mfa_token?: string
  factors?: ('totp' | 'passkey')[]
}

/** What a sign-in waits for: `details` of the error with the code `mfa_required`. */
export interface SecondFactor {
  user_id: string
  mfa_token: string
  /** What the person can finish it with. */
  factors: ('totp' | 'passkey')[]
}

/**
 * The session of an answer.
 * @throws FlumenError `mfa_required` where a second factor is asked for
 */
export function sessionOf(answer: Tokens, before?: Session | null): Session {
  if (answer.requires_2fa) throw secondFactorRequired(answer)
  const user = answer.user ?? before?.user
  if (answer.access_token === undefined || user === undefined) {
    throw new FlumenError('The answer holds no session', { code: 'no_session' })
  }
  const now = Date.now()
  return {
    access_token: answer.access_token,
    ...(answer.refresh_token === undefined ? {} : { refresh_token: answer.refresh_token }),
    expires_at: now + (answer.expires_in ?? 900) * 1000,
    issued_at: now,
    user,
  }
}

const secondFactorRequired = ({ user_id = '', mfa_token = '', factors = [] }: Tokens) =>
  new FlumenError('A second factor is needed', {
    status: 403,
    code: 'mfa_required',
    details: { user_id, mfa_token, factors } satisfies SecondFactor,
  })

/** Fresh ones come this long before the end, or when a quarter of a short life is left. */
const marginMs = 60_000

/**
 * When a session wants fresh tokens. A clock that was set back makes it look as if it had come from
 * the future: then it is time, too.
 */
export function dueAt({ issued_at, expires_at }: Session): number {
  return expires_at - Math.min(marginMs, (expires_at - issued_at) / 4)
}

export const isDue = (session: Session, now = Date.now()): boolean =>
  now >= dueAt(session) || now < session.issued_at

export const isOver = (session: Session, now = Date.now()): boolean => now >= session.expires_at
