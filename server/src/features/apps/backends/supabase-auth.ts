import { createHash } from 'node:crypto'
import type { Answer } from '../../../engines/fetcher/index.ts'
import { randomSecret } from '../../../kernel/ids.ts'
import type { BackendUser } from './index.ts'
import { mustAccept, mustSend, readAnswer, reasonOf, send, unreachable } from './line.ts'
import type { Project } from './supabase-project.ts'

/** An account of Supabase Auth: its id, and the address by which sessions are made for it. */
export interface Account {
  id: string
  email: string
}

const users = '/auth/v1/admin/users'

/** Accounts of ours have an id that follows from the user's: UUID version 5 (RFC 9562 §5.5). */
export function uuidOf(userId: string): string {
  const hash = createHash('sha1').update(namespace).update(userId).digest().subarray(0, 16)
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Never to change: every id comes from it. */
const namespace = Buffer.from('7d0c5b0e52c14e3f9a6b1f2d8c47a3e9', 'hex')

const noMailbox = '@phone.invalid'

/**
 * Supabase makes sessions for others only by e-mail (`generate_link`), so that who has a phone alone
 * gets an address that cannot exist (RFC 2606 §2). The ways around it cost more: the password grant
 * needs the project's phone provider and overwrites passwords.
 */
const addressOf = (user: BackendUser): string => user.email ?? `${uuidOf(user.id)}${noMailbox}`

/** Creates the account or brings its names up to date. @throws unavailable */
export async function ensureAccount(project: Project, user: BackendUser): Promise<Account> {
  const id = uuidOf(user.id)
  const body = { user_metadata: namesOf(user) }
  const answer = await send(project.line, project.call('PUT', `${users}/${id}`, body))
  if (answer.status === 404) return create(project, user)
  const known = readAnswer(project.line, mustAccept(project.line, answer))
  return { id, email: await ensureAddress(project, user, known.email) }
}

/** An address that was changed at Supabase stays: it is the account that counts. */
async function ensureAddress(project: Project, user: BackendUser, known: unknown): Promise<string> {
  const email = addressOf(user)
  const isMailbox = typeof known === 'string' && known !== '' && !known.endsWith(noMailbox)
  if (isMailbox || known === email) return known
  const body = { email, email_confirm: true }
  await mustSend(project.line, project.call('PUT', `${users}/${uuidOf(user.id)}`, body))
  return email
}

async function create(project: Project, user: BackendUser, withPhone = true): Promise<Account> {
  const email = addressOf(user)
  const phone =
    withPhone && user.mobileE164 ? { phone: user.mobileE164, phone_confirm: true } : undefined
  const proven = { id: uuidOf(user.id), email, email_confirm: true, ...phone }
  const body = { ...proven, user_metadata: namesOf(user) }
  const answer = await send(project.line, project.call('POST', users, body))
  const taken = takenBy(answer)
  if (taken === 'email') return join(project, user)
  if (taken === 'phone' && phone) {
    project.line.ctx.log.warn({ backend: 'supabase', userId: user.id }, 'the phone is taken there')
    return create(project, user, false)
  }
  return { id: idOf(readAnswer(project.line, mustAccept(project.line, answer))), email }
}

/** Older versions of Supabase Auth say it in a sentence only. */
function takenBy(answer: Answer): 'email' | 'phone' | undefined {
  if (answer.status < 400) return undefined
  const reason = reasonOf(answer)
  const text = answer.status === 422 && reason === '' ? answer.text() : reason
  if (/^phone_exists$|phone .*already/i.test(text)) return 'phone'
  return /^(email_exists|user_already_exists)$|email .*already/i.test(text) ? 'email' : undefined
}

/**
 * Takes over the account that has the address: the person has proven the mailbox to us. Who opened
 * an account without such a proof may be another one: the password they set ends.
 */
async function join(project: Project, user: BackendUser): Promise<Account> {
  const email = addressOf(user)
  const found = await makeLink(project, email)
  const proof = found.isConfirmed ? undefined : { email_confirm: true, password: newPassword() }
  const body = { user_metadata: namesOf(user), ...proof }
  await mustSend(project.line, project.call('PUT', `${users}/${found.id}`, body))
  return { id: found.id, email }
}

/** Holds a character of each kind that a project's rules may ask for; nobody will ever type it. */
const newPassword = (): string => `aA1!${randomSecret(40)}`

/** What signs in to the account with that address; no mail is sent. @throws unavailable */
export async function makeLink(project: Project, email: string) {
  const call = project.call('POST', '/auth/v1/admin/generate_link', { type: 'magiclink', email })
  const link = readAnswer(project.line, await mustSend(project.line, call))
  const { hashed_token: tokenHash, email_confirmed_at: confirmedAt } = link
  if (typeof tokenHash !== 'string') throw unreachable(new Error('a link without a token'))
  return { id: idOf(link), tokenHash, isConfirmed: Boolean(confirmedAt) }
}

/** @throws unavailable */
export async function removeAccount(project: Project, id: string): Promise<void> {
  const answer = await send(project.line, project.call('DELETE', `${users}/${id}`))
  if (answer.status !== 404) mustAccept(project.line, answer)
}

/** Names that are not known are left as they are there. */
const namesOf = ({ firstName, lastName }: BackendUser) => ({
  ...(firstName === null ? {} : { first_name: firstName }),
  ...(lastName === null ? {} : { last_name: lastName }),
})

function idOf({ id }: Record<string, unknown>): string {
  if (typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)) return id
  throw unreachable(new Error('an account without an id'))
}
