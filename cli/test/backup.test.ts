import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { openShell } from './flumen.ts'
import { operatorOf, type Running, startProcess } from './process.ts'

/** A real server under load, its backup, and a real server on what was restored. */
const shell = await openShell()
const { flumen, folder } = shell
const dataDir = join(folder, 'data')
const archive = join(folder, 'backup.tar.zst')

const upSql = `create table notes (id int primary key, text text not null);
  alter table notes enable row level security; grant all on notes to service_role;`

async function prepare(server: Running): Promise<string> {
  const token = await operatorOf(server)
  const migrations = [{ name: '001_notes', up_sql: upSql }]
  const body = { migrations, options: { auto_apply: true } }
  const synced = await server.call('/api/v1/admin/migrations/sync', { token, json: body })
  assert.equal(synced.status, 200, await synced.text())
  const made = await server.call('/api/v1/admin/service-keys', { token, json: { name: 'load' } })
  const { key } = (await made.json()) as { key: string }
  await server.call('/api/v1/storage/buckets/files', { token: key, json: {} })
  return key
}

interface Load {
  /** Answered so far. */
  rows: number
  files: Map<string, Buffer>
  stop(): Promise<void>
}

/** Rows go in, files come and go, as fast as one client each can. */
function putUnderLoad(server: Running, key: string): Load {
  let isOver = false
  const load: Load = { rows: 0, files: new Map(), stop: async () => undefined }
  const writeRows = async () => {
    while (!isOver) {
      const json = { id: load.rows + 1, text: randomBytes(200).toString('hex') }
      const answer = await server.call('/api/v1/tables/notes', { token: key, json })
      assert.equal(answer.status, 201, await answer.text())
      load.rows += 1
    }
  }
  const writeFiles = async () => {
    for (let i = 0; !isOver; i++) {
      const [name, bytes] = [`f${i}.bin`, randomBytes(20_000)]
      const path = `/api/v1/storage/files/${name}`
      const headers = { 'content-type': 'application/octet-stream' }
      const put = await server.call(path, { token: key, method: 'POST', headers, body: bytes })
      assert.ok(put.ok, await put.text())
      load.files.set(name, bytes)
      // Every other one goes at once: its bytes must not be missed by a backup that still has its row.
      if (i % 2 === 1) await server.call(path, { token: key, method: 'DELETE' })
    }
  }
  const all = Promise.all([writeRows(), writeFiles()])
  load.stop = async () => {
    isOver = true
    await all
  }
  return load
}

test('a backup under write load is whole, and runs', { timeout: 400_000 }, async () => {
  const server = await startProcess(dataDir)
  const key = await prepare(server)
  const load = putUnderLoad(server, key)
  while (load.rows < 20 || load.files.size < 10) await new Promise((go) => setTimeout(go, 50))
  const before = load.rows
  const made = await flumen(`backup ${archive} --json`, { env: { FLUMEN_DATA_DIR: dataDir } })
  const after = load.rows
  await load.stop()
  assert.equal(made.code, 0, made.err)
  assert.match(made.err, /holds the root secret/)
  assert.ok(after > before, 'the load went on')
  assert.deepEqual(made.json.blobs.missing, [])
  assert.equal((await stat(archive)).mode & 0o777, 0o600)
  assert.deepEqual(
    (await readdir(dataDir)).filter((name) => name.startsWith('backup-')),
    [],
  )

  await server.stop()
  const restored = await flumen(`restore ${archive} --data-dir again --json`)
  assert.equal(restored.code, 0, restored.err)
  assert.deepEqual(restored.json.blobs, made.json.blobs)
  assert.equal(restored.json.rows, made.json.rows)

  const again = await startProcess(join(folder, 'again'))
  const call = (path: string) => again.call(path, { token: key })
  const counted = await call('/api/v1/tables/notes?select=id&limit=1&count=exact')
  const total = Number(/\/(\d+)/.exec(counted.headers.get('content-range') ?? '')?.[1])
  assert.ok(total >= before && total <= after, `${before} ≤ ${total} ≤ ${after}`)
  const list = (await (await call('/api/v1/storage/files?limit=1000')).json()) as {
    files?: { name?: string; path?: string }[]
  }
  const names = (list.files ?? []).map(({ name, path }) => name ?? path ?? '')
  assert.ok(names.length >= 5, JSON.stringify(list).slice(0, 300))
  for (const name of names) {
    const bytes = Buffer.from(await (await call(`/api/v1/storage/files/${name}`)).arrayBuffer())
    assert.ok(load.files.get(name)?.equals(bytes), name)
  }
  await again.stop()
})

test('a folder with something in it is left alone', async () => {
  await writeFile(join(folder, 'again', 'mine.txt'), 'mine')
  const answer = await flumen(`restore ${archive} --data-dir again`)
  assert.equal(answer.code, 4)
  assert.match(answer.err, /again is not empty: move it away/)
})

test('of a server that stands still', { timeout: 200_000 }, async () => {
  const answer = await flumen('backup still.tar.zst --without-secret --data-dir again --json')
  assert.equal(answer.code, 0, answer.err)
  assert.equal(answer.json.has_secret, false)
  assert.match(answer.err, /not in the archive/)
  const restored = await flumen('restore still.tar.zst --data-dir without')
  assert.equal(restored.code, 0, restored.err)
  assert.match(restored.err, /set FLUMEN_SECRET to the secret of that time/)
  const files = await readdir(join(folder, 'without'))
  assert.ok(files.includes('postgres') && !files.includes('secret'), files.join())
  assert.equal((await flumen('backup still.tar.zst --data-dir again')).code, 4, 'not over another')
})
