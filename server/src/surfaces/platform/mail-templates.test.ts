import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Call, startServer, until } from '../../../test/kit.ts'
import { newPerson, registerProven } from '../../../test/people.ts'
import { languages, mailKinds } from '../../features/mails/index.ts'
import * as settings from '../../features/settings/index.ts'
import { sql } from '../../kernel/sql.ts'
import { operator, signIn } from './testing.ts'

/** The texts of mails as administrators write them. */
const server = await startServer({ rateLimit: false })
const admin = await operator(server)
const base = '/api/v1/admin/email/templates'

const ask = (path: string, call: Partial<Call> = {}) =>
  server.call({ url: `${base}${path}`, token: admin.token, ...call })
const put = (path: string, body: unknown, more: Partial<Call> = {}) =>
  ask(path, { method: 'PUT', body, ...more })
const reset = (path: string) => ask(path, { method: 'DELETE' })

const words = {
  subject: '{{code}} opens {{brand}}',
  body: 'Dear {{name}},\n\nhere you are:\n\n{{code}}\n\nBye,\nthe <b>team</b> of {{brand}}',
}

test('lists every kind of mail, with what may stand in it', async () => {
  const { status, body } = await ask('?language=de')
  assert.equal(status, 200)
  assert.deepEqual(
    body.templates.map(({ kind }: { kind: string }) => kind),
    mailKinds,
  )
  const reset = body.templates.find(({ kind }: { kind: string }) => kind === 'reset_password')
  assert.deepEqual([reset.source, reset.required, reset.language], ['default', ['link'], 'de'])
  assert.match(reset.subject, /{{brand}}/)
  assert.ok(reset.placeholders.includes('link') && !reset.placeholders.includes('code'))
  assert.equal((await ask('')).body.templates[0].language, 'en')
})

test('the texts that come with the server pass their own check, in every language', async () => {
  for (const language of languages) {
    const { body } = await ask(`?language=${language}`)
    for (const { kind, subject, body: text } of body.templates) {
      const template = { subject, body: text }
      const shown = await ask(`/${kind}/${language}/preview`, { body: { template } })
      const ours = await ask(`/${kind}/${language}/preview`, { body: {} })
      assert.equal(shown.status, 200, `${kind} ${language}: ${shown.text}`)
      assert.deepEqual(shown.body, ours.body)
    }
  }
})

test('changed, in force, shown, reset: subject and both forms of the mail', async () => {
  const made = await put('/sign_in_code/en', words)
  assert.deepEqual(
    [made.status, made.body.source, made.body.subject, made.body.body],
    [200, 'instance', words.subject, words.body],
  )
  const person = await registerProven(server, { full_name: 'Ada' })
  await server.call({ url: '/api/v1/auth/otp/signin', body: { email: person.email } })
  const mail = await server.inbox.next(person.email)
  const { brand } = server.app.engines.instance
  assert.ok(mail.code && mail.subject === `${mail.code} opens ${brand}`, mail.subject)
  assert.match(mail.text, new RegExp(`here you are:\\n\\n {4}${mail.code}\\n\\nBye,\\nthe <b>team`))
  assert.match(mail.html, /Bye,<br>\nthe &lt;b&gt;team&lt;\/b&gt;/)
  assert.equal((await ask('/sign_in_code/de')).body.source, 'default', 'other languages stay')
  assert.equal((await reset('/sign_in_code/en')).status, 204)
  assert.equal((await reset('/sign_in_code/en')).status, 404)
  await server.ctx.db.run(sql`delete from engine.limits`)
  await server.call({ url: '/api/v1/auth/otp/signin', body: { email: person.email } })
  assert.doesNotMatch((await server.inbox.next(person.email)).subject, /opens/)
})

test('a name is text: it makes no markup, no header and no link', async () => {
  const name = 'Eve\r\nBcc: all@example.com <script>alert(1)</script> https://evil.test/x {{code}}'
  await put('/sign_up_notice/en', { subject: 'Dear {{name}}', body: 'Dear {{name}}' })
  const person = await registerProven(server)
  await server.ctx.db.run(
    sql`update auth.users set full_name = ${name} where email = ${person.email}`,
  )
  await server.call({ url: '/v1/auth/register', body: newPerson({ email: person.email }) })
  const mail = await server.inbox.next(person.email)
  assert.doesNotMatch(mail.subject, /[\r\n]/)
  assert.doesNotMatch(mail.html, /<script/)
  assert.doesNotMatch(mail.text, /https:\/\/evil/)
  await reset('/sign_up_notice/en')
})

test('what is wrong is named, and nothing is kept', async () => {
  const body = '{{code}}'
  const table: [string, unknown, string][] = [
    ['verify_email/en', { subject: 'x', body: 'no code' }, 'body'],
    ['reset_password/en', { subject: 'x', body: 'no link' }, 'body'],
    ['reset_password/en', { subject: 'x', body: 'Click {{link}} now' }, 'body'],
    ['verify_email/en', { subject: '{{codes}}', body }, 'subject'],
    ['verify_email/en', { subject: 'x', body: '{{code}} {{constructor}}' }, 'body'],
    ['verify_email/en', { subject: 'x', body: '{{code}} {{Code}}' }, 'body'],
    ['verify_email/en', { subject: 'x', body: '{{code}} {{link' }, 'body'],
    ['verify_email/en', { subject: 'x', body: '{{code}}\n\n{{code}}' }, 'body'],
    ['verify_email/en', { subject: 'x {{link}}', body }, 'subject'],
    ['verify_email/en', { subject: 'x\r\nBcc: eve@example.com', body }, 'subject'],
    ['verify_email/en', { subject: 'x\u2028y', body }, 'subject'],
    ['verify_email/en', { subject: ' ', body }, 'subject'],
    ['verify_email/en', { subject: 'x', body: `${body}\u0000` }, 'body'],
    ['verify_email/en', { subject: 'x'.repeat(201), body }, 'subject'],
    ['verify_email/en', { subject: 'x', body: body + 'x'.repeat(10_000) }, 'body'],
    ['verify_email/en', { subject: 'x' }, 'body'],
    ['verify_email/en', { subject: 'x', body, html: '<b>' }, 'html'],
    ['verify_mail/en', words, 'kind'],
    ['verify_email/xx', words, 'language'],
    ['key_created/en', { subject: 'x', body: '{{code}}' }, 'body'],
  ]
  for (const [path, given, field] of table) {
    const answer = await put(`/${path}`, given)
    assert.equal(answer.status, 400, `${path} ${JSON.stringify(given).slice(0, 80)}`)
    assert.ok(answer.body.details.some((one: { path: string[] }) => one.path[0] === field))
    if (field === 'kind' || field === 'language') continue
    const shown = await ask(`/${path}/preview`, { body: { template: given } })
    assert.equal(shown.status, 400, 'nor is it shown')
  }
  assert.equal((await ask('/verify_email/en')).body.source, 'default')
})

test('the settings API keeps the same words, by the same rules', async () => {
  const url = '/api/v1/admin/settings/email.templates.verify_email.en'
  const { token } = admin
  const bad = { value: { subject: 'x', body: 'no code' } }
  assert.equal((await server.call({ method: 'PUT', url, token, body: bad })).status, 400)
  const odd = '/api/v1/admin/settings/email.templates.nothing.en'
  assert.equal(
    (await server.call({ method: 'PUT', url: odd, token, body: { value: words } })).status,
    400,
  )
  const set = await server.call({ method: 'PUT', url, token, body: { value: words } })
  assert.equal(set.status, 200, set.text)
  assert.equal((await ask('/verify_email/en')).body.body, words.body)
  await reset('/verify_email/en')
})

test('for instance admins alone; a tenant cannot speak in the name of the server', async () => {
  const made = await server.call({
    url: '/api/v1/admin/tenants',
    token: admin.token,
    body: { slug: 'speaker', name: 'Speaker', auto_generate_keys: false },
  })
  const tenantId = made.body.id
  const local = await signIn(server, { role: 'tenant_admin', tenant_id: tenantId })
  assert.equal((await put('/sign_in_code/en', words, { token: local.token })).status, 403)
  const key = 'email.templates.sign_in_code.en'
  const body = { value: words }
  const url = `/api/v1/admin/settings/${key}`
  const own = await server.call({ method: 'PUT', url, body, token: local.token })
  assert.deepEqual([own.status, own.body.code], [400, 'INVALID_INPUT'])
  const settingsUrl = `/api/v1/admin/tenants/${tenantId}/settings`
  const patch = { settings: { [key]: words } }
  const many = { method: 'PATCH' as const, url: settingsUrl, body: patch, token: local.token }
  assert.equal((await server.call(many)).status, 400)
})

test('every change is written down', async () => {
  await put('/magic_link/fr', { subject: 'x', body: '{{code}}' })
  await reset('/magic_link/fr')
  const rows = await server.ctx.db.rows<{ user_id: string; details: { value?: object } }>(sql`
    select user_id, details from auth.audit
    where event = 'setting.changed' and details ->> 'key' = 'email.templates.magic_link.fr'
    order by id`)
  assert.deepEqual(
    rows.map(({ user_id, details }) => [user_id, details.value]),
    [
      [admin.userId, { subject: 'x', body: '{{code}}' }],
      [admin.userId, undefined],
    ],
  )
})

test('in force on a second process within a second', async () => {
  const twin = await startServer({ databaseUrl: server.databaseUrl, queue: false })
  const read = async () =>
    (await twin.call({ url: `${base}/sign_in_code/en`, token: admin.token })).body.source
  assert.equal(await read(), 'default')
  await put('/sign_in_code/en', words)
  await until('the new words there', async () => (await read()) === 'instance', 1_000)
  await reset('/sign_in_code/en')
})

test('words that this version would not take are passed over: mails still go out', async () => {
  const value = { subject: 'x', body: 'nothing in it' }
  await server.ctx.db.run(sql`
    insert into auth.settings (key, value) values
      ('email.templates.sign_in_code.en', ${JSON.stringify(value)}::jsonb)`)
  await settings.set(server.ctx, { key: 'app.news', value: 1 })
  const person = await registerProven(server)
  await server.call({ url: '/api/v1/auth/otp/signin', body: { email: person.email } })
  assert.match((await server.inbox.next(person.email)).code, /^\d{6}$/)
})
