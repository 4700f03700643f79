import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { testSecret } from '../../server/test/database.ts'
import { freshDatabase, until } from '../../server/test/kit.ts'
import { openShell } from './flumen.ts'

/** What is done on the machine of the server. */
const bin = fileURLToPath(new URL('../bin/flumen.js', import.meta.url))
const databaseUrl = await freshDatabase()
const env = { FLUMEN_DATABASE_URL: databaseUrl, FLUMEN_SECRET: testSecret, PORT: '0' }
const shell = await openShell(env)
const { flumen, folder } = shell

test('dev starts again when a migration changes, and outlives one that is wrong', {
  timeout: 240_000,
}, async () => {
  await mkdir(join(folder, 'migrations'))
  const file = (name: string) => join(folder, 'migrations', name)
  await writeFile(file('001_posts.up.sql'), 'create table posts (id int primary key);')
  const child = spawn(process.execPath, [bin, 'dev'], { cwd: folder, env: shell.env })
  let log = ''
  child.stdout.on('data', (chunk) => (log += chunk))
  child.stderr.on('data', (chunk) => (log += chunk))
  const seen = (text: string, times: number) =>
    until(`${text}, ${times} times`, () => log.split(text).length > times, 60_000)
  await seen('is ready at', 1)
  await writeFile(file('002_more.up.sql'), 'create tabel more;')
  await seen('The server has ended', 1)
  await writeFile(file('002_more.up.sql'), 'create table more (id int primary key);')
  await seen('is ready at', 2)
  child.kill('SIGINT')
  const [code] = await once(child, 'exit')
  assert.equal(code, 0, log)
  assert.match(log, /002_more\.up\.sql changed: starting again/)
})

test('start ends with the exit code of the server', async () => {
  const answer = await flumen('start --port many')
  assert.equal(answer.code, 1)
  assert.match(answer.err, /^flumen: PORT is "many"\. Accepted: a whole number/)
})

test('db: its address, and the tools of PostgreSQL with their password out of sight', async () => {
  assert.equal((await flumen('db url')).out, `${databaseUrl}\n`)
  const asked = await flumen('db psql -- -tAc', { more: ['select count(*) from more'] })
  assert.equal(asked.out, '0\n', asked.err)
  assert.equal((await flumen('db psql -- -c', { more: ['select nothing'] })).code, 1)
  assert.equal((await flumen('db url --data-dir nowhere')).code, 5)
})

test('doctor says what is wrong, and what to do', async () => {
  const dataDir = join(folder, 'odd')
  await mkdir(dataDir)
  await writeFile(join(dataDir, 'secret'), 'x\n')
  await chmod(join(dataDir, 'secret'), 0o644)
  const env = {
    FLUMEN_SMTP_URL: 'smtp://127.0.0.1:1',
    FLUMEN_URL: 'http://127.0.0.1:1',
    HOST: '0.0.0.0',
  }
  const answer = await flumen(`doctor --json`, { env: { ...env, FLUMEN_DATA_DIR: dataDir } })
  assert.equal(answer.code, 7, answer.err)
  const findings = answer.json.findings as { check: string; level: string; advice?: string }[]
  const levelOf = (name: string) => findings.find(({ check }) => check === name)?.level
  assert.equal(levelOf('node'), 'ok')
  assert.equal(levelOf('secrets'), 'error')
  assert.equal(levelOf('database'), 'ok')
  assert.equal(levelOf('clock'), 'ok')
  assert.equal(levelOf('smtp'), 'error')
  assert.equal(levelOf('public url'), 'warning')
  assert.equal(levelOf('server'), 'warning')
  assert.ok(findings.every(({ level, advice }) => level === 'ok' || advice !== undefined))
})
