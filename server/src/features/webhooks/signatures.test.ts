import assert from 'node:assert/strict'
import { test } from 'node:test'
import { delayAfter, schemes } from './schemes.ts'
import { bare, fluveo, standard, timed } from './signatures.ts'

const body =
  '{"event":"INSERT","table":"orders","schema":"public","record":{"id":1},"timestamp":"2023-11-14T22:13:20Z"}'
const signed = {
  eventId: 'msg_test_1',
  deliveryId: '00000000-0000-4000-8000-000000000001',
  at: 1_700_000_000,
  body,
  secrets: ['s3cr3t-for-tests'],
}

test('H2 the signatures are those of the contract, to the byte', () => {
  const v1 = 'f613fd6975d44656f626c30996bca3bf82b6e71120dfc2a9237b986f3202a4bf'
  assert.equal(timed(signed), `t=1700000000,v1=${v1}`)
  assert.equal(bare(signed), 'bb5ca630345faec749f27b7b18948fb5a941e19936ed06a7837eedb30554b2df')
  const secrets = ['whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=']
  const expected = 'v1,cpOIG/0i0f9hJ0H+ICZ7HWstT167ClCXoGFkCkqrZm4='
  assert.equal(standard({ ...signed, secrets }), expected)
})

test('H2 while a secret is replaced there is a signature by each, the new one first', () => {
  const both = { ...signed, secrets: ['new', 'old'] }
  const [one, other] = both.secrets.map((secret) => ({ ...signed, secrets: [secret] }))
  assert.ok(one && other)
  const join = (a: string, b: string) => `${a},${b.replace(/^t=\d+,/, '')}`
  assert.equal(timed(both), join(timed(one), timed(other)))
  assert.equal(fluveo(both), join(fluveo(one), fluveo(other)))
  assert.equal(standard(both), `${standard(one)} ${standard(other)}`)
  assert.equal(bare(both), bare(one))
})

test('what looks like whsec_ but is no base64 is a text like any other', () => {
  const of = (secret: string) => standard({ ...signed, secrets: [secret] })
  assert.notEqual(of('whsec_a'), of('whsec_b'))
})

const minute = 60
const hour = 60 * minute
const schedule = (surface: 'platform' | 'metering' | 'registry', own = {}) => {
  const patience = { max_retries: null, retry_backoff_seconds: null, ...own }
  const delays: number[] = []
  for (let n = 1; ; n++) {
    const delay = delayAfter(surface, patience, n)
    if (delay === undefined) return delays
    delays.push(delay)
  }
}

test('H3 the schedules of the contracts', () => {
  assert.deepEqual(schedule('registry'), [
    ...[minute, 5 * minute, 30 * minute],
    ...[2 * hour, 8 * hour, 24 * hour, 72 * hour],
  ])
  assert.deepEqual(schedule('metering'), [30, 2 * minute, 10 * minute, hour, 6 * hour])
  assert.deepEqual(schedule('platform'), [
    ...[5, 5 * minute, 30 * minute, 2 * hour],
    ...[5 * hour, 10 * hour, 10 * hour],
  ])
  // Where its owner says so: so many attempts, longer and longer apart.
  assert.deepEqual(schedule('platform', { max_retries: 3 }), [5, 10])
  assert.deepEqual(schedule('platform', { max_retries: 4, retry_backoff_seconds: 7 }), [7, 14, 21])
  assert.deepEqual(schedule('platform', { max_retries: 1 }), [])
})

test('secrets of ours are long enough for Standard Webhooks', () => {
  for (const surface of ['platform', 'metering'] as const) {
    const secret = schemes[surface].makeSecret()
    assert.equal(Buffer.from(secret.replace(/^whsec_/, ''), 'base64').length, 32)
  }
  assert.match(schemes.registry.makeSecret('whsec_app_'), /^whsec_app_[0-9A-Za-z]{32}$/)
})
