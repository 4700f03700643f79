import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { findBinaries, prepareBinaries } from './binaries.ts'
import { makeFolder } from './testing.ts'

/** A package as it is unpacked: no links, and no executable bits. */
function makePackage(t: TestContext, target: string): string {
  const root = makeFolder(t)
  for (const folder of ['native/bin', 'native/lib'])
    mkdirSync(join(root, folder), { recursive: true })
  for (const file of ['bin/initdb', 'bin/postgres', 'lib/libpq.so.5.18']) {
    writeFileSync(join(root, 'native', file), file, { mode: 0o644 })
  }
  const links = [{ source: 'native/lib/libpq.so.5.18', target }]
  writeFileSync(join(root, 'native', 'pg-symlinks.json'), JSON.stringify(links))
  return root
}

test('links that an install script should have made are made', (t) => {
  const root = makePackage(t, 'native/lib/libpq.so.5')
  const binaries = prepareBinaries(root, makeFolder(t))
  assert.equal(readlinkSync(join(root, 'native/lib/libpq.so.5')), 'libpq.so.5.18')
  assert.equal(binaries.env.LD_LIBRARY_PATH, undefined)
  assert.ok(statSync(binaries.postgres).mode & 0o111, 'the programs are executable')
  prepareBinaries(root, makeFolder(t))
})

test('links that cannot be made in the package are made in the data folder', (t) => {
  const root = makePackage(t, 'native/missing-folder/libpq.so.5')
  const { env } = prepareBinaries(root, makeFolder(t))
  const folder = env.LD_LIBRARY_PATH ?? env.DYLD_LIBRARY_PATH ?? ''
  assert.equal(readFileSync(join(folder, 'libpq.so.5'), 'utf8'), 'lib/libpq.so.5.18')
})

test('a platform without a package is told what to set', (t) => {
  assert.throws(() => findBinaries(makeFolder(t), 'plan9-mips'), {
    kind: 'unavailable',
    code: 'no_embedded_postgres',
    message: /plan9-mips.*FLUMEN_DATABASE_URL/,
  })
})
