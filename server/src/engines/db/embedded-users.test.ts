import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import {
  afterwards,
  kill,
  log,
  makeFolder,
  query,
  running,
  startOwner,
  waitFor,
} from './embedded/testing.ts'
import { startEmbedded } from './embedded.ts'

const isRoot = process.getuid?.() === 0
const nobody = { uid: 65534, gid: 65534 }

/** Undefined if nobody can run this code, else why not. */
function findObstacle(): string | undefined {
  if (!isRoot) return 'only root can become another user'
  const door = fileURLToPath(import.meta.resolve('./embedded.ts'))
  const code = `require('node:fs').readFileSync(${JSON.stringify(door)})`
  const { status } = spawnSync(process.execPath, ['-e', code], { ...nobody, cwd: '/' })
  return status === 0 ? undefined : `user 65534 cannot run ${process.execPath} or read ${door}`
}

test('an ordinary user runs the database as itself', {
  skip: findObstacle() ?? false,
}, async (t) => {
  const dataDir = makeFolder(t, 0o700)
  chownSync(dataDir, nobody.uid, nobody.gid)
  const owner = startOwner(dataDir, { ...nobody, cwd: '/' })
  const started = await owner.started
  assert.equal(started?.message, undefined)
  assert.equal(await query(started?.url ?? '', 'select current_user'), 'flumen_admin')
  assert.equal(statSync(join(dataDir, 'postgres')).uid, nobody.uid)
  assert.equal(statSync(join(dataDir, 'database.url')).uid, nobody.uid)
  await kill(owner)
  await waitFor('the end of the database', async () => (await running(dataDir)) === 0)
})

const unshare = ['--user', '--map-user=65534', '--map-group=65534', 'true']
const canUnshare = isRoot && spawnSync('unshare', unshare).status === 0

test('where no ordinary user can reach, root appears as nobody', {
  skip: !canUnshare,
}, async (t) => {
  const dataDir = makeFolder(t, 0o700)
  const one = await startEmbedded({ dataDir, log, fast: true })
  await query(one.url, 'create table kept as select 42 as answer')
  assert.equal(statSync(join(dataDir, 'postgres')).uid, 0)
  await one.stop()
  assert.equal(await running(dataDir), 0)
  assert.equal(existsSync(join(dataDir, 'postgres', 'postmaster.pid')), false)
  const two = await startEmbedded({ dataDir, log, fast: true })
  afterwards(t, () => two.stop())
  assert.equal(await query(two.url, 'select answer from kept'), 42)
})
