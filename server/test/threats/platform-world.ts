import assert from 'node:assert/strict'
import type * as grants from '../../src/features/grants/index.ts'
import { sql } from '../../src/kernel/sql.ts'
import { newKey, newTenant, type SignedIn, signIn } from '../../src/surfaces/platform/testing.ts'
import type { Call, TestServer } from '../kit.ts'
import { signInAgain } from '../people.ts'

/** Everybody who may stand before a door of the platform, and two tenants for them. */

/** The columns of the matrix: whoever may call, one of each kind. */
export const callers = [
  ...(['nobody', 'person', 'anonymous', 'admin', 'dashboard'] as const),
  ...(['tenant_admin', 'instance_admin'] as const),
  ...(['gsk', 'tsk', 'anon', 'pk', 'fbk'] as const),
  ...(['as_user', 'as_anon', 'as_service'] as const),
] as const

export type CallerName = (typeof callers)[number]

export const keyNames = ['gsk', 'tsk', 'anon', 'pk', 'fbk'] as const
export type KeyName = (typeof keyNames)[number]

/** What makes a call somebody's. */
export type Credential = Pick<Call, 'token' | 'headers'>

export interface PlatformWorld {
  server: TestServer
  /** Two tenants; whoever is bound to one is bound to the first. */
  a: string
  b: string
  credentials: Record<CallerName, Credential>
  people: Record<'person' | 'tenant_admin' | 'instance_admin', SignedIn>
  /** A key of this kind with these scopes alone; of the first tenant, or of the person. */
  keyWith(kind: KeyName, scopes: readonly string[]): Promise<Credential>
}

export async function makePlatformWorld(server: TestServer): Promise<PlatformWorld> {
  const [a, b] = [await newTenant(server), await newTenant(server)]
  const grant = (role: grants.GrantRole, tenantId: string | null = null) =>
    signIn(server, { role, tenant_id: tenantId })
  const person = await signIn(server)
  const instanceAdmin = await grant('instance_admin')
  const tenantAdmin = await grant('tenant_admin', a)
  const owners = { gsk: {}, tsk: { tenantId: a }, anon: { tenantId: a }, pk: { tenantId: a } }
  const keyWith = async (kind: KeyName, scopes: readonly string[]): Promise<Credential> => {
    const owner = kind === 'fbk' ? { userId: person.userId } : owners[kind]
    return { token: await newKey(server, kind, owner, { scopes }) }
  }
  const acting = (path: string, body: object = {}) => actingAs(server, path, body)
  return {
    server,
    a,
    b,
    keyWith,
    people: { person, tenant_admin: tenantAdmin, instance_admin: instanceAdmin },
    credentials: {
      nobody: {},
      person: { token: person.token },
      anonymous: { token: await anonymous(server, instanceAdmin) },
      admin: { token: await appAdmin(server) },
      dashboard: { token: (await grant('dashboard_user')).token },
      tenant_admin: { token: tenantAdmin.token },
      instance_admin: { token: instanceAdmin.token },
      gsk: await keyWith('gsk', ['*']),
      tsk: await keyWith('tsk', ['*']),
      anon: await keyWith('anon', ['*']),
      pk: await keyWith('pk', ['*']),
      fbk: await keyWith('fbk', ['*']),
      as_user: { token: await acting('', { target_user_id: person.userId }) },
      as_anon: { token: await acting('/anon') },
      as_service: { token: await acting('/service') },
    },
  }
}

/** Each by an operator of its own: who starts one ends what they had started. */
async function actingAs(server: TestServer, path: string, body: object): Promise<string> {
  const { token } = await signIn(server, { role: 'instance_admin', tenant_id: null })
  const answer = await server.call({
    url: `/api/v1/auth/impersonate${path}`,
    token,
    body: { reason: 'the matrix needs one', ...body },
  })
  assert.equal(answer.status, 200, answer.text)
  return answer.body.access_token
}

async function anonymous(server: TestServer, { token }: SignedIn): Promise<string> {
  const url = '/api/v1/admin/settings/app.auth.anonymous_enabled'
  const set = await server.call({ method: 'PUT', url, token, body: { value: true } })
  assert.equal(set.status, 200, set.text)
  const answer = await server.call({ url: '/api/v1/auth/signin/anonymous', body: {} })
  assert.equal(answer.status, 200, answer.text)
  return answer.body.access_token
}

/** An administrator of the app, not of this server. */
async function appAdmin(server: TestServer): Promise<string> {
  const { userId, email, password } = await signIn(server)
  await server.ctx.db.run(sql`update auth.users set role = 'admin' where id = ${userId}`)
  const person = { username: '', full_name: '', email, password }
  return (await signInAgain(server, person)).token
}
