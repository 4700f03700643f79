import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { startServer, until } from '../../../test/kit.ts'
import { enqueue, inTransaction } from '../../engines/context.ts'
import { Mail } from '../../engines/mail/index.ts'
import { startSink } from '../../engines/mail/smtp-sink.ts'
import { sql } from '../../kernel/sql.ts'
import { operator } from './testing.ts'

const server = await startServer({ rateLimit: false })
const { token } = await operator(server)
const at = '/api/v1/admin/'
const ask = (path: string, method: 'GET' | 'POST' | 'DELETE' = 'GET', body?: unknown) =>
  server.call({ url: at + path, method, token, ...(body === undefined ? {} : { body }) })
/** Writes as the server does, where it does. */
const writer = new Mail({
  smtpUrl: undefined,
  from: 'Flumen <flumen@example.com>',
  outboxDir: join(server.dataDir, 'outbox'),
  log: server.ctx.log,
})
const deliver = (subject: string, text: string) =>
  writer.deliver({ to: 'ada@example.com', subject, text, html: `<p>${text}</p>` })

test('mails of the outbox are listed newest first, read whole, and thrown away', async () => {
  const subject = '482913 ist Ihr Prüfcode für „Größe“'
  for (const n of [1, 2, 3]) await deliver(`Mail ${n}`, 'x')
  await deliver(subject, `Grüße — ${'lang '.repeat(400)}`)
  const first = (await ask('email/outbox?limit=2')).body
  assert.equal(first.transport, 'outbox')
  assert.deepEqual(first.mails[0].subject, subject)
  assert.deepEqual([first.mails[0].to, first.mails.length], ['ada@example.com', 2])
  const rest = (await ask(`email/outbox?cursor=${first.next_cursor}`)).body
  assert.deepEqual([rest.mails.length, rest.next_cursor], [2, null])
  const { id } = first.mails[0]
  const mail = (await ask(`email/outbox/${id}`)).body
  assert.match(mail.text, /^Grüße — lang lang/)
  assert.match(mail.html, /^<p>Grüße — lang/)
  assert.ok(mail.headers.some((header: { name: string }) => header.name === 'Auto-Submitted'))
  assert.equal((await ask(`email/outbox/${id}`, 'DELETE')).status, 204)
  assert.equal((await ask(`email/outbox/${id}`)).status, 404)
})

test('an id leads to a mail, and nowhere else', async () => {
  for (const id of ['..%2F..%2Fsecret', '.', 'x.eml', '2026-01-01T00-00-00-000Z-..%2F..%2Fab']) {
    assert.equal((await ask(`email/outbox/${id}`)).status, 404, id)
    assert.equal((await ask(`email/outbox/${id}`, 'DELETE')).status, 404, id)
  }
  assert.equal((await ask('email/outbox?cursor=Li4vLi4')).status, 400)
})

test('a test mail tells what the mail server said', async () => {
  const { engines } = server.app
  const { mail } = engines
  const sink = await startSink()
  const through = async (smtpUrl: string, to = 'ada@example.com') => {
    const own = new Mail({
      smtpUrl,
      from: 'flumen@example.com',
      outboxDir: '/nowhere',
      log: server.ctx.log,
    })
    engines.mail = own
    const answer = await ask('email/test', 'POST', { to })
    await own.stop()
    engines.mail = mail
    assert.equal(answer.status, 200, answer.text)
    return answer.body
  }
  const sent = await through(sink.url)
  assert.deepEqual([sent.accepted, sent.transport], [true, 'smtp'])
  assert.match(sent.response, /^250/)
  const refused = await through(sink.url, 'gone@example.com')
  assert.equal(refused.accepted, false)
  assert.match(refused.error, /550/)
  const nobody = await through('smtp://user:Canary-Password@127.0.0.1:1')
  assert.equal(nobody.accepted, false)
  assert.ok(!JSON.stringify(nobody).includes('Canary'))
  await sink.close()
})

test('background work is listed, tried again and forgotten', async () => {
  const { ctx } = server
  await inTransaction(ctx, (ctx) =>
    enqueue(ctx, 'identity.otp', { personal: 'ada@example.com' }, new Date(Date.now() + 3_600_000)),
  )
  const list = async (query = '') => (await ask(`queue?task=identity.otp${query}`)).body
  await until('it is queued', async () => (await list()).jobs.length === 1)
  const { jobs, counts } = await list('&state=pending')
  assert.ok(counts.pending >= 1 && !JSON.stringify(jobs).includes('ada@'))
  const [{ id }] = jobs
  await ctx.db.run(sql`
    update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'it broke'
    where id = ${id}::bigint`)
  assert.equal((await list('&state=failed')).jobs[0].last_error, 'it broke')
  await ctx.db.run(sql`
    update graphile_worker._private_jobs set locked_at = now(), locked_by = 'somebody'
    where id = ${id}::bigint`)
  for (const [path, method] of [
    [`queue/${id}/retry`, 'POST'],
    [`queue/${id}`, 'DELETE'],
  ] as const) {
    assert.deepEqual((await ask(path, method)).body.code, 'JOB_RUNNING')
  }
  await ctx.db.run(sql`
    update graphile_worker._private_jobs set locked_at = null, locked_by = null
    where id = ${id}::bigint`)
  assert.equal((await ask(`queue/${id}`, 'DELETE')).status, 204)
  for (const unknown of [id, '0', 'x', '99999999999999999999']) {
    assert.equal((await ask(`queue/${unknown}/retry`, 'POST')).status, 404, unknown)
  }
})
