import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startServer } from '../../../test/kit.ts'
import { newKey, newTenant, operator, signIn } from './testing.ts'

const server = await startServer({ rateLimit: false, logs: true })
const root = await operator(server)
const at = '/api/v1/'
const ask = (path: string, token = root.token, headers: Record<string, string> = {}) =>
  server.call({ url: at + path, token, headers })
const logs = async (query: string, token?: string, headers?: Record<string, string>) => {
  await server.app.engines.logs.flush()
  const answer = await ask(`admin/logs?${query}`, token, headers)
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}

test('figures come under the names of the contract, all numbers but one', async () => {
  const { status, body } = await ask('monitoring/metrics')
  assert.equal(status, 200)
  const { go_version, database, realtime, storage, ...numbers } = body
  assert.match(go_version, /^node v\d/)
  assert.equal(Object.keys(database).length, 12)
  for (const value of [database, realtime, storage, numbers].flatMap(Object.values)) {
    assert.equal(typeof value, 'number')
  }
  assert.ok(numbers.memory_sys_mb > 0 && numbers.num_gc > 0 && numbers.gc_pause_ms > 0)
})

test('the pool is counted: connections opened, given, waited for', async () => {
  const pool = async () => (await ask('monitoring/metrics')).body.database
  const before = await pool()
  const run = (statement: string) =>
    server.call({ url: `${at}admin/sql`, token: root.token, body: { statement } })
  await run(`create table sleepy (id int); comment on table sleepy is '@open';
    create view nap as select id, pg_sleep(0.05)::text as slept from generate_series(1, 1) id;
    comment on view nap is '@open'; grant select on nap to service_role`)
  await Promise.all(Array.from({ length: 20 }, () => ask('tables/nap')))
  const after = await pool()
  assert.equal(after.acquire_count - before.acquire_count, 20)
  assert.ok(after.empty_acquire_count > before.empty_acquire_count)
  assert.ok(after.acquire_duration_ms > before.acquire_duration_ms)
  assert.ok(after.new_conns_count > before.new_conns_count)
  assert.ok(after.total_conns <= after.max_conns && after.idle_conns === after.total_conns)
})

test('Prometheus finds the same under names that do not depend on paths', async () => {
  const { text } = await server.call({ url: '/metrics' })
  for (const name of [
    'http_requests_total{route="monitoring.metrics",method="GET",status="200"}',
    'realtime_connections 0',
    'jobs_queue_depth ',
    'db_connections ',
    'system_uptime_seconds ',
  ]) {
    assert.ok(text.includes(`flumen_${name}`), name)
  }
})

test('the parts are well', async () => {
  const { status, body } = await ask('monitoring/health')
  assert.deepEqual([status, body.status], [200, 'healthy'], JSON.stringify(body))
  assert.deepEqual(Object.keys(body.services), ['database', 'realtime', 'storage', 'jobs'])
  assert.ok(body.services.database.latency_ms >= 0)
})

test('every request is a line, found by what it was', async () => {
  const id = 'find-me-1'
  await ask('admin/me', root.token, { 'x-request-id': id })
  const { entries, total_count, has_more } = await logs(`request_id=${id}`)
  assert.deepEqual([entries.length, total_count, has_more], [1, 1, false])
  const [{ category, component, user_id, message, fields, level }] = entries
  assert.deepEqual([category, component, user_id, level], ['http', 'platform', root.userId, 'info'])
  assert.match(message, /^GET \/api\/v1\/admin\/me 200 [\d.]+ ms$/)
  assert.deepEqual([fields.method, fields.status], ['GET', 200])
  const { body } = await ask(`monitoring/logs?search=admin.me&category=http&limit=1`)
  assert.equal(body.logs[0].module, 'platform')
  assert.equal(body.logs[0].level, 'info')
  assert.deepEqual([body.limit, body.offset, typeof body.hasMore], [1, 0, 'boolean'])
  assert.deepEqual((await ask('monitoring/logs?level=fatal')).body.logs, [])
  assert.equal((await ask('monitoring/logs?start_time=yesterday')).status, 400)
  assert.equal((await ask('admin/logs?level=loud')).status, 400)
})

test('who follows sees every line once, in order', async () => {
  let { next_after: after } = await logs('limit=1')
  const wanted = Array.from({ length: 7 }, (_, i) => `follow-${i}`)
  const seen: string[] = []
  for (const id of wanted) {
    await ask('admin/me', root.token, { 'x-request-id': id })
    const page = await logs(`after=${after}&limit=2&component=platform`)
    seen.push(...page.entries.map((e: { request_id: string }) => e.request_id))
    after = page.next_after
  }
  for (let more = true; more; ) {
    const page = await logs(`after=${after}&limit=100`)
    seen.push(...page.entries.map((e: { request_id: string }) => e.request_id))
    after = page.next_after
    more = !wanted.every((id) => seen.includes(id))
  }
  assert.deepEqual(
    seen.filter((id) => wanted.includes(id)),
    wanted,
  )
})

test('secrets are in no line: neither what was sent, nor a path that holds one', async () => {
  const secret = 'Canary0000Secret'
  await server.call({ url: `${at}auth/signin`, body: { email: 'a@example.com', password: secret } })
  await server.call({ url: `${at}invitations/${secret}/validate` })
  await server.call({ url: `/nothing/${secret}?token=${secret}` })
  server.ctx.log.warn({ unkept: true }, `the token is ${secret}`)
  server.ctx.log.error({ password: secret.slice(0, 3) }, 'harmless')
  assert.equal((await logs(`search=${secret}`)).total_count, 0)
  assert.equal((await logs('level=error&search=harmless')).total_count, 1)
})

test('above what is kept, warnings stay and the others are counted', async () => {
  for (let i = 0; i < 400; i++) server.ctx.log.info({ component: 'flood' }, `line ${i}`)
  server.ctx.log.warn({ component: 'flood' }, 'a warning')
  const { total_count, entries } = await logs('component=flood&level=warn,info&limit=1000')
  assert.ok(total_count >= 200 && total_count <= 251, `${total_count}`)
  assert.equal(entries[0].message, 'a warning')
  assert.ok((await logs('component=logs')).entries[0].fields.left_out >= 150)
  const { body } = await ask('admin/logs/stats')
  assert.ok(body.total_entries > 200 && body.entries_by_level.warn >= 2, JSON.stringify(body))
  assert.equal(
    (await server.call({ url: `${at}admin/logs/flush`, method: 'POST', token: root.token })).status,
    200,
  )
})

test('who administers one tenant sees its lines alone', async () => {
  const tenantId = await newTenant(server)
  const { token } = await signIn(server, { role: 'tenant_admin', tenant_id: tenantId })
  const inTenant = { 'x-fb-tenant': tenantId, 'x-request-id': 'in-tenant' }
  await server.call({ url: `${at}admin/me`, token, headers: inTenant })
  await ask('admin/me', root.token, { 'x-request-id': 'elsewhere' })
  server.ctx.log.warn('a line of the server itself')
  const { entries } = await logs('limit=1000', token, { 'x-fb-tenant': tenantId })
  assert.ok(entries.length > 0)
  assert.ok(
    entries.every((e: { tenant_id: string }) => e.tenant_id === tenantId),
    JSON.stringify(entries),
  )
  const key = await newKey(server, 'tsk', { tenantId }, { scopes: ['monitoring:read'] })
  const seen = await logs('limit=1000', key)
  assert.ok(seen.entries.every((e: { tenant_id: string }) => e.tenant_id === tenantId))
  const reader = await newKey(server, 'gsk', {}, { scopes: ['tables:read'] })
  assert.equal((await ask('monitoring/logs', reader)).status, 403)
  const person = await signIn(server)
  for (const path of ['monitoring/metrics', 'monitoring/health', 'monitoring/logs', 'admin/logs']) {
    assert.equal((await ask(path, person.token)).status, 403, path)
  }
})

test('where nothing is stored, that is said', async () => {
  const quiet = await startServer({ rateLimit: false })
  const { token } = await operator(quiet)
  const listed = await quiet.call({ url: `${at}monitoring/logs`, token })
  assert.deepEqual([listed.status, listed.body.logs], [200, []])
  const refused = await quiet.call({ url: `${at}admin/logs`, token })
  assert.deepEqual([refused.status, refused.body.code], [503, 'LOGGING_OFF'])
})
