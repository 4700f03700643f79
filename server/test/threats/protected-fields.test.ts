import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import pg from 'pg'
import type { TSchema } from '../../src/kernel/schema.ts'
import { startServer } from '../kit.ts'
import {
  blamed,
  credentialFor,
  hasErrorShape,
  isClosed,
  isFree,
  isTus,
  makeWorld,
  routesOf,
  title,
  urlOf,
} from './generators.ts'
import { sampleOf } from './samples.ts'

/** A13: fields of ours cannot be set from outside, and are refused, not dropped. */
const server = await startServer({ rateLimit: false })
const world = await makeWorld(server)
const admin = new pg.Client({ connectionString: server.databaseUrl })
// The server of the database ends before the file does.
admin.on('error', () => undefined)
await admin.connect()

const columns = (
  await admin.query<{ name: string }>(`
    select distinct column_name as name from information_schema.columns
    where table_schema in ('auth', 'provisioning')`)
).rows.map((row) => row.name)
const camel = (name: string) => name.replace(/_([a-z])/g, (_, c: string) => c.toUpperCase())
const fields = [
  ...new Set([
    ...columns.flatMap((name) => [name, camel(name)]),
    ...['is_admin', 'admin', 'verified', 'emailVerified', 'email_verified', 'tenant', 'scope'],
    ...['permissions', 'session', 'caller', 'constructor', 'prototype', '$set', '__v', 'plan'],
  ]),
]

const snapshot = async () => {
  const { rows } = await admin.query(`
    select (select json_agg(u order by id)::text from auth.users u) as users,
      (select json_agg(m)::text from auth.members m) as members,
      (select json_agg(i)::text from auth.identities i) as identities,
      (select json_agg(a order by id)::text from provisioning.apps a) as apps,
      (select json_agg(k order by k.id)::text from
        (select id, kind, user_id, app_id, scopes, mode, expires_at from auth.keys) k) as keys`)
  return rows[0]
}

const isOpen = (body: TSchema) => body.additionalProperties !== false

for (const listed of routesOf(server)) {
  const { route } = listed
  const { method } = route
  if (method === 'GET' || method === 'HEAD' || listed.surface.name === 'pages') continue
  if (isTus(listed)) continue
  // Columns of users' tables: the database's own rights decide (surfaces/platform/tables.test.ts).
  if (isFree(listed)) continue
  // What providers send as a form is theirs to fill; only the known fields are read.
  if (route.consumes && !route.consumes.includes('application/json')) continue
  // Who is not let in learns nothing of the body.
  const isOthers = listed.surface.name === 'platform' || route.access === 'operator'
  const refusals = isClosed(listed) && isOthers ? [400, 403] : [400, 422]
  test(`A13 ${title(listed)} refuses every column it does not take`, async () => {
    if (route.body) assert.ok(!isOpen(route.body), 'an open body')
    const known = Object.keys((route.body?.properties as object | undefined) ?? {})
    // Signing in leaves its mark: the picture is taken after it.
    const credential = await credentialFor(world, listed)
    assert.ok(credential, 'a credential for its kind of access')
    const before = await snapshot()
    for (const field of fields.filter((name) => !known.includes(name))) {
      const body = { ...((route.body ? sampleOf(route.body) : {}) as object), [field]: 'true' }
      const answer = await server.call({
        method: route.method,
        url: urlOf(listed),
        body,
        ...credential,
      })
      assert.ok(refusals.includes(answer.status), `${field}: ${answer.status} ${answer.text}`)
      assert.ok(hasErrorShape(listed, answer), answer.text)
      if (answer.status === 403) continue
      assert.ok(blamed(answer).includes(field), `${field}: ${answer.text}`)
    }
    assert.deepEqual(await snapshot(), before)
  })
}

after(() => admin.end())
