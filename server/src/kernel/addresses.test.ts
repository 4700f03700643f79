import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalEmail, clientNetwork, clientRegion } from './addresses.ts'

const spellings: [string, string | undefined][] = [
  ['Ada@Example.COM ', 'ada@example.com'],
  ['ada＠example.com', 'ada@example.com'],
  ['ａｄａ@example.com', 'ada@example.com'],
  ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
  ['ada+tag@example.com', 'ada+tag@example.com'],
  ['a@b,c@d.example', undefined],
  ['ada@example.com,eve@example.com', undefined],
  ['ada@example.com\r\nBcc: eve@example.com', undefined],
  ['"ada eve"@example.com', undefined],
  ["o'hara@example.com", undefined],
  ['ada@localhost', undefined],
  ['ada@127.0.0.1', undefined],
  ['ada@[127.0.0.1]', undefined],
  ['.ada@example.com', undefined],
  ['ada..b@example.com', undefined],
  ['ada@exa mple.com', undefined],
  ['Ada <ada@example.com>', undefined],
  ['ада@example.com', undefined],
  ['@example.com', undefined],
  ['ada', undefined],
  ['', undefined],
  [`${'a'.repeat(65)}@example.com`, undefined],
  [`ada@${'a'.repeat(300)}.com`, undefined],
]

for (const [given, expected] of spellings) {
  test(`e-mail ${JSON.stringify(given).slice(0, 60)} → ${expected ?? 'refused'}`, () => {
    assert.equal(canonicalEmail(given), expected)
  })
}

test('all spellings of one client are one client', () => {
  for (const same of ['127.0.0.1', '::ffff:127.0.0.1', '::FFFF:7f00:1']) {
    assert.equal(clientNetwork(same), '127.0.0.1')
  }
  for (const same of ['2001:db8::1', '2001:DB8:0:0:ffff::2', '2001:0db8:0000:0000::']) {
    assert.equal(clientNetwork(same), '2001:db8::/64')
  }
  assert.notEqual(clientNetwork('2001:db8:0:1::1'), clientNetwork('2001:db8::1'))
  assert.equal(clientNetwork('not an address'), 'unknown')
  assert.equal(clientRegion('203.0.113.77'), '203.0.113.0/24')
  assert.equal(clientRegion('2001:db8:1:2::3'), '2001:db8:1::/48')
})
