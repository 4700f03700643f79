import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { Secret, TOTP } from 'otpauth'
import { sql } from '../src/kernel/sql.ts'
import type { TestServer } from './kit.ts'

/** A second factor as tests hold it: an app that shows codes, and the recovery codes on paper. */
export interface Authenticator {
  id: string
  /** The code of the step so many steps from now. */
  code(step?: number): string
  backupCodes: string[]
}

export const authenticatorOf = (secret: string): Pick<Authenticator, 'code'> => {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  return { code: (step = 0) => totp.generate({ timestamp: Date.now() + step * 30_000 }) }
}

/** The codes of a test stay those of one step: near its end this waits for the next. */
export async function steadyStep(): Promise<void> {
  const leftMs = 30_000 - (Date.now() % 30_000)
  // A timer may fire a little before its time.
  if (leftMs < 2_000) await sleep(leftMs + 50)
}

/** Sets up and enables a second factor over HTTP; the step before this one is used up by it. */
export async function enrol(server: TestServer, token: string): Promise<Authenticator> {
  const setup = await server.call({ url: '/api/v1/auth/2fa/setup', body: {}, token })
  assert.equal(setup.status, 200, setup.text)
  const { code } = authenticatorOf(setup.body.totp.secret)
  await steadyStep()
  const body = { code: code(-1) }
  const enabled = await server.call({ url: '/api/v1/auth/2fa/enable', body, token })
  assert.equal(enabled.status, 200, enabled.text)
  return { id: setup.body.id, code, backupCodes: enabled.body.backup_codes }
}

/** How many rows of all tables of ours hold a text. */
export async function rowsWith(server: TestServer, text: string): Promise<number> {
  const tables = await server.ctx.db.rows<{ schema: string; name: string }>(sql`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_schema in ('auth', 'engine', 'graphile_worker') and table_type = 'BASE TABLE'`)
  let found = 0
  for (const { schema, name } of tables) {
    const row = await server.ctx.db.row<{ n: number }>(sql`
      select count(*)::int as n from ${sql.id(schema, name)} t
      where position(lower(${text}) in lower(t::text)) > 0`)
    found += row?.n ?? 0
  }
  return found
}
