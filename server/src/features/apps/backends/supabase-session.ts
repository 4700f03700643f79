import { mustAccept, readAnswer, reasonOf, send, unreachable } from './line.ts'
import { type Account, makeLink } from './supabase-auth.ts'
import type { Project } from './supabase-project.ts'

/**
 * A session as the clients of Supabase keep it, ready for `recoverSession`.
 * @throws unavailable
 */
export async function startSession(
  project: Project,
  account: Account,
  triesLeft = 1,
): Promise<object> {
  const link = await makeLink(project, account.email)
  if (link.id !== account.id) throw unreachable(new Error('the address has another account now'))
  const body = { type: 'email', token_hash: link.tokenHash }
  const answer = await send(project.line, project.call('POST', '/auth/v1/verify', body))
  // An account has one link at a time: a sign-in on another device may just have replaced ours.
  if (triesLeft > 0 && reasonOf(answer) === 'otp_expired') {
    return startSession(project, account, triesLeft - 1)
  }
  return complete(readAnswer(project.line, mustAccept(project.line, answer)), account)
}

/** Older versions do not say when the session ends, only how long it lasts. */
function complete(session: Record<string, unknown>, account: Account): object {
  const { access_token, refresh_token, expires_at, expires_in, user } = session
  const isWhole = typeof access_token === 'string' && typeof refresh_token === 'string'
  const id = typeof user === 'object' && user !== null && 'id' in user ? user.id : undefined
  if (!isWhole || id !== account.id) throw unreachable(new Error('not a session of the account'))
  if (typeof expires_at === 'number') return session
  const lifeSeconds = typeof expires_in === 'number' ? expires_in : 3_600
  return { ...session, expires_at: Math.floor(Date.now() / 1_000) + lifeSeconds }
}
