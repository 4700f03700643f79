import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MemberRole } from '../../src/features/members/index.ts'
import { sql } from '../../src/kernel/sql.ts'
import { rules as meteringRules } from '../../src/surfaces/metering/access.ts'
import { newKey, newOrganization } from '../../src/surfaces/metering/testing.ts'
import { signIn } from '../../src/surfaces/platform/testing.ts'
import { type Call, startServer } from '../kit.ts'
import { harmless, hasErrorShape, isClosed, routesOf, title } from './generators.ts'

/** R1: who is what in an organization, and which doors of metering that opens. */
const server = await startServer({ rateLimit: false })
const closed = routesOf(server).filter(isClosed)
const organization = await newOrganization(server)
const other = await newOrganization(server, 'Other')
const here = { 'x-fb-tenant': organization.id }

async function member(role: MemberRole): Promise<Partial<Call>> {
  const { userId, token } = await signIn(server)
  await server.ctx.db.run(sql`
    insert into auth.members (tenant_id, user_id, role)
    values (${organization.id}, ${userId}, ${role})`)
  return { token, headers: here }
}

async function impersonated(): Promise<Partial<Call>> {
  const admin = await signIn(server, { role: 'instance_admin', tenant_id: null })
  const target = await signIn(server)
  const body = { target_user_id: target.userId, reason: 'the matrix needs one' }
  const started = await server.call({ url: '/api/v1/auth/impersonate', token: admin.token, body })
  assert.equal(started.status, 200, started.text)
  return { token: started.body.access_token }
}

const live = await newKey(server, organization)
const trial = await newKey(server, organization, { mode: 'test' })

const members = {
  nobody: {},
  owner: { token: organization.token },
  admin: await member('admin'),
  member: await member('member'),
  viewer: await member('viewer'),
  'its own personal one': { token: (await signIn(server)).token },
  'a stranger who names it': { token: (await signIn(server)).token, headers: here },
  'the owner of another': { token: other.token, headers: here },
  impersonated: await impersonated(),
  'a live key': { key: live.key },
  'a test key': { key: trial.key },
} satisfies Record<string, Partial<Call>>

/** An impersonation opens the platform alone. In the order of `members`; written by hand from the contract. */
const meteringMatrix: Record<string, readonly number[]> = {
  member: [401, 422, 422, 422, 422, 422, 404, 404, 401, 403, 403],
  own_credentials: [401, 422, 422, 422, 422, 422, 404, 404, 401, 403, 403],
  manage: [401, 422, 422, 403, 403, 422, 404, 404, 401, 403, 403],
  keep_books: [401, 422, 422, 422, 403, 422, 404, 404, 401, 403, 403],
  view_usage: [401, 422, 422, 422, 422, 422, 404, 404, 401, 403, 403],
  read_customers: [401, 422, 422, 422, 422, 422, 404, 404, 401, 403, 403],
  write_customers: [401, 422, 422, 422, 403, 422, 404, 404, 401, 403, 403],
  // Keys alone: a session is no credential here.
  report_usage: [401, 401, 401, 401, 401, 401, 401, 401, 401, 422, 422],
  record_usage: [401, 422, 422, 422, 403, 422, 404, 404, 401, 422, 422],
  read_usage: [401, 422, 422, 422, 422, 422, 404, 404, 401, 422, 422],
}

test('R1 every kind of access of metering that reads a credential has its row', () => {
  const closedKinds = Object.keys(meteringRules).filter((name) => !name.startsWith('public'))
  assert.deepEqual(Object.keys(meteringMatrix).sort(), closedKinds.sort())
})

for (const listed of closed.filter(({ surface }) => surface.name === 'metering')) {
  test(`R1 ${title(listed)} is open to the roles of the organization that may`, async () => {
    const row = meteringMatrix[listed.route.access]
    assert.ok(row)
    for (const [i, [who, credential]] of Object.entries(members).entries()) {
      const answer = await server.call({ ...harmless(listed), ...credential })
      assert.equal(answer.status, row[i], `${who}: ${answer.text}`)
      assert.ok(hasErrorShape(listed, answer), answer.text)
    }
  })
}
