import assert from 'node:assert/strict'
import type { TestServer } from '../../../test/kit.ts'
import { registerProven } from '../../../test/people.ts'
import * as grants from '../../features/grants/index.ts'
import * as keys from '../../features/keys/index.ts'
import { uuid } from '../../kernel/ids.ts'
import { sql } from '../../kernel/sql.ts'

/** People, keys and tenants as the tests of this surface need them. */

export interface SignedIn {
  userId: string
  email: string
  password: string
  token: string
  refreshToken: string
}

/** A proven account, signed in here; with a grant where one is given. */
export async function signIn(server: TestServer, grant?: grants.Grant): Promise<SignedIn> {
  const { email, password } = await registerProven(server)
  const row = await server.ctx.db.row<{ id: string }>(
    sql`select id from auth.users where email = ${email}`,
  )
  const userId = row?.id ?? ''
  if (grant) await grants.give(server.ctx, userId, grant)
  const answer = await server.call({ url: '/api/v1/auth/signin', body: { email, password } })
  assert.equal(answer.status, 200, answer.text)
  const { access_token: token, refresh_token: refreshToken } = answer.body
  return { userId, email, password, token, refreshToken }
}

export const operator = (server: TestServer): Promise<SignedIn> =>
  signIn(server, { role: 'instance_admin', tenant_id: null })

/** @returns the id */
export async function newTenant(server: TestServer): Promise<string> {
  const id = uuid()
  await server.ctx.db.run(
    sql`insert into auth.tenants (id, slug, name) values (${id}, ${`t-${id}`}, 'Tenant')`,
  )
  return id
}

/** @returns the secret of a key */
export async function newKey(
  server: TestServer,
  kind: keys.KeyKindName,
  owner: keys.KeyOwner,
  given: Partial<keys.NewKey> = {},
): Promise<string> {
  const { secret } = await keys.create(server.ctx, kind, owner, {
    name: uuid(),
    scopes: ['*'],
    ...given,
  })
  return secret
}
