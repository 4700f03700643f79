import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { Fetcher } from '../fetcher/index.ts'
import { Sms } from './index.ts'

const phone = '+33612345678'
const key = 'sk_app_one'

interface Expected {
  path: string
  body: unknown
}

/** Stands in for Prelude: answers as told, and fails the test on any request but the expected one. */
async function startPrelude(
  t: TestContext,
  expected: Expected,
  reply: { status?: number; body: unknown; headers?: Record<string, string> },
) {
  const faults: unknown[] = []
  let count = 0
  const server = createServer(async (request, response) => {
    count += 1
    try {
      assert.equal(request.method, 'POST')
      assert.equal(request.url, expected.path)
      assert.equal(request.headers.authorization, `Bearer ${key}`)
      assert.equal(request.headers['content-type'], 'application/json')
      assert.equal(request.headers.accept, 'application/json')
      assert.equal(request.headers['x-stainless-retry-count'], '0')
      assert.deepEqual(JSON.parse(await text(request)), expected.body)
    } catch (fault) {
      faults.push(fault)
    }
    response.writeHead(reply.status ?? 200, {
      'content-type': 'application/json',
      ...reply.headers,
    })
    response.end(JSON.stringify(reply.body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.close()
    assert.deepEqual(faults, [])
  })
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const fetcher = new Fetcher({ allowLoopback: false, trustedOrigins: [baseUrl] })
  return { sms: new Sms({ baseUrl, fetcher }), count: () => count }
}

const target = { type: 'phone_number', value: phone }
const creation = { path: '/v2/verification', body: { target } }
const check = { path: '/v2/verification/check', body: { target, code: '123456' } }

test('sends a code: number, language and signals in the fields Prelude names', async (t) => {
  const body = {
    target,
    options: { locale: 'fr-FR' },
    signals: { ip: '192.0.2.7', user_agent: 'App/1' },
  }
  const reply = { body: { id: 'vrf_1', method: 'message', status: 'success' } }
  const { sms } = await startPrelude(t, { ...creation, body }, reply)
  const options = { language: 'fr_FR', address: '192.0.2.7', userAgent: 'App/1' }
  assert.deepEqual(await sms.sendCode(key, phone, options), { verification_id: 'vrf_1' })
})

test('leaves out what is unknown or malformed', async (t) => {
  const reply = { body: { id: 'vrf_1', method: 'message', status: 'retry' } }
  const { sms } = await startPrelude(t, creation, reply)
  const options = { language: 'fr;q=1', address: 'unknown', userAgent: '' }
  assert.deepEqual(await sms.sendCode(key, phone, options), { verification_id: 'vrf_1' })
})

for (const [status, verdict] of [
  ['success', 'right'],
  ['failure', 'wrong'],
  ['expired_or_not_found', 'expired'],
] as const) {
  test(`a check that Prelude calls ${status} is ${verdict}`, async (t) => {
    const { sms } = await startPrelude(t, check, { body: { id: 'vrf_1', status } })
    assert.equal(await sms.checkCode(key, phone, '123456'), verdict)
  })
}

const number = { kind: 'invalid', code: 'invalid_input', field: 'mobileE164' }
const provider = { kind: 'unavailable', code: 'sms_provider_unavailable' }
const refused = { kind: 'unavailable', code: 'sms_provider_refused' }

for (const [status, code, outcome] of [
  [400, 'invalid_phone_number', number],
  [422, 'invalid_country', number],
  [400, 'insufficient_balance', refused],
  [400, 'channel_not_enabled_in_region', refused],
  [401, 'unauthorized', refused],
  [403, 'suspended_account', refused],
  [404, 'not_found', provider],
  [429, 'rate_limited', provider],
  [500, 'internal', provider],
  [503, 'internal', provider],
] as const) {
  test(`Prelude's ${status} ${code} is ${outcome.code}, asked once`, async (t) => {
    const reply = {
      status,
      body: { code, type: 'x', message: 'x' },
      headers: { 'retry-after': '7' },
    }
    const prelude = await startPrelude(t, creation, reply)
    const error = await prelude.sms.sendCode(key, phone, {}).catch((error) => error)
    assert.deepEqual([error.kind, error.code], [outcome.kind, outcome.code])
    assert.equal(error.faults[0]?.path[0], 'field' in outcome ? outcome.field : undefined)
    assert.equal(error.retryAfter, outcome === provider ? 7 : undefined)
    assert.doesNotMatch(error.message, new RegExp(key))
    assert.equal(prelude.count(), 1)
  })
}

for (const [reason, kind] of [
  ['invalid_phone_line', 'invalid'],
  ['repeated_attempts', 'rate_limited'],
  ['suspicious', 'forbidden'],
  ['in_block_list', 'forbidden'],
] as const) {
  test(`a verification blocked as ${reason} is ${kind}`, async (t) => {
    const reply = { body: { id: 'vrf_1', method: 'message', status: 'blocked', reason } }
    const { sms } = await startPrelude(t, creation, reply)
    await assert.rejects(sms.sendCode(key, phone, {}), { kind })
  })
}

test('numbers, codes and keys of the wrong form never leave', async (t) => {
  const prelude = await startPrelude(t, creation, { body: {} })
  for (const wrong of ['0612345678', '+0612345678', '+33 6 12', '+331', '+1234567890123456', '']) {
    await assert.rejects(prelude.sms.sendCode(key, wrong, {}), { kind: 'invalid' }, wrong)
  }
  for (const wrong of ['', '12', '1234 56', '12345\n', '"}', '1'.repeat(13)]) {
    assert.equal(await prelude.sms.checkCode(key, phone, wrong), 'wrong')
  }
  for (const wrong of ['', 'a b', 'key\r\nx: y', 'clé']) {
    await assert.rejects(prelude.sms.sendCode(wrong, phone, {}), refused)
  }
  assert.equal(prelude.count(), 0)
})

test('a provider that cannot be reached, or may not be dialled, is unavailable', async () => {
  for (const trustedOrigins of [['http://127.0.0.1:9'], []]) {
    const fetcher = new Fetcher({ allowLoopback: false, trustedOrigins })
    const sms = new Sms({ baseUrl: 'http://127.0.0.1:9', fetcher })
    await assert.rejects(sms.sendCode(key, phone, {}), provider)
  }
})

test("without a base URL it is Prelude's own, dialled as any public address", async (t) => {
  const asked: string[] = []
  const resolve = async (hostname: string) => {
    asked.push(hostname)
    return ['10.0.0.1']
  }
  const fetcher = new Fetcher({ allowLoopback: false, trustedOrigins: [], resolve })
  process.env.PRELUDE_BASE_URL = 'http://127.0.0.1:9'
  t.after(() => delete process.env.PRELUDE_BASE_URL)
  const sms = new Sms({ baseUrl: undefined, fetcher })
  await assert.rejects(sms.sendCode(key, phone, {}), provider)
  assert.deepEqual(asked, ['api.prelude.dev'])
})
