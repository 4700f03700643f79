import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startServer } from '../../../test/kit.ts'
import { sha256 } from '../../kernel/crypto.ts'
import { sql } from '../../kernel/sql.ts'
import * as keys from './index.ts'
import { type KeyKindName, kinds, makeSecret } from './kinds.ts'
import { selectByHash } from './queries.ts'
import { acceptScopes, covers, coversNamespaces, holds, reaches, withoutAdmin } from './scopes.ts'

const server = await startServer({ queue: false })

test('10,000 keys cost no more per check than ten: one look-up in a unique index', async () => {
  await server.ctx.db.run(sql`
    insert into auth.keys (id, kind, name, prefix, hash)
    select gen_random_uuid(), 'gsk', 'key ' || n, 'fb_gsk_', sha256(n::text::bytea)
    from generate_series(1, 10000) as n`)
  await server.ctx.db.run(sql`analyze auth.keys`)
  const plan = await server.ctx.db.rows<{ 'QUERY PLAN': string }>(
    sql`explain ${selectByHash('gsk', sha256('5000'))}`,
  )
  const text = plan.map((row) => row['QUERY PLAN']).join('\n')
  assert.match(text, /Index Scan using keys_secret on keys k/)
  assert.match(text, /Index Cond: \(\(kind = '?.*\) AND \(hash = /)
  assert.doesNotMatch(text, /Seq Scan on keys/)
  const counted = await server.ctx.db.rows<{ 'QUERY PLAN': string }>(sql`
    explain select count(*) from auth.keys k where k.kind = 'rst' and k.user_id = ${crypto.randomUUID()}`)
  assert.doesNotMatch(counted.map((row) => row['QUERY PLAN']).join('\n'), /Seq Scan/)
})

test('a known key costs no look-up at all, an unlike text none either', async () => {
  const ring = new keys.KeyRing(
    server.app.engines.db,
    server.app.engines.revocations,
    server.ctx.log,
  )
  const ctx = Object.create(server.ctx)
  let statements = 0
  ctx.db = new Proxy(server.ctx.db, {
    get(target, name: 'row') {
      statements++
      return target[name].bind(target)
    },
  })
  const { secret } = await keys.create(server.ctx, 'gsk', {}, { name: 'hot', scopes: ['*'] })
  for (let i = 0; i < 3; i++) assert.ok(await keys.resolve(ctx, ring, 'gsk', secret))
  assert.equal(statements, 1)
  const mistyped = secret.slice(0, -1) + (secret.endsWith('a') ? 'b' : 'a')
  assert.equal(await keys.resolve(ctx, ring, 'gsk', mistyped), undefined)
  assert.equal(statements, 1)
})

test('when and from where a key was used is written at most once a minute', async () => {
  const { db, revocations } = server.app.engines
  const ring = new keys.KeyRing(db, revocations, server.ctx.log)
  const { record } = await keys.create(server.ctx, 'gsk', {}, { name: 'busy' })
  const read = () =>
    server.ctx.db.row<{ last_used_at: Date | null; last_used_address: string | null }>(sql`
      select last_used_at, last_used_address from auth.keys where id = ${record.id}`)
  const use = async (address: string) => {
    ring.used(record.id, address)
    await ring.flush()
  }
  await use('198.51.100.1')
  const first = await read()
  assert.equal(first?.last_used_address, '198.51.100.1')
  await use('198.51.100.2')
  assert.deepEqual(await read(), first)
  await ring.stop()
  assert.equal((await read())?.last_used_address, '198.51.100.2', 'the last use is not lost')
})

test('each kind has a prefix of its own and makes secrets that only it recognises', () => {
  const names = Object.keys(kinds) as KeyKindName[]
  for (const kind of names) {
    const secret = makeSecret(kind)
    const takers = names.filter((other) => keys.hasShape(other, secret))
    assert.deepEqual(takers, [kind])
    assert.ok(
      !keys.hasShape(kind, `${secret}x`) && !keys.hasShape(kind, secret.toLowerCase().slice(1)),
    )
  }
  const secret = makeSecret('fbk')
  for (let i = 4; i < secret.length; i++) {
    const other = secret[i] === 'A' ? 'B' : 'A'
    assert.ok(!keys.hasShape('fbk', secret.slice(0, i) + other + secret.slice(i + 1)), `at ${i}`)
  }
})

test('holds: what a scope opens', () => {
  const table: [string[], string, string | undefined, boolean][] = [
    [['*'], 'secrets:write', undefined, true],
    [['tables:read'], 'tables:read', undefined, true],
    [['tables:read'], 'tables:write', undefined, false],
    [['tables:read'], '*', undefined, false],
    [['read'], 'tables:read', undefined, true],
    [['read'], 'tables:write', undefined, false],
    [['read'], 'secrets:read', undefined, false],
    [['read'], 'clientkeys:read', undefined, false],
    [['functions:execute'], 'functions:execute', 'prod-eu', true],
    [['functions:execute:prod-*'], 'functions:execute', 'prod-eu', true],
    [['functions:execute:prod-*'], 'functions:execute', 'dev', false],
    [['functions:execute:prod-*'], 'functions:execute', undefined, false],
    [['functions:execute:prod'], 'functions:execute', 'prod-eu', false],
    [[], 'tables:read', undefined, false],
  ]
  for (const [scopes, required, namespace, expected] of table) {
    assert.equal(holds(scopes, required, namespace), expected, `${scopes} ${required} ${namespace}`)
  }
})

test('covers: what may be given away', () => {
  const table: [string[], string[], boolean][] = [
    [['*'], ['*', 'secrets:read'], true],
    [['tables:read'], ['tables:read'], true],
    [['tables:read'], ['tables:read:prod'], true],
    [['tables:read:prod-*'], ['tables:read:prod-eu', 'tables:read:prod-e*'], true],
    [['tables:read:prod-*'], ['tables:read:prod*'], false],
    [['tables:read:prod-*'], ['tables:read'], false],
    [['tables:read'], ['*'], false],
    [['read'], ['read'], true],
    [['tables:read'], ['read'], false],
  ]
  for (const [held, wanted, expected] of table) {
    assert.equal(covers(held, wanted), expected, `${held} gives ${wanted}`)
  }
  assert.equal(coversNamespaces(null, ['a']), true)
  assert.equal(coversNamespaces(['a'], null), false)
  assert.equal(coversNamespaces([], []), true)
  assert.equal(coversNamespaces(['a'], []), false, 'the default one is one, too')
  assert.equal(reaches([], 'default'), true)
  assert.equal(reaches([], 'prod'), false)
})

test('scopes are stored as the contract spells them, and unknown ones are refused', () => {
  const read = { read: true }
  assert.deepEqual(acceptScopes(['read:tables', 'tables:read', '*'], read), ['tables:read', '*'])
  assert.deepEqual(acceptScopes(['execute:functions:prod-*'], read), ['functions:execute:prod-*'])
  for (const bad of [
    'users:read',
    'read:users',
    'tables',
    '',
    'tables:read:',
    'constructor:name',
  ]) {
    assert.throws(() => acceptScopes([bad], read), { code: 'validation_failed' }, bad)
  }
  assert.throws(() => acceptScopes(['read'], { read: false }), { code: 'validation_failed' })
  const left = withoutAdmin(['*', 'secrets:read', 'migrations:read:prod'])
  assert.ok(left.includes('tables:write'))
  assert.ok(left.every((scope) => !/^(\*|secrets|migrations|monitoring)/.test(scope)))
})
