import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { findPostmaster, processesOf } from './embedded/leftovers.ts'
import {
  afterwards,
  kill,
  log,
  makeFolder,
  query,
  queryPatiently,
  running,
  shellOf,
  startOwner,
  urlOfOwner,
  waitFor,
} from './embedded/testing.ts'
import { startEmbedded } from './embedded.ts'

/** One data folder for all tests: each leaves it stopped. */
const dataDir = makeFolder({ after })

before(async () => {
  const first = await startEmbedded({ dataDir, log, fast: true })
  await query(first.url, 'create table kept as select 42 as answer')
  await first.stop()
})

const findServer = () => findPostmaster(join(dataDir, 'postgres'))

/** Process id of the server, which must run. */
async function postmaster(): Promise<number> {
  const pid = await findServer()
  assert.ok(pid !== undefined, 'the server runs')
  return pid
}

/** Process id of the shell that watches over it. */
function mustHaveShell(server: number): number {
  const shell = shellOf(server)
  assert.ok(shell !== undefined, 'a shell watches over the server')
  return shell
}

test('the owner is killed: the database stops cleanly by itself, at once', async (t) => {
  const owner = startOwner(dataDir)
  const url = await urlOfOwner(owner)
  const busy = query(url, 'select pg_sleep(60)').catch(() => 'ended')
  await query(url, 'create table at_end as select 1 as one')
  await kill(owner)
  const killedAt = performance.now()
  await waitFor('the end of the database', async () => (await running(dataDir)) === 0, 3_000)
  t.diagnostic(`stopped ${(performance.now() - killedAt).toFixed(0)} ms after its owner's death`)
  assert.equal(await busy, 'ended')
  assert.match(
    readFileSync(join(dataDir, 'postgres.log'), 'utf8'),
    /database system is shut down\n$/,
  )
})

test('the owner is killed: the next one starts at once, over the data as it was', async (t) => {
  const owner = startOwner(dataDir)
  const url = await urlOfOwner(owner)
  await query(url, 'create table written as select 1 as one')
  await kill(owner)
  const next = await startEmbedded({ dataDir, log, fast: true })
  afterwards(t, () => next.stop())
  assert.equal(await query(next.url, 'select one from written'), 1)
  const before = new URL(url.replace('@/', '@x/')).searchParams.get('host') ?? ''
  assert.equal(existsSync(before), false, 'the socket folder of the killed owner is gone')
})

test('owner and watching shell are killed: the next owner ends the server left over', async (t) => {
  if (process.platform !== 'linux') return t.skip('finds the shell by /proc')
  const owner = startOwner(dataDir)
  await urlOfOwner(owner)
  const left = await postmaster()
  // Stopped first, so that it cannot pass the owner's death on.
  const shell = mustHaveShell(left)
  process.kill(-shell, 'SIGSTOP')
  afterwards(t, () => process.kill(-shell, 'SIGKILL'))
  await kill(owner)
  process.kill(shell, 'SIGKILL')
  process.kill(left, 'SIGCONT')
  const next = await startEmbedded({ dataDir, log, fast: true })
  afterwards(t, () => next.stop())
  assert.notEqual(await postmaster(), left)
  assert.equal(await query(next.url, 'select answer from kept'), 42)
})

test('the server is killed under a busy backend: it is started again at the same address', async (t) => {
  const embedded = await startEmbedded({ dataDir, log })
  afterwards(t, () => embedded.stop())
  for (let round = 1; round <= 2; round += 1) {
    await query(embedded.url, `create table round_${round} as select ${round} as n`)
    const busy = query(embedded.url, 'select count(*) from generate_series(1, 1e10::bigint)')
    const ended = assert.rejects(busy)
    const killed = await postmaster()
    process.kill(killed, 'SIGKILL')
    await ended
    assert.equal(await queryPatiently(embedded.url, `select n from round_${round}`), round)
    assert.notEqual(await postmaster(), killed)
  }
})

test('the watching shell is killed: server and watch are set up again', async (t) => {
  if (process.platform !== 'linux') return t.skip('finds the shell by /proc')
  const embedded = await startEmbedded({ dataDir, log, fast: true })
  const first = await postmaster()
  process.kill(mustHaveShell(first), 'SIGKILL')
  await waitFor('another server', async () => ![undefined, first].includes(await findServer()))
  assert.equal(await queryPatiently(embedded.url, 'select answer from kept'), 42)
  await embedded.stop()
  assert.equal(await running(dataDir), 0)
})

test('stop wins over a restart that is under way', async () => {
  const embedded = await startEmbedded({ dataDir, log, fast: true })
  process.kill(await postmaster(), 'SIGKILL')
  await embedded.stop()
  assert.equal(await running(dataDir), 0)
})

test('stop leaves nothing of a killed server, nor of one whose end nobody saw', async (t) => {
  if (process.platform !== 'linux') return t.skip('finds the shell by /proc')
  const killed = await startEmbedded({ dataDir, log, fast: true })
  const server = await postmaster()
  const backend = (await processesOf(dataDir)).find((pid) => pid !== server) ?? assert.fail()
  // It cannot notice that its server is gone.
  process.kill(backend, 'SIGSTOP')
  process.kill(server, 'SIGKILL')
  await killed.stop()
  assert.equal(await running(dataDir), 0)

  const unseen = await startEmbedded({ dataDir, log, fast: true })
  process.kill(mustHaveShell(await postmaster()), 'SIGKILL')
  await unseen.stop()
  assert.equal(await running(dataDir), 0)
})

test('an initdb that was killed is done again', async (t) => {
  const dataDir = makeFolder(t)
  const owner = startOwner(dataDir)
  await waitFor('initdb', () => existsSync(join(dataDir, 'postgres.new', 'cluster', 'PG_VERSION')))
  await kill(owner)
  assert.equal(existsSync(join(dataDir, 'postgres')), false)
  const embedded = await startEmbedded({ dataDir, log, fast: true })
  afterwards(t, () => embedded.stop())
  assert.equal(await query(embedded.url, 'select 1'), 1)
  assert.equal(existsSync(join(dataDir, 'postgres.new')), false)
})

test('a lock file that names a living process of somebody else does not stop the start', async (t) => {
  const owner = startOwner(dataDir)
  await urlOfOwner(owner)
  const lockFile = join(dataDir, 'postgres', 'postmaster.pid')
  const lines = readFileSync(lockFile, 'utf8').split('\n')
  await kill(owner)
  await waitFor('the end of the database', async () => (await running(dataDir)) === 0)
  writeFileSync(lockFile, ['1', ...lines.slice(1)].join('\n'))
  const next = await startEmbedded({ dataDir, log, fast: true })
  afterwards(t, () => next.stop())
  assert.equal(await query(next.url, 'select answer from kept'), 42)
})

test('a Ctrl-C in the terminal reaches the owner alone', async (t) => {
  const owner = startOwner(dataDir, { detached: true })
  const url = await urlOfOwner(owner)
  afterwards(t, () => kill(owner))
  const server = await postmaster()
  process.kill(-owner.pid, 'SIGINT')
  await sleep(100)
  assert.equal(await query(url, 'select answer from kept'), 42)
  assert.equal(await postmaster(), server)
})
