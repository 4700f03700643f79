import type { Answer } from '../../../engines/fetcher/index.ts'
import { type Google, sendToGoogle } from './google.ts'
import type { BackendUser } from './index.ts'
import { mustAccept, reasonOf } from './line.ts'

/** A user record of Identity Toolkit, with what we know of it. */
interface Account {
  localId: string
  email?: string
  emailVerified?: true
  phoneNumber?: string
  displayName?: string
}

/**
 * Updates the account, or creates it: this way round, since an account is created once, and what
 * creating answers for one that exists does not tell whose address it met.
 * @throws unavailable
 */
export async function writeAccount(google: Google, user: BackendUser): Promise<void> {
  const account = toAccount(user)
  const updated = await put(google, ':update', account)
  if (reasonOf(updated) !== 'USER_NOT_FOUND') return done(google, updated)
  const created = await put(google, '', account)
  const isThere = reasonOf(created) === 'DUPLICATE_LOCAL_ID' // another sign-in was quicker
  done(google, isThere ? await put(google, ':update', account) : created)
}

/** @throws unavailable */
export async function removeAccount(google: Google, localId: string): Promise<void> {
  const answer = await post(google, ':delete', { localId })
  const isGone = answer.status === 404 || reasonOf(answer) === 'USER_NOT_FOUND'
  if (!isGone) done(google, answer)
}

function toAccount(user: BackendUser): Account {
  const name = [user.firstName, user.lastName].filter(Boolean).join(' ')
  return {
    localId: user.id,
    ...(user.email ? { email: user.email, emailVerified: true } : {}),
    ...(user.mobileE164 ? { phoneNumber: user.mobileE164 } : {}),
    ...(name ? { displayName: name } : {}),
  }
}

/** Attributes that another account of the project has, or that Google does not take as they are. */
const attributesOf: Record<string, (keyof Account)[]> = {
  EMAIL_EXISTS: ['email', 'emailVerified'],
  INVALID_EMAIL: ['email', 'emailVerified'],
  PHONE_NUMBER_EXISTS: ['phoneNumber'],
  INVALID_PHONE_NUMBER: ['phoneNumber'],
}

/** Goes without an attribute that cannot be had: a sign-in does not fail for it. */
async function put(google: Google, verb: string, account: Account): Promise<Answer> {
  const answer = await post(google, verb, account)
  const reason = reasonOf(answer)
  const refused = attributesOf[reason]?.filter((name) => name in account)
  if (!refused?.length) return answer
  google.line.ctx.log.warn({ backend: 'firebase', reason, userId: account.localId }, withoutIt)
  const rest = Object.entries(account).filter(([name]) => !refused.some((other) => other === name))
  return put(google, verb, { ...Object.fromEntries(rest), localId: account.localId })
}

const withoutIt = 'an account is written without an attribute that Firebase refuses'

const post = (google: Google, verb: string, body: object): Promise<Answer> =>
  sendToGoogle(google, { method: 'POST', url: `${google.accounts}${verb}`, body })

const done = (google: Google, answer: Answer): void => {
  mustAccept(google.line, answer)
}
