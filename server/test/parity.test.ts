import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

/** docs/parity.md names every route's page and command; all three lists are read where they are made. */
const root = new URL('../../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')

const [, ...table] = read('docs/parity.md')
  .split('\n')
  .filter((line) => line.startsWith('| `') || line.startsWith('| routes'))
  .map((line) => line.split('|').map((cell) => cell.trim()))

const words = (cell: string | undefined): string[] =>
  [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, word = '']) => word)

const unique = (list: string[]): string[] => [...new Set(list)].sort()

test('every route has its line, and no line is about nothing', () => {
  const { paths } = JSON.parse(read('docs/openapi.json')) as {
    paths: Record<string, Record<string, { operationId: string }>>
  }
  const routes = Object.values(paths).flatMap((methods) => Object.values(methods))
  const named = unique(routes.map(({ operationId }) => operationId.split('.')[0] ?? ''))
  assert.deepEqual(table.flatMap((row) => words(row[1])).sort(), named)
})

test('every page of the dashboard has its line, and every page named is there', () => {
  const folder = 'dashboard/src/pages/'
  const pages = readdirSync(new URL(folder, root)).flatMap((area) =>
    [...read(`${folder}${area}/page.ts`).matchAll(/path: '([^']+)'/g)].map(([, path = '']) => path),
  )
  assert.deepEqual(unique(table.flatMap((row) => words(row[3]))), unique(pages))
})

test('every command named is there', async () => {
  const { commands } = await import('../../cli/src/commands.ts')
  const first = new Set(commands.map(({ usage }) => usage.split(' ')[0]))
  const named = unique(
    [...read('docs/parity.md').matchAll(/`flumen ([a-z]+)/g)].map((m) => m[1] ?? ''),
  )
  assert.deepEqual(
    named.filter((word) => !first.has(word)),
    [],
  )
})
