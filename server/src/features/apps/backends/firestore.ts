import { type Google, sendToGoogle } from './google.ts'
import type { BackendUser } from './index.ts'
import { mustAccept, reasonOf } from './line.ts'

const fieldNames = ['id', 'email', 'mobileE164', 'mobileIso2', 'firstName', 'lastName'] as const

/**
 * Writes our fields of the document `users/{id}`, creating it; fields of the developer's own stay.
 * A project without a Firestore database has only accounts: no reason to fail a sign-in.
 * @throws unavailable
 */
export async function writeDocument(google: Google, user: BackendUser): Promise<void> {
  const url = `${urlOf(google, user.id)}?${mask}`
  const body = { fields: toFields(user) }
  const answer = await sendToGoogle(google, { method: 'PATCH', url, body })
  if (answer.status !== 404) return void mustAccept(google.line, answer)
  const facts = { backend: 'firebase', status: 404, reason: reasonOf(answer) }
  google.line.ctx.log.warn(facts, 'an app of Firebase has no Firestore database to write users to')
}

/** @throws unavailable */
export async function removeDocument(google: Google, id: string): Promise<void> {
  const answer = await sendToGoogle(google, { method: 'DELETE', url: urlOf(google, id) })
  if (answer.status !== 404) mustAccept(google.line, answer)
}

const urlOf = (google: Google, id: string) => `${google.documents}/users/${encodeURIComponent(id)}`

const mask = fieldNames.map((name) => `updateMask.fieldPaths=${name}`).join('&')

function toFields(user: BackendUser) {
  const entries = fieldNames.map((name) => {
    const value = user[name]
    return [name, value === null ? { nullValue: null } : { stringValue: value }] as const
  })
  return Object.fromEntries(entries)
}
