import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startServer } from '../../../test/kit.ts'
import { newApp } from '../../../test/provisioning.ts'
import { sha256 } from '../../kernel/crypto.ts'
import { randomSecret, shortId, uuid } from '../../kernel/ids.ts'
import { sql } from '../../kernel/sql.ts'

const server = await startServer()
const { db } = server.ctx

/** Apps as `create` makes them, in one go; their secrets are never opened here. */
async function fill(count: number, tenantId: string): Promise<string[]> {
  const made = Array.from({ length: count }, () => ({
    id: shortId(),
    realm: uuid(),
    keyId: uuid(),
    key: randomSecret(40),
  }))
  await db.run(sql`insert into auth.realms (id, kind)
    select id, 'app' from unnest(${made.map((app) => app.realm)}::uuid[]) as given (id)`)
  await db.run(sql`
    insert into provisioning.apps
      (id, tenant_id, realm_id, name, auth_methods, registration_steps, jwt_secret)
    select id, ${tenantId}, realm, 'Many', '[]', '[]', 'sealed'
    from unnest(${made.map((app) => app.id)}::text[], ${made.map((app) => app.realm)}::uuid[])
      as given (id, realm)`)
  await db.run(sql`
    insert into auth.keys (id, kind, app_id, name, prefix, hash)
    select id, 'app', app_id, 'default', 'x', hash
    from unnest(${made.map((app) => app.keyId)}::uuid[], ${made.map((app) => app.id)}::text[],
      ${made.map((app) => sha256(app.key))}::bytea[]) as given (id, app_id, hash)`)
  await db.run(sql`analyze provisioning.apps`)
  await db.run(sql`analyze auth.keys`)
  return made.map((app) => app.key)
}

async function medianMs(keys: readonly string[]): Promise<number> {
  const times: number[] = []
  for (const key of keys) {
    const before = performance.now()
    const { status } = await server.call({ url: '/api/v1/config', key })
    times.push(performance.now() - before)
    assert.equal(status, 200)
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
}

test('ten thousand apps cost a request no more than two hundred do', async (t) => {
  const app = await newApp(server)
  const row = await db.row<{ tenant_id: string }>(
    sql`select tenant_id from provisioning.apps where id = ${app.id}`,
  )
  const few = await fill(200, row?.tenant_id ?? '')
  const coldFew = await medianMs(few)
  const many = await fill(10_000, row?.tenant_id ?? '')
  const sample = many.filter((_, i) => i % 50 === 0)
  const coldMany = await medianMs(sample)
  const warmMany = await medianMs(sample)
  t.diagnostic(
    `cold ${coldFew.toFixed(2)} ms of 200, ${coldMany.toFixed(2)} ms of 10,200; warm ${warmMany.toFixed(2)} ms`,
  )
  assert.ok(coldMany < coldFew * 2 + 1, `${coldMany} ms against ${coldFew} ms`)
  assert.ok(warmMany <= coldMany)
})
