import type { Answer } from '../../../engines/fetcher/index.ts'
import type { BackendUser } from './index.ts'
import { mustAccept, reasonOf, send } from './line.ts'
import type { Project } from './supabase-project.ts'

const table = '/rest/v1/users'

/**
 * Writes the user's row into the developer's table `users`, whose columns are `id uuid` (primary
 * key) and the text columns email, mobileE164, mobileIso2, firstName, lastName. Columns of the
 * developer's own stay.
 * @throws unavailable
 */
export async function writeRow(project: Project, id: string, user: BackendUser): Promise<void> {
  const { email, mobileE164, mobileIso2, firstName, lastName } = user
  const row = { id, email, mobileE164, mobileIso2, firstName, lastName }
  const prefer = 'resolution=merge-duplicates,return=minimal'
  const call = project.call('POST', `${table}?on_conflict=id`, row, { prefer })
  settle(project, await send(project.line, call))
}

/** @throws unavailable */
export async function removeRow(project: Project, id: string): Promise<void> {
  const call = project.call('DELETE', `${table}?id=eq.${id}`, undefined, {
    prefer: 'return=minimal',
  })
  settle(project, await send(project.line, call))
}

/** A table that is missing or made otherwise is the developer's matter, and no one's sign-in fails. */
function settle(project: Project, answer: Answer): void {
  const reason = reasonOf(answer)
  const isTheirs = [400, 404, 406, 409].includes(answer.status) || reason === '42501' // no grant
  if (!isTheirs) return void mustAccept(project.line, answer)
  const facts = { backend: 'supabase', status: answer.status, reason }
  project.line.ctx.log.warn(facts, 'the table users of an app does not take the row of a user')
}
