import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { TSchema } from '../../src/kernel/schema.ts'
import { isStream } from '../../src/kernel/streams.ts'
import { type Answer, type Call, startServer } from '../kit.ts'
import {
  blamed,
  credentialFor,
  hasErrorShape,
  isFree,
  isTus,
  type Listed,
  makeWorld,
  routesOf,
  title,
  urlOf,
} from './generators.ts'
import { fieldsOf, oddTexts, sampleOf, wrongTypes } from './samples.ts'

/** I6, I7, I12, P10: no body is an error of ours, and each is refused in the surface's words. */
const server = await startServer({ rateLimit: false })
const world = await makeWorld(server)
const routes = routesOf(server).filter((one) => !isTus(one))
const withBody = routes.filter(({ route }) => route.body)
/** A file is bytes of any form and length (`storage-abuse.test.ts`). */
const isFile = ({ route }: Listed) => isStream(route.body)
const writing = routes.filter(
  (one) => one.route.method !== 'GET' && one.route.method !== 'HEAD' && !isFile(one),
)

/** Callers whose route may end what they are let in by get a new world when it does. */
async function call(listed: Listed, given: Partial<Call>): Promise<Answer> {
  const credential = await credentialFor(world, listed)
  const { method } = listed.route
  const answer = await server.call({ method, url: urlOf(listed), ...credential, ...given })
  const about = `${title(listed)} ${JSON.stringify(given).slice(0, 300)} → ${answer.text.slice(0, 300)}`
  assert.ok(answer.status < 500 || answer.status === 503, about)
  assert.ok(answer.status < 400 || hasErrorShape(listed, answer), about)
  return answer
}

const isForm = ({ route }: Listed) =>
  route.consumes?.every((type) => type === 'application/x-www-form-urlencoded') === true
const form = { 'content-type': 'application/x-www-form-urlencoded' }

/**
 * All routes read bodies alike, so each meets some of many, the next one the next: together all.
 * Every route with all of them is `input.stress.ts`.
 */
const share = <T>(all: readonly T[], at: number, of: number): T[] =>
  all.filter((_, i) => (at + i) % of === 0)

const prototypeBefore = Object.getOwnPropertyNames(Object.prototype).sort()

for (const [at, listed] of withBody.filter((one) => !isForm(one)).entries()) {
  const { route } = listed
  const body = route.body as TSchema

  test(`I12 ${title(listed)}: every field of every wrong type is refused by name`, async () => {
    for (const [nth, [name, schema]] of fieldsOf(body).entries()) {
      for (const value of wrongTypes) {
        if (accepts(schema, value)) continue
        const answer = await call(listed, {
          body: { ...(sampleOf(body) as object), [name]: value },
        })
        if (answer.status === 403) continue
        assert.ok([400, 422].includes(answer.status), `${name}: ${answer.text}`)
        assert.ok(blamed(answer).includes(name), `${name}: ${answer.text}`)
      }
      for (const text of share(oddTexts, at + nth, 8)) {
        await call(listed, { body: { ...(sampleOf(body) as object), [name]: text } })
      }
    }
  })

  test(`I12 ${title(listed)}: 5 bodies of any shape`, async () => {
    const names = fieldsOf(body).map(([name]) => name)
    const name = fc.constantFrom(
      ...(names.length > 0 ? names : ['x']),
      'toString',
      '',
      '__proto__x',
    )
    const any = fc.oneof(
      fc.dictionary(name, fc.oneof(fc.jsonValue(), fc.constantFrom(...oddTexts))),
      fc.jsonValue(),
    )
    await fc.assert(
      fc.asyncProperty(any, async (value) => {
        await call(listed, { raw: JSON.stringify(value) })
      }),
      { numRuns: 5 },
    )
  })
}

/** Whether a schema could take a value, roughly: then it is no wrong type. */
function accepts(schema: TSchema, value: unknown): boolean {
  const { type, anyOf, nullable, items } = schema as {
    type?: string
    anyOf?: TSchema[]
    nullable?: boolean
    items?: TSchema
  }
  if (value === null && nullable) return true
  if (anyOf) return anyOf.some((one) => accepts(one, value))
  if (type === undefined) return true
  if (type === 'array') {
    const isText = (item: unknown) => items?.type === 'string' && typeof item === 'string'
    const isObject = (item: unknown) => items?.type === 'object' && accepts(items, item)
    return Array.isArray(value) && value.every((item) => isText(item) || isObject(item))
  }
  if (type === 'object') return typeof value === 'object' && !Array.isArray(value)
  if (type === 'boolean') return typeof value === 'boolean'
  if (type === 'integer' || type === 'number') return typeof value === 'number'
  return false
}

const deep = (open: string, close: string, n = 10_000) => open.repeat(n) + close.repeat(n)
const malformed: [string, string | Buffer][] = [
  ['nothing but a brace', '{'],
  ['a trailing comma', '{"a":1,}'],
  ['single quotes', "{'a':1}"],
  ['NaN', '{"a":NaN}'],
  ['two values', '{}{}'],
  ['a comment', '{/**/}'],
  ['10,000 arrays', deep('[', ']')],
  ['10,000 objects', deep('{"a":', '}').replace(/}/, '1}')],
  ['10,000 open brackets', '['.repeat(10_000)],
  ['__proto__', '{"__proto__":{"isAdmin":true}}'],
  ['__proto__ by escape', '{"\\u005f_proto__":{"isAdmin":true}}'],
  ['__proto__ inside', '{"a":[{"__proto__":null}]}'],
  ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
  ['UTF-16', Buffer.from('{"a":1}', 'utf16le')],
  ['a control character in a text', '{"a":"\u0001"}'],
  ['a lone surrogate by escape', '{"a":"\\ud800"}'],
  ['null', 'null'],
  ['a text', '"text"'],
  ['a number', '1e999'],
  ['an array', '[]'],
]

/** There are no branches, whatever is sent. */
const awayOf = ({ route }: Listed) => (route.name === 'webhooks.github' ? [503] : [])

test('I6 malformed, deep and polluting JSON on every writing route: 400 or 422', async (t) => {
  let slowest = { ms: 0, what: '' }
  for (const [at, listed] of writing.filter((one) => !isForm(one)).entries()) {
    for (const [name, raw] of share(malformed, at, 10)) {
      const began = performance.now()
      const { status, text } = await call(listed, { raw })
      // What is said first of a table that is not there is that.
      const allowed = isFree(listed) ? [400, 403, 404] : [400, 403, 422]
      allowed.push(...awayOf(listed))
      assert.ok(allowed.includes(status), `${title(listed)} ${name}: ${status} ${text}`)
      const ms = performance.now() - began
      if (ms > slowest.ms) slowest = { ms, what: `${title(listed)} ${name}` }
    }
  }
  t.diagnostic(`the slowest: ${slowest.what}, ${slowest.ms.toFixed(0)} ms`)
  assert.deepEqual(Object.getOwnPropertyNames(Object.prototype).sort(), prototypeBefore)
  assert.equal(({} as { isAdmin?: boolean }).isAdmin, undefined)
})

test('P10 a byte over the limit is 413, the limit itself is read', async () => {
  for (const listed of writing) {
    const { surface, route } = listed
    const limit = surface.bodyLimitOf?.(route) ?? surface.bodyLimitBytes
    const pad = (length: number) =>
      isForm(listed)
        ? { raw: 'x='.padEnd(length, 'a'), headers: form }
        : { raw: `{"x":"${'a'.repeat(length - 8)}"}` }
    const over = await call(listed, pad(limit + 1))
    // Who may not call it at all is told so first.
    if (over.status === 403) continue
    assert.equal(over.status, 413, `${title(listed)}: ${over.text.slice(0, 200)}`)
    const exact = await call(listed, pad(limit))
    assert.notEqual(exact.status, 413, title(listed))
  }
})

const json = 'application/json'
const spellings: readonly string[] = [
  ...[json, 'APPLICATION/JSON', `${json};charset=utf-8`, `${json} ; charset=UTF-8`, ` ${json}`],
  ...[`${json};`, `${json};;`, `\t${json}`, `${json}\t`, `${json}; charset="utf-8"`, `${json};x`],
  ...['text/plain', 'text/json', 'text/plain; application/json', 'text/plain;a=application/json'],
  ...['application/jsonp', 'application/json5', 'application/jsonx', 'application/x-json'],
  ...['application/vnd.api+json', 'application/problem+json', 'application/json+x', '*/*', 'a/*'],
  ...['application', 'application/', '/json', 'json', ';', ',', '""', `"${json}"`, `${json},`],
  ...[`${json}, text/plain`, `text/plain, ${json}`, `${json}${json}`, `${json} ${json}`],
  ...[
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'multipart/form-data; boundary=x',
  ],
  ...['multipart/mixed', 'text/html', 'text/xml', 'application/xml', 'application/octet-stream'],
  ...['application\\json', 'application/json\\', 'application%2fjson', 'application/js\u00f6n'],
  ...['application /json', 'application/ json', 'a'.repeat(5_000), `${json};${'a=b;'.repeat(500)}`],
  ...[
    'application/json;charset=utf-16',
    'application/json;charset=utf-7',
    'constructor',
    '__proto__',
  ],
  ...['application/graphql', 'application/csp-report', 'application/merge-patch+json', 'x/y'],
]

test('I7 60 spellings of a content type: validated or 415, never an unchecked body', async () => {
  assert.ok(spellings.length >= 60, `${spellings.length}`)
  for (const [at, listed] of writing.entries()) {
    for (const type of share(spellings, at, 20)) {
      const raw = '{"files":{"x":{"filepath":"/etc/passwd"}},"unknown":1}'
      const { status } = await call(listed, { raw, headers: { 'content-type': type } })
      const isFreeForm =
        isFree(listed) || (isForm(listed) && type.startsWith('application/x-www-form'))
      const allowed = isFreeForm ? [200, 303, 400, 403, 404, 415, 422] : [400, 403, 415, 422]
      allowed.push(...awayOf(listed))
      assert.ok(allowed.includes(status), `${title(listed)} ${type}: ${status}`)
    }
  }
})
