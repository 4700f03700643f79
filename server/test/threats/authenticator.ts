import assert from 'node:assert/strict'
import { Secret, TOTP } from 'otpauth'
import * as factors from '../../src/features/factors/index.ts'
import { sql } from '../../src/kernel/sql.ts'
import type { Answer, TestServer } from '../kit.ts'
import { type Person, registerProven } from '../people.ts'

/** A person with an authenticator. */
export async function withTotp(
  server: TestServer,
): Promise<{ person: Person; totp: TOTP; userId: string }> {
  const person = await registerProven(server)
  const row = await server.ctx.db.row<{ id: string }>(
    sql`select id from auth.users where username = ${person.username}`,
  )
  const userId = row?.id ?? ''
  const begun = await factors.beginTotp(server.ctx, userId, person.email)
  const totp = new TOTP({ secret: Secret.fromBase32(begun.secret) })
  const early = totp.generate({ timestamp: Date.now() - 30_000 })
  assert.ok(!(await factors.hasApp(server.ctx, userId)), 'counts only once confirmed')
  assert.ok(await factors.confirmTotp(server.ctx, userId, begun.id, early))
  return { person, totp, userId }
}

export async function firstStep(
  server: TestServer,
  { username, password }: Person,
): Promise<Answer> {
  const answer = await server.call({ url: '/v1/auth/login', body: { username, password } })
  assert.deepEqual([answer.status, answer.body.detail.code], [403, 'mfa_required'])
  return answer
}
export const tokenOf = async (server: TestServer, person: Person): Promise<string> =>
  (await firstStep(server, person)).body.detail.mfa_token
export const secondStep = (server: TestServer, mfa_token: string, code: string) =>
  server.call({ url: '/v1/auth/mfa/verify', body: { mfa_token, code } })
/** The code of this step, or of one so many before or after. */
export const at = (totp: TOTP, step: number) =>
  totp.generate({ timestamp: Date.now() + step * 30_000 })
