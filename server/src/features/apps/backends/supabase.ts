import { invalidField } from '../../../kernel/errors.ts'
import { type Fields, readFields, readHttpsUrl, readText } from './fields.ts'
import type { Backend } from './index.ts'
import { openLine } from './line.ts'
import { ensureAccount, removeAccount, uuidOf } from './supabase-auth.ts'
import { openProject } from './supabase-project.ts'
import { removeRow, writeRow } from './supabase-rows.ts'
import { startSession } from './supabase-session.ts'

export interface SupabaseSettings {
  /** Without a slash at its end. */
  url: string
  serviceRoleKey: string
}

/**
 * Users in Supabase Auth and in the table `users` that the developer made; the app signs in with a
 * session of Supabase's own.
 */
export const supabase: Backend<SupabaseSettings> = {
  checkSettings(extra) {
    const fields = readFields(extra, 'backendExtra', ['url', 'serviceRoleKey'])
    return { url: readProjectUrl(fields), serviceRoleKey: readKey(fields) }
  },

  async signIn(ctx, settings, user) {
    const project = openProject(openLine(ctx, 'supabase'), settings)
    const account = await ensureAccount(project, user)
    await writeRow(project, account.id, user)
    // Last: no session comes to be that nobody gets.
    return { supabaseSession: JSON.stringify(await startSession(project, account)) }
  },

  async update(ctx, settings, user) {
    const project = openProject(openLine(ctx, 'supabase'), settings)
    const { id } = await ensureAccount(project, user)
    await writeRow(project, id, user)
  },

  /** Not an account that was there before us and was only joined: that is the developer's. */
  async remove(ctx, settings, user) {
    const project = openProject(openLine(ctx, 'supabase'), settings)
    // The row first: it may refer to the account.
    await removeRow(project, uuidOf(user.id))
    await removeAccount(project, uuidOf(user.id))
  },
}

function readProjectUrl(fields: Fields): string {
  const url = readHttpsUrl(fields, 'backendExtra', 'url')
  if (url.pathname === '/') return url.origin
  throw invalidField('backendExtra.url', 'url', 'backendExtra.url must have no path')
}

const keyRule = { pattern: /^[\x21-\x7e]{1,4096}$/, accepted: 'a key as Supabase shows it' }

/** The other key of a project looks the same and opens nothing we need. */
function readKey(fields: Fields): string {
  const key = readText(fields, 'backendExtra', 'serviceRoleKey', keyRule)
  const role = roleOf(key)
  if (role === undefined || role === 'service_role') return key
  const message = 'backendExtra.serviceRoleKey must be the service role key, not a public one'
  throw invalidField('backendExtra.serviceRoleKey', 'wrong_key', message)
}

/** Keys of old are tokens that name their role; those of today tell it by their prefix. */
function roleOf(key: string): unknown {
  if (key.startsWith('sb_publishable_')) return 'anon'
  try {
    return JSON.parse(Buffer.from(key.split('.')[1] ?? '', 'base64url').toString()).role
  } catch {
    return undefined
  }
}
