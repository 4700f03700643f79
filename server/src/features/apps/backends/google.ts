import type { Answer } from '../../../engines/fetcher/index.ts'
import { type Call, type Line, send } from './line.ts'
import type { ServiceAccount } from './service-account.ts'

/** One project of Google's, ready to be called. */
export interface Google {
  line: Line
  token: string
  /** The token is no longer good. */
  forget: () => void
  /** Of the project's user accounts. */
  accounts: string
  /** Of the project's Firestore documents. */
  documents: string
}

/** @param base where all of it is reached instead of at Google's own addresses */
export function addressesOf(base: string | undefined, account: ServiceAccount) {
  const mirror = base?.replace(/\/+$/, '')
  const toolkit = mirror
    ? `${mirror}/identitytoolkit/v1`
    : 'https://identitytoolkit.googleapis.com/v1'
  const firestore = mirror ? `${mirror}/firestore/v1` : 'https://firestore.googleapis.com/v1'
  const project = `projects/${encodeURIComponent(account.project_id)}`
  return {
    token: mirror ? `${mirror}/token` : account.token_uri,
    accounts: `${toolkit}/${project}/accounts`,
    documents: `${firestore}/${project}/databases/(default)/documents`,
  }
}

/** @throws as `send` */
export async function sendToGoogle(google: Google, call: Call): Promise<Answer> {
  const headers = { authorization: `Bearer ${google.token}` }
  const answer = await send(google.line, { ...call, headers })
  if (answer.status === 401) google.forget()
  return answer
}
