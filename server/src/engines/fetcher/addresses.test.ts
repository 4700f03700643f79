import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isLocalhost, isLoopback, isPublic } from './addresses.ts'

const notPublic: Record<string, string[]> = {
  unspecified: ['0.0.0.0', '0.1.2.3', '::'],
  loopback: ['127.0.0.1', '127.255.255.254', '::1'],
  private: ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
  'link-local': ['169.254.0.1', '169.254.169.254', 'fe80::1', 'febf::1'],
  'carrier-grade NAT': ['100.64.0.1', '100.100.100.200', '100.127.255.255'],
  multicast: ['224.0.0.1', '239.255.255.255', 'ff02::1', 'ff0e::1'],
  'broadcast and reserved': ['255.255.255.255', '240.0.0.1', '192.0.0.192', '192.88.99.1'],
  benchmarking: ['198.18.0.1', '198.19.255.255', '2001:2::1'],
  documentation: ['192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1'],
  'unique local': ['fc00::1', 'fd00:ec2::254', 'fdff::1'],
  'site-local': ['fec0::1'],
  'IPv4 inside IPv6': [
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:8.8.8.8',
    '::ffff:0:127.0.0.1',
    '::127.0.0.1',
    '::a9fe:a9fe',
    '64:ff9b::127.0.0.1',
    '64:ff9b::a00:1',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2002:a9fe:a9fe::1',
    '2001:0:7f00:1::',
  ],
  'never assigned': ['100::1', '200::1', '1fff::1', '4000::1', '5f00::1', 'e000::1'],
  'secrets of the host': ['168.63.129.16'],
  'no address': ['', 'localhost', '127.1', '0x7f.0.0.1', '2130706433', 'fe80::1%eth0', '1.2.3.4.5'],
}

for (const [kind, addresses] of Object.entries(notPublic)) {
  test(`not public: ${kind}`, () => {
    assert.deepEqual(addresses.filter(isPublic), [])
  })
}

test('public: global unicast of both families', () => {
  const addresses = [
    '8.8.8.8',
    '1.1.1.1',
    '172.32.0.1',
    '100.128.0.1',
    '192.0.1.1',
    '223.255.255.1',
  ]
  assert.deepEqual(
    addresses.filter((address) => !isPublic(address)),
    [],
  )
  const six = ['2606:4700:4700::1111', '2a00:1450:4001::8a', '2001:4860:4860::8888']
  assert.deepEqual(
    six.filter((address) => !isPublic(address)),
    [],
  )
})

test('loopback is this machine, in its plain spellings', () => {
  assert.deepEqual(['127.0.0.1', '127.9.9.9', '::1'].map(isLoopback), [true, true, true])
  assert.deepEqual(['0.0.0.0', '::', '10.0.0.1', 'x'].map(isLoopback), [false, false, false, false])
})

test('localhost is a name and everything below it', () => {
  assert.deepEqual(['localhost', 'a.localhost', 'localhost.'].map(isLocalhost), [true, true, true])
  assert.deepEqual(['notlocalhost', 'localhost.com'].map(isLocalhost), [false, false])
})
