import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Client } from 'pg'
import { parseUrl } from './embedded/address.ts'
import { listByFolder, listByTitle } from './embedded/leftovers.ts'
import { hasSharedMemory } from './embedded/settings.ts'
import {
  afterwards,
  copyFolder,
  log,
  makeFolder,
  query,
  running,
  startOwner,
} from './embedded/testing.ts'
import { startEmbedded } from './embedded.ts'

/** One data folder for all tests: each leaves it stopped. */
const dataDir = makeFolder({ after })

before(async () => {
  const first = await startEmbedded({ dataDir, log, fast: true })
  await query(first.url, 'create table kept as select 42 as answer')
  await first.stop()
})

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)
const folderOf = (url: string) => parseUrl(url)?.address.host ?? ''

test('the first start makes a cluster and serves it on a private socket', async (t) => {
  const fresh = join(makeFolder(t), 'made', 'on-the-way')
  const embedded = await startEmbedded({ dataDir: fresh, log })
  afterwards(t, () => embedded.stop())
  const facts = await query(
    embedded.url,
    `select concat_ws(' ', current_user, current_database(), getdatabaseencoding(), datlocprovider,
       datlocale, current_setting('data_checksums'), current_setting('TimeZone'), current_setting('jit'),
       current_setting('fsync'), current_setting('synchronous_commit'),
       current_setting('full_page_writes'), left(rolpassword, 13))
     from pg_database, pg_authid where datname = current_database() and rolname = current_user`,
  )
  assert.equal(facts, 'flumen_admin flumen UTF8 b C.UTF-8 on UTC off on on on SCRAM-SHA-256')
  assert.equal(readFileSync(join(fresh, 'database.url'), 'utf8'), `${embedded.url}\n`)
  assert.equal(modeOf(join(fresh, 'database.url')), '600')
  assert.equal(modeOf(join(fresh, 'postgres.log')), '600')
  assert.equal(modeOf(folderOf(embedded.url)), '700')
  assert.equal(await query(embedded.url, 'show listen_addresses'), '')
  const owner = statSync(join(fresh, 'postgres')).uid
  if (process.getuid?.() === 0) assert.notEqual(owner, 0, 'PostgreSQL does not run as root')
})

test('a login needs the password, also over the socket', async (t) => {
  const embedded = await startEmbedded({ dataDir, log, fast: true })
  afterwards(t, () => embedded.stop())
  const wrong = embedded.url.replace(/:[^:@]+@/, ':guessed@')
  await assert.rejects(query(wrong, 'select 1'), { code: '28P01' })
})

test('a restart keeps the data and the password', async (t) => {
  const one = await startEmbedded({ dataDir, log, fast: true })
  await one.stop()
  const two = await startEmbedded({ dataDir, log, fast: true })
  afterwards(t, () => two.stop())
  assert.equal(await query(two.url, 'select answer from kept'), 42)
  assert.equal(parseUrl(two.url)?.password, parseUrl(one.url)?.password)
})

test('stop ends open transactions, leaves no process and no socket, and may be called again', async () => {
  const embedded = await startEmbedded({ dataDir, log, fast: true })
  const client = new Client({ connectionString: embedded.url })
  client.on('error', () => {})
  await client.connect()
  await client.query('begin; lock table kept')
  assert.ok((await running(dataDir)) > 1)
  const startedAt = performance.now()
  await Promise.all([embedded.stop(), embedded.stop()])
  assert.ok(performance.now() - startedAt < 3_000)
  assert.equal(await running(dataDir), 0)
  assert.equal(existsSync(folderOf(embedded.url)), false)
  assert.equal(existsSync(join(dataDir, 'postgres', 'postmaster.pid')), false)
  await embedded.stop()
})

test('fast gives durability up', async (t) => {
  const embedded = await startEmbedded({ dataDir, log, fast: true })
  afterwards(t, () => embedded.stop())
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    assert.equal(await query(embedded.url, `show ${setting}`), 'off', setting)
  }
})

test('a second owner is refused at once, with the folder and the process of the first', async (t) => {
  const embedded = await startEmbedded({ dataDir, log, fast: true })
  afterwards(t, () => embedded.stop())
  const refusal = { kind: 'conflict', code: 'data_folder_in_use' }
  await assert.rejects(startEmbedded({ dataDir, log }), refusal, 'in the same process')
  const other = await startOwner(dataDir).started
  assert.equal(other?.code, 'data_folder_in_use', 'in another process')
  assert.equal(
    other?.message,
    `The data folder ${dataDir} is in use by another Flumen server, process ${process.pid}: stop it, or set FLUMEN_DATA_DIR to another folder`,
  )
  assert.equal(await query(embedded.url, 'select 1'), 1, 'the first one is not disturbed')
})

test('of two first starts at the same moment one becomes the owner', async (t) => {
  const dataDir = makeFolder(t)
  const owners = [startOwner(dataDir), startOwner(dataDir)]
  afterwards(t, () => owners.map((owner) => owner.process.kill('SIGKILL')))
  const starts = await Promise.all(owners.map((owner) => owner.started))
  assert.deepEqual(starts.map((start) => start?.code).sort(), ['data_folder_in_use', undefined])
  const winner = starts.find((start) => start?.url)
  assert.equal(await query(winner?.url ?? '', 'select 1'), 1)
})

test('a failed start gives the folder free', async () => {
  const file = join(dataDir, 'database.url')
  const url = readFileSync(file, 'utf8')
  writeFileSync(file, url.replace(/:[^:@]+@/, ':guessed@'))
  await assert.rejects(startEmbedded({ dataDir, log, fast: true }), { code: 'database_refuses' })
  assert.equal(await running(dataDir), 0)
  writeFileSync(file, url)
  const embedded = await startEmbedded({ dataDir, log, fast: true })
  await embedded.stop()
})

test('a lost connection string is replaced: the data stays', async (t) => {
  rmSync(join(dataDir, 'database.url'))
  const embedded = await startEmbedded({ dataDir, log, fast: true })
  afterwards(t, () => embedded.stop())
  assert.equal(await query(embedded.url, 'select answer from kept'), 42)
})

test('a folder with other contents is refused and not touched', async (t) => {
  const dataDir = makeFolder(t)
  mkdirSync(join(dataDir, 'postgres'))
  writeFileSync(join(dataDir, 'postgres', 'diary.txt'), 'dear diary')
  await assert.rejects(startEmbedded({ dataDir, log }), { code: 'data_folder_unusable' })
  assert.equal(readFileSync(join(dataDir, 'postgres', 'diary.txt'), 'utf8'), 'dear diary')
})

test('a server that cannot start says why in one line', async (t) => {
  const broken = copyFolder(t, dataDir)
  writeFileSync(join(broken, 'postgres', 'postgresql.auto.conf'), "no_such_setting = 'x'\n")
  const start = startEmbedded({ dataDir: broken, log, fast: true })
  await assert.rejects(start, {
    code: 'database_not_started',
    message:
      /^The embedded PostgreSQL did not start \(configuration file .* contains errors\): see .*postgres\.log$/,
  })
})

test('where no socket path is short enough the server listens on this machine alone', async (t) => {
  const long = join(makeFolder(t), 'x'.repeat(90))
  mkdirSync(long)
  const options = { dataDir, log, fast: true, socketParents: [long, '/nowhere'] }
  const embedded = await startEmbedded(options)
  afterwards(t, () => embedded.stop())
  assert.match(embedded.url, /@127\.0\.0\.1:\d+\/flumen$/)
  assert.equal(await query(embedded.url, 'select answer from kept'), 42)
  assert.equal(await query(embedded.url, 'show listen_addresses'), '127.0.0.1')
})

test('the log of the server is put aside when it has grown', async () => {
  const file = join(dataDir, 'postgres.log')
  writeFileSync(file, 'x'.repeat(11 * 1024 * 1024))
  const embedded = await startEmbedded({ dataDir, log, fast: true })
  await embedded.stop()
  assert.equal(statSync(`${file}.1`).size, 11 * 1024 * 1024)
  assert.ok(statSync(file).size < 100_000)
})

test('a program that has nothing else to do ends, and its database with it', async () => {
  const owner = startOwner(dataDir, {}, 'leave')
  assert.ok((await owner.started)?.url)
  assert.deepEqual(await owner.exited, [0, null])
  const next = await startEmbedded({ dataDir, log, fast: true })
  await next.stop()
})

test('the processes of a cluster are found by folder and by title alike', async (t) => {
  if (process.platform !== 'linux') return t.skip('without /proc there is one way only')
  const embedded = await startEmbedded({ dataDir, log, fast: true })
  afterwards(t, () => embedded.stop())
  const cluster = join(dataDir, 'postgres')
  assert.ok(listByFolder(cluster).length > 3)
  assert.deepEqual((await listByTitle(cluster)).sort(), listByFolder(cluster).sort())
})

test('missing or unreadable shared memory counts as too little', async () => {
  if (process.platform === 'linux') assert.equal(await hasSharedMemory('/nowhere'), false)
})
