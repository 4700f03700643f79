import { type Sql, sql } from '../../../kernel/sql.ts'
import type { SignIn } from '../schema.ts'

export const insertSignIn = (
  s: Omit<SignIn, 'verified_at' | 'created_at'> & { phone_local: string | null; language: string },
): Sql => sql`
  insert into provisioning.sign_ins (id, app_id, method, email, phone, phone_country, phone_local,
    language, code_id)
  values (${s.id}, ${s.app_id}, ${s.method}, ${s.email}, ${s.phone}, ${s.phone_country},
    ${s.phone_local}, ${s.language}, ${s.code_id})`

export const selectSignIn = (appId: string, id: string): Sql => sql`
  select id, app_id, method, email, phone, phone_country, code_id, verified_at, created_at
  from provisioning.sign_ins where id = ${id} and app_id = ${appId}`

export const markVerified = (id: string, userId: string, sessionId: string): Sql => sql`
  update provisioning.sign_ins
  set verified_at = now(), user_id = ${userId}, session_id = ${sessionId}
  where id = ${id} and verified_at is null`

/** The login behind a sign-in and whose it is. */
export interface Login {
  session_id: string
  user_id: string
  /** Whether the session was not ended yet. */
  live: boolean
}

export const selectLogin = (appId: string, id: string): Sql => sql`
  select i.session_id, i.user_id, s.revoked_at is null as live
  from provisioning.sign_ins i join auth.sessions s on s.id = i.session_id
  where i.id = ${id} and i.app_id = ${appId}`

export const isRevoked = (sessionId: string): Sql =>
  sql`select from auth.sessions where id = ${sessionId} and revoked_at is not null`
