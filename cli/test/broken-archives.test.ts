import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import tar from 'tar-stream'
import type { Manifest } from '../src/backup/manifest.ts'
import { nowhere, readArchive } from '../src/backup/reader.ts'
import { seal, sealBytes } from '../src/backup/seal.ts'
import { ArchiveWriter } from '../src/backup/writer.ts'
import { openShell } from './flumen.ts'

/** An archive that is not exactly what was written is refused before anything is touched. */
const folder = await mkdtemp(join(tmpdir(), 'flumen-archive-'))
after(() => rm(folder, { recursive: true, force: true }))

const manifest: Manifest = {
  format: 'flumen-backup',
  format_version: 1,
  flumen_version: '0',
  created_at: '2026-01-15T09:30:00.000Z',
  database: { kind: 'embedded', version: '18' },
  has_secret: true,
  tables: {},
  blobs: { count: 1, bytes: 3000, missing: [] },
  entries: {},
}

const path = join(folder, 'good.tar.zst')
const writer = new ArchiveWriter(path)
await writer.folder('postgres/base')
await writer.text('postgres/PG_VERSION', '18\n')
await writer.file(
  'blobs/ab/abcd',
  3000,
  Readable.from([Buffer.alloc(1000, 1), Buffer.alloc(2000, 2)]),
)
await writer.text('secret', 'the secret\n')
await writer.finish({ ...manifest, entries: writer.entries })
const good = await readFile(path)

async function read(bytes: Buffer): Promise<Manifest> {
  const file = join(folder, 'tried.tar.zst')
  await writeFile(file, bytes)
  return readArchive(file, nowhere)
}

const isRefused = (bytes: Buffer, why: RegExp, name: string) =>
  assert.rejects(read(bytes), { kind: 'refused', message: why }, name)

test('a whole one is read, with its sums', async () => {
  const { entries } = await read(good)
  assert.deepEqual(Object.keys(entries), ['postgres/PG_VERSION', 'blobs/ab/abcd', 'secret'])
  assert.equal(entries.secret?.sha256, createHash('sha256').update('the secret\n').digest('hex'))
  assert.deepEqual((await readdir(folder)).sort(), ['good.tar.zst', 'tried.tar.zst'])
})

test('cut off anywhere', async () => {
  for (let at = 0; at < good.length; at += 7) {
    await assert.rejects(read(good.subarray(0, at)), { kind: 'refused' }, `${at} bytes of it`)
  }
})

test('a bit flipped anywhere', async () => {
  for (let at = 0; at < good.length; at += 1) {
    const bytes = Buffer.from(good)
    bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << (at % 8)), at)
    await assert.rejects(read(bytes), { kind: 'refused' }, `byte ${at}`)
  }
})

type Change = (entries: { header: tar.Header; body: Buffer }[]) => void

/** The same archive with other entries, packed as well as the good one. */
async function changed(change: Change): Promise<Buffer> {
  const extract = tar.extract()
  extract.end(zstdDecompressSync(good.subarray(0, -sealBytes)))
  const entries: { header: tar.Header; body: Buffer }[] = []
  for await (const entry of extract) {
    entries.push({ header: entry.header, body: await buffer(entry as unknown as Readable) })
  }
  change(entries)
  const pack = tar.pack()
  for (const { header, body } of entries) {
    const { name, type, linkname } = header
    pack.entry(
      { name, type: type ?? 'file', ...(linkname ? { linkname } : {}), size: body.length },
      body,
    )
  }
  pack.finalize()
  const packed = zstdCompressSync(await buffer(pack as unknown as Readable))
  return buffer(Readable.from([packed]).pipe(seal()))
}

const file = (name: string, body = 'x') => ({
  header: { name, type: 'file' } as tar.Header,
  body: Buffer.from(body),
})

test('another content under a good packing', async () => {
  const table: [string, RegExp, Change][] = [
    ['an entry is missing', /secret is missing/, (all) => all.splice(3, 1)],
    [
      'an entry has other bytes',
      /secret is not what was written/,
      (all) => all.splice(3, 1, file('secret')),
    ],
    [
      'one too many',
      /blobs\/ab\/new is not in its manifest/,
      (all) => all.unshift(file('blobs/ab/new')),
    ],
    [
      'one twice',
      /secret is in it twice/,
      (all) => all.splice(3, 0, file('secret', 'the secret\n')),
    ],
    ['no manifest', /its end is missing/, (all) => all.pop()],
    [
      'something behind the manifest',
      /follows its manifest/,
      (all) => all.push(file('blobs/ab/new')),
    ],
    [
      'up and away',
      /is called "postgres\/\.\.\/\.\.\/evil"/,
      (all) => all.unshift(file('postgres/../../evil')),
    ],
    ['an absolute name', /is called "\/etc\/passwd"/, (all) => all.unshift(file('/etc/passwd'))],
    ['a name of nothing of ours', /is called "cron"/, (all) => all.unshift(file('cron'))],
    ['a dot', /is called/, (all) => all.unshift(file('blobs/./a'))],
    [
      'a manifest of something else',
      /none of Flumen/,
      (all) => all.splice(-1, 1, file('manifest.json', '{}')),
    ],
  ]
  for (const type of ['symlink', 'link'] as const) {
    const link = { ...file('blobs/ab/link', '') }
    link.header = { ...link.header, type, linkname: '/etc' }
    table.push([type, new RegExp(`blobs/ab/link is a ${type}`), (all) => all.unshift(link)])
  }
  for (const [name, why, change] of table) await isRefused(await changed(change), why, name)
})

test('the command refuses it, with an exit code of its own, and touches nothing', async () => {
  const shell = await openShell()
  await writeFile(join(shell.folder, 'bad.tar.zst'), good.subarray(0, -9))
  const bad = await shell.flumen('restore bad.tar.zst --data-dir new')
  assert.equal(bad.code, 4, bad.err)
  assert.match(bad.err, /^flumen: The archive is broken \(.*\): nothing was touched/)
  const full = await shell.flumen('restore bad.tar.zst --data-dir .')
  assert.equal(full.code, 4)
  assert.match(full.err, /is not empty/)
  assert.deepEqual((await readdir(shell.folder)).sort(), ['bad.tar.zst'])
})
