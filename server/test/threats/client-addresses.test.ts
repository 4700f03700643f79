import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '../../src/kernel/sql.ts'
import { newAddress, startServer } from '../kit.ts'

/** A3: one client is one key, and only a trusted proxy says who the client is. */
const server = await startServer()

test('A3 one client is one key, however its address is spelt', async () => {
  const spellings = [
    ...['198.51.100.7', '::ffff:198.51.100.7', '::FFFF:c633:6407', '0:0:0:0:0:ffff:c633:6407'],
    ...['::ffff:c633:6407', '0000:0000:0000:0000:0000:FFFF:198.51.100.7'],
  ]
  for (const [i, from] of spellings.entries()) {
    const body = { username: `u${i}`, password: 'x' }
    assert.equal((await server.call({ url: '/v1/auth/login', from, body })).status, 401, from)
  }
  const key = 'sign-in:failed:198.51.100.7'
  const row = await server.ctx.db.row<{ used: number }>(
    sql`select used from engine.limits where key = ${key}`,
  )
  assert.equal(row?.used, spellings.length)
  await server.ctx.db.run(sql`update engine.limits set used = 50 where key = ${key}`)
  for (const from of spellings) {
    const forged = { 'x-forwarded-for': newAddress(), forwarded: 'for=192.0.2.9' }
    const body = { username: 'u50', password: 'x' }
    const answer = await server.call({ url: '/v1/auth/login', from, body, headers: forged })
    assert.equal(answer.status, 429, from)
  }
})

test('A3 a whole IPv6 /64 is one client', async () => {
  const before = await keysOf('sign-in:failed:2001:db8:')
  for (let i = 0; i < 60; i++) {
    const body = { username: `v${i}`, password: 'x' }
    const from = `2001:db8:7:7:${i.toString(16)}::${(i * 7).toString(16)}`
    const { status } = await server.call({ url: '/v1/auth/login', from, body })
    assert.equal(status, i < 30 ? 401 : 429, `${i}`)
  }
  assert.equal((await keysOf('sign-in:failed:2001:db8:')) - before, 1)
})

const keysOf = async (prefix: string): Promise<number> =>
  (await server.ctx.db.rows(sql`select from engine.limits where starts_with(key, ${prefix})`))
    .length

test('A3 forwarding headers count from configured proxies alone', async () => {
  const behind = await startServer({
    databaseUrl: server.databaseUrl,
    queue: false,
    trustedProxies: ['10.0.0.0/8', '2001:db8:aa::/48'],
  })
  const chains: [from: string, forwarded: string, client: string][] = [
    ['10.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['10.0.0.1', '1.1.1.1, 203.0.113.9', '203.0.113.9'],
    ['10.0.0.1', '1.1.1.1, 203.0.113.9, 10.2.3.4', '203.0.113.9'],
    ['::ffff:10.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['2001:db8:aa::1', '10.9.9.9, 203.0.113.9', '203.0.113.9'],
    ['192.0.2.1', '203.0.113.9', '192.0.2.1'],
    ['11.0.0.1', '10.0.0.1', '11.0.0.1'],
    ['2001:db8:ab::1', '203.0.113.9', '2001:db8:ab::1'],
  ]
  for (const [from, forwarded, client] of chains) {
    const headers = { 'x-forwarded-for': forwarded }
    const body = { username: `chain-${from}`, password: 'x' }
    await behind.call({ url: '/v1/auth/login', from, headers, body })
    const row = await behind.ctx.db.row<{ address: string }>(sql`
      select address from auth.audit where event = 'sign_in.failed' order by id desc limit 1`)
    assert.equal(row?.address, client, `${from} saying ${forwarded}`)
  }
})
