import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { listeningServer, openShell, operator } from './flumen.ts'

/** What a developer does all day: migrations, keys, apps. */
const { server, url } = await listeningServer()
const signIn = { method: 'POST' as const, url: '/api/v1/auth/signin', body: operator }
const token = (await server.call(signIn)).body.access_token
const shell = await openShell({ FLUMEN_URL: url, FLUMEN_TOKEN: token })
const { flumen } = shell

test('migrations: new, list, apply, rollback', async () => {
  const made = await flumen('migrations new --json', { more: ['Create posts!'] })
  assert.equal(made.code, 0, made.err)
  const { name, files } = made.json
  assert.match(name, /^\d{14}_create_posts$/)
  await writeFile(join(shell.folder, files.up), 'create table posts (id int primary key);')
  await writeFile(join(shell.folder, files.down), 'drop table posts;')
  assert.match(
    (await flumen('migrations list')).out,
    /NAME +STATUS +APPLIED +FILE\n\S+ +not sent +– +same/,
  )
  assert.equal((await flumen('migrations apply --dry-run')).out, `Would apply ${name}\n`)
  assert.equal((await flumen('migrations apply')).out, `Applied ${name}\n`)
  assert.equal((await flumen('migrations apply')).out, 'Nothing to apply.\n')
  const [row] = (await flumen('migrations list --json')).json
  assert.equal(row.status, 'applied')
  const asked = await flumen('migrations rollback')
  assert.equal(asked.code, 2, 'nobody is there to be asked')
  assert.equal((await flumen('migrations rollback --yes')).out, `Rolled ${name} back.\n`)
})

test('migrations: a wrong one says which, one that changed after it ran is refused', async () => {
  const folder = join(shell.folder, 'migrations')
  await writeFile(join(folder, '99_wrong.up.sql'), 'create tabel oops ();')
  const wrong = await flumen('migrations apply --namespace wrong')
  assert.equal(wrong.code, 1)
  assert.match(wrong.err, /^flumen: 99_wrong was not applied: .*syntax error/)
  await writeFile(join(folder, '99_wrong.up.sql'), 'select 1;')
  assert.equal((await flumen('migrations apply --namespace wrong')).code, 0)
  await writeFile(join(folder, '99_wrong.up.sql'), 'select 2;')
  const changed = await flumen('migrations apply --namespace wrong')
  assert.equal(changed.code, 4)
  assert.match(changed.err, /flumen: 99_wrong: the file differs from what was applied/)
  await writeFile(join(folder, 'notes.sql'), '')
  assert.equal((await flumen('migrations apply')).code, 2)
})

test('keys: made, listed, rotated, revoked; each kind by the same words', async () => {
  for (const kind of ['client', 'account', 'registry']) {
    const scope = kind === 'client' ? ' --scope read:tables --expires 90d' : ''
    const made = await flumen(`keys create ci --kind ${kind}${scope} --json`)
    assert.equal(made.code, 0, `${kind}: ${made.err}`)
    assert.match(made.json.key, /^(fbk_|rst_|sk_test_)/)
    assert.match(made.err, /shown this once|^$/)
    const listed = await flumen(`keys list --kind ${kind}`)
    assert.match(listed.out, new RegExp(`${made.json.id} +ci`))
    assert.ok(!listed.out.includes(made.json.key))
    assert.equal((await flumen(`keys revoke ${made.json.id} --kind ${kind} --yes`)).code, 0)
  }
  const service = (await flumen('keys create ci --kind service --json')).json
  const next = await flumen(`keys rotate ${service.id} --grace 0 --json`)
  assert.equal(next.code, 0, next.err)
  assert.notEqual(next.json.key, service.key)
  const all = (await flumen('keys list --json')).json as { kind: string }[]
  assert.ok(all.some(({ kind }) => kind === 'session'))
  assert.equal((await flumen('keys create ci --kind other')).code, 2)
})

test('apps: made, shown without its secret, given another key, deleted', async () => {
  const made = await flumen('apps create --json', { more: ['Acme Mobile'] })
  assert.equal(made.code, 0, made.err)
  const { id, apiKey } = made.json
  const shown = await flumen(`apps show ${id}`)
  assert.match(shown.out, new RegExp(`^id +${id}\nname +Acme Mobile\nkey +${apiKey}`))
  const secret = (await flumen(`apps show ${id} --json`)).json.jwtSecret
  assert.ok(secret.length > 20 && !shown.out.includes(secret))
  assert.equal((await flumen(`apps users ${id}`)).out, 'Nobody has signed in yet.\n')
  const rotated = (await flumen(`apps rotate-key ${id} --yes --json`)).json
  assert.notEqual(rotated.apiKey, apiKey)
  assert.equal((await flumen(`apps delete ${id} --yes`)).code, 0)
  assert.equal((await flumen(`apps show ${id}`)).code, 5)
})

test('files of migrations say what goes into them', async () => {
  const { files } = (await flumen('migrations new --dir elsewhere --json', { more: ['x'] })).json
  assert.match(await readFile(join(shell.folder, files.up), 'utf8'), /^-- x: what changes/)
})

test('logs: the last lines, as one object each for programs', async () => {
  await server.call({ url: '/api/v1/admin/logs/flush', method: 'POST', token })
  const { out, err, code } = await flumen('logs --json -n 5 --category http')
  assert.equal(code, 0, err)
  const lines = out.trim().split('\n')
  assert.ok(lines.length >= 1 && lines.length <= 5, out)
  for (const line of lines) assert.equal(JSON.parse(line).category, 'http')
})

test('types: of the tables one may reach; a file that is the same is left alone', async () => {
  const made = await flumen('types --out database.ts')
  assert.equal(made.out, 'Wrote database.ts.\n', made.err)
  assert.match(await readFile(join(shell.folder, 'database.ts'), 'utf8'), /export type Database/)
  assert.equal((await flumen('types --out database.ts')).out, 'database.ts is up to date.\n')
})
