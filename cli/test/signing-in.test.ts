import assert from 'node:assert/strict'
import { chmod, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from '../../server/src/kernel/sql.ts'
import { listeningServer, openShell, operator } from './flumen.ts'

/** The real command against a real server, as a script runs it. */
const { server, url } = await listeningServer()
const shell = await openShell({ FLUMEN_URL: url })
const { flumen } = shell
const file = join(shell.folder, 'config/flumen/credentials.json')

test('before anybody has signed in', async () => {
  const who = await flumen('whoami')
  assert.equal(who.code, 3)
  assert.match(who.err, /^flumen: You are not signed in to http\S+: run flumen login\n$/)
  const status = await flumen('status --json')
  assert.equal(status.code, 0, status.err)
  assert.equal(status.json.status, 'ok')
  assert.equal(status.json.signed_in_as, null)
  assert.equal((await flumen('api GET /api/v1/admin/tenants')).code, 3)
})

test('a wrong password stores nothing', async () => {
  const answer = await flumen(`login --email ${operator.email}`, { stdin: 'not the password\n' })
  assert.equal(answer.code, 3, answer.err)
  await assert.rejects(stat(file))
})

test('login keeps the session, readable by its owner alone', async () => {
  const answer = await flumen(`login --email ${operator.email}`, {
    stdin: `${operator.password}\n`,
  })
  assert.equal(answer.code, 0, answer.err)
  assert.match(answer.out, /^Signed in to http:\S+ as ops@flumen\.example\.\n$/)
  assert.equal((await stat(file)).mode & 0o777, 0o600)
  assert.ok(!(await readFile(file, 'utf8')).includes(operator.password))
  const who = await flumen('whoami --json')
  assert.equal(who.json.name, operator.email)
  assert.equal(who.json.role, 'instance_admin')
})

test('login in a browser: the terminal waits for what the person says there', async () => {
  const { body } = await server.call({ url: '/api/v1/admin/login', body: operator })
  const base = '/api/v1/admin/device-logins'
  const answerInBrowser = async (word: string) => {
    for (;;) {
      const asking = await server.ctx.db.row<{ user_code: string; device: string }>(sql`
        select user_code, device from auth.device_logins where is_granted is null`)
      if (!asking) {
        await sleep(50)
        continue
      }
      const answer = `${base}/${asking.user_code}/${word}`
      await server.call({ method: 'POST', url: answer, body: {}, token: body.access_token })
      return asking
    }
  }
  const [login, asking] = await Promise.all([
    flumen('login --browser --print'),
    answerInBrowser('approve'),
  ])
  assert.equal(login.code, 0, login.err)
  assert.match(login.out, /^Signed in to http:\S+ as ops@flumen\.example\.\n$/)
  assert.match(
    login.err,
    new RegExp(`/dashboard/device\\?code=${asking.user_code}\n.*${asking.user_code}`),
  )
  assert.match(asking.device, /^flumen of \S+ on \S+$/)
  assert.equal((await flumen('whoami --json')).json.name, operator.email)

  const [refused] = await Promise.all([flumen('login --browser --print'), answerInBrowser('deny')])
  assert.deepEqual([refused.code, refused.err.split('\n').at(-2)], [4, 'flumen: You said no'])
})

test('credentials that others may read are not used', async () => {
  await chmod(file, 0o644)
  const answer = await flumen('whoami')
  assert.equal(answer.code, 1)
  assert.match(answer.err, /can be read by others: run chmod 600/)
  await chmod(file, 0o600)
})

test('api: fields in query and body, text and typed, the body of standard input', async () => {
  const made = await flumen('api POST /api/v1/admin/tenants -f slug=acme', {
    more: ['-f', 'name=Acme Ltd'],
  })
  assert.equal(made.code, 0, made.err)
  const body = '{"name": "Other", "slug": "other"}'
  assert.equal((await flumen('api post api/v1/admin/tenants --body -', { stdin: body })).code, 0)
  const all = await flumen('api GET /api/v1/admin/tenants')
  assert.match(all.out, /Acme Ltd/)
  assert.match(all.out, /"other"/)
  const keys = await flumen('api GET /api/v1/admin/advisor -f level=error')
  assert.deepEqual(keys.json, { findings: [] })
  const head = await flumen('api GET /health -i')
  assert.match(head.out, /^200 .*\ncontent-type: application\/json/ms)
})

test('exit codes tell scripts what happened', async () => {
  const table: [string, number, RegExp][] = [
    ['api GET /api/v1/admin/tenants/6f0c0000-0000-4000-8000-000000000000', 5, /^flumen: \S.*\n$/],
    ['api GET /api/v1/admin/advisor -f level=loud', 4, /level/],
    ['api POST /api/v1/admin/tenants -F slug=x', 2, /slug is not JSON/],
    ['api GET https://example.com/', 2, /one of the server/],
    ['api', 2, /missing required argument 'method'\. Add --help/],
    ['nonsense', 2, /unknown command 'nonsense'/],
    ['status --url http://127.0.0.1:1', 6, /cannot be reached: is it running/],
    ['whoami --url ftp://example.com', 2, /no address of a server/],
    ['login --url http://example.com', 2, /unencrypted/],
    ['whoami --token rst_nothing', 3, /run flumen login/],
    ['whoami --token nothing', 2, /no key or token/],
  ]
  for (const [words, code, said] of table) {
    const answer = await flumen(words)
    assert.equal(answer.code, code, `${words}: ${answer.err}`)
    assert.match(answer.err, said, words)
    assert.equal(answer.err.split('\n').length, 2, `one line: ${answer.err}`)
  }
  const json = await flumen('api GET /api/v1/nothing --json')
  assert.equal(JSON.parse(json.err).code, 'NOT_FOUND')
})

test('an access token that ended is renewed, by one of several commands at once', async () => {
  const stored = JSON.parse(await readFile(file, 'utf8'))
  const before = stored.servers[url].refresh_token
  stored.servers[url].expires_at = Date.now() - 1
  await writeFile(file, JSON.stringify(stored))
  const all = await Promise.all([1, 2, 3].map(() => flumen('whoami --json')))
  assert.deepEqual(
    all.map(({ code }) => code),
    [0, 0, 0],
    all.map(({ err }) => err).join(),
  )
  const after = JSON.parse(await readFile(file, 'utf8')).servers[url]
  assert.notEqual(after.refresh_token, before)
})

test('a key instead of a session: tried, kept, used; in FLUMEN_TOKEN for one command', async () => {
  const made = await flumen('keys create robot --kind service --json')
  assert.equal(made.code, 0, made.err)
  const { key } = made.json
  const who = await flumen('whoami --json', { env: { FLUMEN_TOKEN: key } })
  assert.equal(who.json.kind, 'service key', who.err)
  assert.ok(!who.out.includes(key))
  assert.equal((await flumen('whoami --json')).json.kind, 'session')
  const other = await openShell({ FLUMEN_URL: url })
  assert.equal((await other.flumen('login --token -', { stdin: `${key}\n` })).code, 0)
  assert.equal((await other.flumen('whoami --json')).json.kind, 'service key')
})

test('logout ends the session on the server, too', async () => {
  const { access_token } = JSON.parse(await readFile(file, 'utf8')).servers[url]
  assert.equal((await flumen('logout')).code, 0)
  const after = await server.call({ url: '/api/v1/auth/user', token: access_token })
  assert.equal(after.status, 401)
  assert.equal((await flumen('whoami')).code, 3)
  assert.equal((await flumen('logout')).code, 3)
})
