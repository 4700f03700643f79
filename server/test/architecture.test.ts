import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

/** The rules of the house (ARCHITECTURE.md), read from the imports and the text of every file. */
const src = fileURLToPath(new URL('../src/', import.meta.url))

interface SourceFile {
  /** Relative to `server/src`. */
  path: string
  text: string
  /** Files of ours, relative to `server/src`. */
  imports: string[]
  packages: string[]
}

const isTest = (path: string) => /\.(test|deep|stress)\.ts$/.test(path)

/** Stand-ins and sinks that tests share stand beside what they stand in for. */
const isTestAid = (path: string) => /(stand-in|smtp-sink|canary|testing)\.ts$/.test(path)

const files: SourceFile[] = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !isTest(path) && !isTestAid(path))
  .map((path) => read(path))

function read(path: string): SourceFile {
  const text = readFileSync(join(src, path), 'utf8')
  const found = [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((m) => m[1] ?? '')
  const own = found.filter((name) => name.startsWith('.'))
  return {
    path,
    text,
    imports: own.map((name) => relative(src, join(src, dirname(path), name))),
    packages: found.filter((name) => !name.startsWith('.')),
  }
}

const floors = [
  'kernel',
  'engines',
  'features',
  'surfaces',
  'app.ts',
  'supervisor.ts',
  'database.ts',
  'main.ts',
]
const floorOf = (path: string): number => {
  const top = path.split('/')[0] ?? ''
  return top === 'config.ts' ? floors.indexOf('app.ts') : floors.indexOf(top)
}
const areaOf = (path: string): string => path.split('/').slice(0, 2).join('/')

const offences = (rule: (file: SourceFile) => string[]): string[] =>
  files.flatMap((file) => rule(file).map((what) => `${file.path}: ${what}`))

test('imports go down, never up', () => {
  const up = offences(({ path, imports }) => imports.filter((to) => floorOf(to) > floorOf(path)))
  assert.deepEqual(up, [])
})

test('every file stands on a floor', () => {
  assert.deepEqual(
    files.filter((file) => floorOf(file.path) < 0).map((file) => file.path),
    [],
  )
})

test('a feature reaches another only through its index.ts; engines keep their insides, too', () => {
  const back = offences(({ path, imports }) =>
    imports.filter(
      (to) =>
        /^(features|engines)\/[^/]+\//.test(to) &&
        areaOf(to) !== areaOf(path) &&
        !/^(features|engines)\/[^/]+\/index\.ts$/.test(to),
    ),
  )
  assert.deepEqual(back, [])
})

test('a surface never imports a surface', () => {
  const across = offences(({ path, imports }) =>
    path.startsWith('surfaces/') && path.split('/').length > 2
      ? imports.filter((to) => /^surfaces\/[^/]+\//.test(to) && areaOf(to) !== areaOf(path))
      : [],
  )
  assert.deepEqual(across, [])
})

test('folders form no circle', () => {
  const edges = new Map<string, Set<string>>()
  for (const { path, imports } of files) {
    for (const to of imports) {
      if (areaOf(to) === areaOf(path)) continue
      edges.set(areaOf(path), (edges.get(areaOf(path)) ?? new Set()).add(areaOf(to)))
    }
  }
  assert.deepEqual(circles(edges), [])
})

test('files form no circle, types aside', () => {
  const edges = new Map(
    files.map((file) => [file.path, new Set(valueImports(file).filter((to) => to !== file.path))]),
  )
  assert.deepEqual(circles(edges), [])
})

function valueImports({ path, text }: SourceFile): string[] {
  const statements = text.matchAll(/^(?:import|export) (?!type\b)[^;']*?from '(\.[^']+)'/gms)
  return [...statements]
    .filter(([statement]) => !/^(import|export) \{(\s*type [^,}]+,?\s*)+\}/s.test(statement))
    .map((m) => relative(src, join(src, dirname(path), m[1] ?? '')))
}

function circles(edges: Map<string, Set<string>>): string[] {
  const found: string[] = []
  const done = new Set<string>()
  const visit = (at: string, trail: string[]): void => {
    if (trail.includes(at)) {
      found.push([...trail.slice(trail.indexOf(at)), at].join(' → '))
      return
    }
    if (done.has(at)) return
    for (const next of edges.get(at) ?? []) visit(next, [...trail, at])
    done.add(at)
  }
  for (const at of edges.keys()) visit(at, [])
  return found
}

test('the environment is read in config.ts alone', () => {
  const readers = offences(({ path, text }) =>
    path !== 'config.ts' && /process\.env/.test(text) ? ['process.env'] : [],
  )
  assert.deepEqual(readers, [])
})

test('fastify stays in the surfaces, the files of the kernel about routes, app.ts and main.ts', () => {
  const allowed = /^(surfaces\/|kernel\/(route|input|streams|send|shared)\.ts$|app\.ts$|main\.ts$)/
  const users = offences(({ path, packages }) =>
    allowed.test(path) ? [] : packages.filter((name) => name === 'fastify'),
  )
  assert.deepEqual(users, [])
})

test('SQL is written in queries.ts, compile.ts, engines and the kernel', () => {
  const allowed = /(^|\/)(queries|compile(-\w+)?)\.ts$|^(engines|kernel)\//
  const writers = offences(({ path, text }) =>
    !allowed.test(path) && /(?<![.\w])sql`/.test(text) ? ['sql`…`'] : [],
  )
  assert.deepEqual(writers, [])
})

test('no drawer without a name', () => {
  const drawer = /(^|\/)(utils?|helpers?|common|misc|manager|service|lib)(\.ts|\/)/
  assert.deepEqual(
    files.map((file) => file.path).filter((path) => drawer.test(path)),
    [],
  )
})

test('imports name the file, with its ending', () => {
  const loose = offences(({ imports }) => imports.filter((to) => !/\.(ts|json)$/.test(to)))
  assert.deepEqual(loose, [])
})

test('no file has grown over 350 lines', () => {
  const long = offences(({ text }) => {
    const lines = text.split('\n').length
    return lines > 350 ? [`${lines} lines`] : []
  })
  assert.deepEqual(long, [])
})
