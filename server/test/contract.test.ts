import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { makeCheck } from '../src/kernel/validate.ts'
import { startServer } from './kit.ts'

/** What holds for every route, read from the server's own list. A new route is covered by itself. */
const server = await startServer({ queue: false, rateLimit: false })
const all = server.app.surfaces.flatMap((surface) =>
  surface.routes.map((route) => ({ surface, route })),
)
/** Without a credential these answer; with `optional` a bad one is refused all the same. */
const isOpen = (access: string) => access.startsWith('public') || access.startsWith('optional')
const somePath = (path: string) =>
  path.replace(/\{[^}]*\}/g, '00000000-0000-4000-8000-00000000dead')

test('names are unique and every route says who may call it', () => {
  const names = all.map(({ route }) => route.name)
  assert.deepEqual(names.length, new Set(names).size)
  for (const { surface, route } of all) {
    assert.match(route.name, /^[a-z_]+(\.[a-z0-9_]+)+$/)
    assert.ok(route.access in surface.security, `${route.name}: ${route.access}`)
    assert.equal(isOpen(route.access), surface.security[route.access]?.length === 0)
  }
})

for (const { route } of all.filter(({ route }) => !route.access.startsWith('public'))) {
  test(`${route.method} ${route.path} answers nobody with 401`, async () => {
    const answer = await server.call({ method: route.method, url: somePath(route.path) })
    if (isOpen(route.access)) assert.notEqual(answer.status, 401, answer.text)
    else assert.equal(answer.status, 401, answer.text)
    const garbage = await server.call({
      method: route.method,
      url: somePath(route.path),
      token: 'garbage',
      key: 'garbage',
    })
    assert.equal(garbage.status, 401, garbage.text)
  })
}

test('every schema compiles', () => {
  for (const { route } of all) {
    for (const [schema, where] of [
      [route.params, 'path'],
      [route.query, 'query'],
      [route.body, 'body'],
      [route.returns, 'body'],
    ] as const) {
      if (schema) assert.ok(Array.isArray(makeCheck(schema, where)({})), route.name)
    }
  }
})

test('path parameters are declared', () => {
  for (const { route } of all) {
    const inPath = [...route.path.matchAll(/\{([^}]+)\}/g)].map((m) => m[1])
    const declared = Object.keys((route.params?.properties as object | undefined) ?? {})
    assert.deepEqual(declared.sort(), inPath.sort(), route.name)
  }
})

test('docs/openapi.json is what the routes say', () => {
  const file = new URL('../../docs/openapi.json', import.meta.url)
  const written = JSON.parse(readFileSync(file, 'utf8'))
  const served = JSON.parse(JSON.stringify(server.app.document))
  assert.deepEqual(served, written, 'run `npm run docs:openapi`')
})

test('an unknown path is 404 in the words of its neighbourhood', async () => {
  const registry = await server.call({ url: '/v1/nothing' })
  assert.equal(registry.status, 404)
  assert.equal(registry.body.error.code, 'resource_missing')
  const platform = await server.call({ url: '/api/v1/nothing?token=secret' })
  assert.equal(platform.status, 404)
  assert.equal(platform.body.path, '/api/v1/nothing')
})

test('OPTIONS answers for the route it asks about', async () => {
  const answer = await server.call({
    method: 'OPTIONS',
    url: '/v1/me/account',
    headers: { origin: 'https://app.example', 'access-control-request-method': 'GET' },
  })
  assert.equal(answer.status, 204)
  assert.equal(answer.headers['access-control-allow-origin'], '*')
  assert.match(String(answer.headers['access-control-allow-methods']), /GET/)
  assert.equal(answer.headers['access-control-allow-credentials'], undefined)
})
