import assert from 'node:assert/strict'
import { readFileSync, statSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { withoutDashboard } from './browser.ts'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))

interface Chunk {
  file: string
  imports?: string[]
  dynamicImports?: string[]
  css?: string[]
}

/** The files that a chunk needs before it runs, itself among them. */
function filesOf(
  manifest: Record<string, Chunk>,
  key: string,
  seen = new Set<string>(),
): Set<string> {
  const chunk = manifest[key]
  if (!chunk || seen.has(chunk.file)) return seen
  seen.add(chunk.file)
  for (const css of chunk.css ?? []) seen.add(css)
  for (const next of chunk.imports ?? []) filesOf(manifest, next, seen)
  return seen
}

test('the first load, with the overview, is under 250 kB gzipped', {
  skip: withoutDashboard,
}, () => {
  const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8'))
  const files = filesOf(manifest, 'index.html')
  filesOf(manifest, 'src/pages/overview/overview.tsx', files)
  assert.ok(files.size > 3, [...files].join())
  const sizes = [...files].map((file) => statSync(`${dist}${file}.gz`).size)
  const kilobytes = sizes.reduce((sum, size) => sum + size, 0) / 1000
  assert.ok(kilobytes < 250, `${kilobytes} kB`)
})

test('heavy parts are not in it: charts, the editor', { skip: withoutDashboard }, () => {
  const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8'))
  const files = filesOf(manifest, 'index.html')
  for (const heavy of ['src/ui/chart-frame.tsx', 'src/ui/editor-frame.tsx']) {
    assert.ok(!files.has(manifest[heavy]?.file ?? assert.fail(heavy)), heavy)
  }
})
