import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { startServer } from '../kit.ts'
import { credentialFor, hasErrorShape, makeWorld, routesOf, title, urlOf } from './generators.ts'
import { fieldsOf, oddTexts, sampleOf, wrongTypes } from './samples.ts'

/** I12, T10 at full size: 500 requests per route, 20,000 credentials; never an error of ours. */
const server = await startServer({ rateLimit: false })
const world = await makeWorld(server)

const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(...oddTexts),
  fc.constantFrom(...wrongTypes),
  fc.string({ unit: 'binary', maxLength: 60 }),
)

for (const listed of routesOf(server)) {
  test(`I12 ${title(listed)}: 500 requests of any shape`, async () => {
    const { route } = listed
    const names = [...fieldsOf(route.body), ...fieldsOf(route.query)].map(([name]) => name)
    const name = fc.constantFrom(...names, 'x', 'toString')
    const given = fc.record({
      id: fc.oneof(fc.uuid(), fc.constantFrom(...oddTexts.filter((text) => text.isWellFormed()))),
      query: fc.dictionary(name, fc.string({ unit: 'grapheme', maxLength: 40 }), { maxKeys: 3 }),
      body: fc.dictionary(name, value, { maxKeys: 5 }),
      keepSample: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(given, async ({ id, query, body, keepSample }) => {
        const url = urlOf(listed, id.slice(0, 600))
        const search = new URLSearchParams(query).toString()
        const sample = keepSample && route.body ? (sampleOf(route.body) as object) : {}
        const sent = { ...sample, ...body }
        const answer = await server.call({
          method: route.method,
          url: search === '' ? url : `${url}?${search}`,
          ...(route.method === 'GET' ? {} : { body: sent }),
          ...(await credentialFor(world, listed)),
        })
        const about = `${JSON.stringify({ url, query, sent }).slice(0, 500)} ${answer.text}`
        assert.ok(answer.status < 500 || answer.status === 503, about)
        // 414 is the router's own refusal (see input.test.ts).
        if (answer.status < 400 || [404, 414].includes(answer.status)) return
        assert.ok(hasErrorShape(listed, answer), about)
      }),
      { numRuns: 500 },
    )
  })
}

test('T10 20,000 credentials: no 2xx, no 5xx', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary-ascii', maxLength: 300 }),
    fc.base64String({ maxLength: 400 }),
    fc.tuple(fc.base64String(), fc.base64String(), fc.base64String()).map((p) => p.join('.')),
  )
  const scheme = fc.constantFrom('', 'Bearer ', 'bearer ', 'Basic ', 'Digest ', 'ServiceKey ')
  const name = fc.constantFrom('authorization', 'x-api-key', 'apikey', 'x-service-key', 'cookie')
  const headers = fc.dictionary(
    name,
    fc.tuple(scheme, text).map((parts) => parts.join('')),
    { minKeys: 1, maxKeys: 3 },
  )
  const url = fc.constantFrom('/v1/me/account', '/api/v2/account', '/api/v1/config')
  await fc.assert(
    fc.asyncProperty(url, headers, async (url, headers) => {
      const { status } = await server.call({ url, headers })
      assert.equal(status, 401)
    }),
    { numRuns: 20_000 },
  )
})
