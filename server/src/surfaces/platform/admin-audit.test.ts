import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startServer } from '../../../test/kit.ts'
import { operator, signIn } from './testing.ts'

const server = await startServer({ rateLimit: false })
const root = await operator(server)
const ask = (query: string, headers: Record<string, string> = {}) =>
  server.call({ url: `/api/v1/admin/audit?${query}`, token: root.token, headers })
const person = await signIn(server)
const reason = '=HYPERLINK("http://evil.example")'
await server.call({
  url: `/api/v1/admin/users/${person.userId}/ban`,
  token: root.token,
  body: { reason },
})

test('who did what to whom is told, and found', async () => {
  const { records } = (await ask(`event=account.banned&user_id=${person.userId}`)).body
  assert.equal(records.length, 1)
  const [{ actor, user_email, details, surface }] = records
  assert.deepEqual([user_email, surface, details.reason], [person.email, 'platform', reason])
  assert.deepEqual([actor.kind, actor.user_id, actor.email], ['session', root.userId, root.email])
  const count = async (query: string) => (await ask(query)).body.records.length
  assert.equal(await count(`actor=${root.userId}&event=account.`), 1)
  assert.equal(await count('q=HYPERLINK'), 1)
  assert.equal(await count('event=account.banned&to=2020-01-01T00:00:00Z'), 0)
  assert.equal(await count('event=account.banned&from=2020-01-01T00:00:00Z'), 1)
})

test('pages follow each other', async () => {
  const ids: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: { records: { id: string }[]; next_cursor: string | null } = (
      await ask(`limit=3${cursor && `&cursor=${cursor}`}`)
    ).body
    ids.push(...page.records.map(({ id }) => id))
    cursor = page.next_cursor
  }
  const all = (await ask('limit=1000')).body.records.map(({ id }: { id: string }) => id)
  assert.deepEqual(ids, all)
  assert.equal((await ask('cursor=bm9uZQ')).status, 400)
})

test('all that matches comes as CSV, in which nothing is a formula', async () => {
  const answer = await ask('event=account.banned', { accept: 'text/csv' })
  assert.match(String(answer.headers['content-type']), /^text\/csv/)
  const lines = answer.text.trimEnd().split('\r\n')
  assert.equal(lines.length, 2)
  assert.match(lines[0] ?? '', /^id,at,event,/)
  assert.ok(lines[1]?.includes(person.userId) && !/(^|,)=/.test(lines[1] ?? ''))
})

test('figures are those of the instance; end users of apps are no accounts', async () => {
  const { body: made } = await server.call({
    url: '/api/v2/apps',
    body: { name: 'Acme' },
    token: root.token,
  })
  const headers = { 'x-api-key': made.app.apiKey }
  const email = 'end-user@example.com'
  const begun = await server.call({ url: '/api/v1/sessions', headers, body: { email } })
  const { code } = await server.inbox.next(email)
  const url = `/api/v1/sessions/${begun.body.id}/verify`
  const verified = await server.call({ url, headers, body: { code } })
  assert.equal(verified.status, 200, verified.text)
  const answer = await server.call({ url: '/api/v1/admin/stats', token: root.token })
  assert.equal(answer.status, 200, answer.text)
  const { users, requests, database, storage, queue } = answer.body
  assert.deepEqual([users.total, users.verified, users.banned], [2, 2, 1])
  assert.equal(users.app_users, 1)
  assert.equal(users.sign_ups.length, 30)
  assert.equal(users.sign_ups.at(-1).count, 2)
  const platform = requests.surfaces.find((one: { surface: string }) => one.surface === 'platform')
  assert.ok(platform.count > 0 && platform.p50_ms <= platform.p99_ms, JSON.stringify(requests))
  assert.ok(database.size_bytes > 0 && database.connections > 0)
  assert.deepEqual([storage.objects, storage.bytes], [0, 0])
  assert.equal(queue.failed, 0)
})
