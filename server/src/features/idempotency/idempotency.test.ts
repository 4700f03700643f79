import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barrier, startServer, until } from '../../../test/kit.ts'
import type { Ctx } from '../../engines/context.ts'
import { AppError } from '../../kernel/errors.ts'
import { uuid } from '../../kernel/ids.ts'
import { sql } from '../../kernel/sql.ts'
import { fingerprintOf } from './fingerprint.ts'
import { type Answer, acceptKey, jobs, type Keyed, once } from './index.ts'

const server = await startServer({ queue: false })
const { ctx } = server

/** The effect: a row that counts how often the work was done. */
const doIt =
  (name: string, body: unknown = { name }) =>
  async (ctx: Ctx): Promise<Answer> => {
    await ctx.db.run(sql`
      insert into engine.limits as l (key, used, ends_at) values (${name}, 1, now())
      on conflict (key) do update set used = l.used + 1`)
    return { status: 201, headers: { location: `/things/${name}` }, body }
  }

const timesDone = async (name: string): Promise<number> =>
  (await ctx.db.row<{ used: number }>(sql`select used from engine.limits where key = ${name}`))
    ?.used ?? 0

const keyed = (changes: Partial<Keyed> = {}): Keyed => ({
  owner: 'tenant:a',
  mode: 'live',
  key: uuid(),
  request: { method: 'POST', path: '/things', body: { a: 1 } },
  ...changes,
})

const codeOf = (error: unknown): string => (error instanceof AppError ? error.code : String(error))
const outcome = (work: Promise<Answer>): Promise<number | string> =>
  work.then(({ status }) => status, codeOf)

test('K1 fifty at once with one key: one effect, the others wait for it or are told to', async () => {
  const call = keyed()
  const outcomes = await barrier(50, () => outcome(once(ctx, call, doIt(call.key))))
  assert.equal(await timesDone(call.key), 1)
  assert.ok(outcomes.every((one) => one === 201 || one === 'idempotency_in_progress'))
  assert.ok(outcomes.includes(201))
})

test('K1 fifty at once with fifty keys, each in need of a second connection: all are done', async () => {
  const calls = Array.from({ length: 50 }, () => keyed())
  const outcomes = await barrier(50, (i) => {
    const call = calls[i] as Keyed
    return outcome(
      once(ctx, call, async (inside) => {
        await ctx.db.row(sql`select pg_sleep(0.01)`)
        return doIt(call.key)(inside)
      }),
    )
  })
  assert.deepEqual([...new Set(outcomes)], [201])
})

test('the answer is the first one, after a restart, too', async () => {
  const call = keyed()
  const first = await once(ctx, call, doIt(call.key, { at: new Date(0), n: 1.5 }))
  assert.equal(first.replayed, false)
  const { replayed, ...again } = await once(ctx, call, doIt(call.key))
  assert.equal(replayed, true)
  const { replayed: _, ...answer } = first
  assert.equal(JSON.stringify(again), JSON.stringify(answer))
  const restarted = await startServer({ databaseUrl: server.databaseUrl, queue: false })
  const { replayed: still, ...later } = await once(restarted.ctx, call, doIt(call.key))
  assert.equal(still, true)
  assert.equal(JSON.stringify(later), JSON.stringify(answer))
  assert.equal(await timesDone(call.key), 1)
})

test('a second one while the first still works is told to wait two seconds', async () => {
  const call = keyed()
  const started = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  const first = once(ctx, call, async (ctx) => {
    started.resolve()
    await goOn.promise
    return doIt(call.key)(ctx)
  })
  await started.promise
  const second = await once(ctx, call, doIt(call.key)).catch((error: unknown) => error)
  assert.ok(second instanceof AppError)
  assert.deepEqual(
    [second.status, second.code, second.retryAfter],
    [409, 'idempotency_in_progress', 2],
  )
  // Another owner's same key is another key.
  const other = { ...call, owner: 'tenant:b', key: call.key }
  assert.equal(await outcome(once(ctx, other, doIt(`${call.key}-b`))), 201)
  goOn.resolve()
  assert.equal((await first).status, 201)
  assert.equal(await timesDone(call.key), 1)
})

test('K2 a crash between effect and answer leaves neither', async () => {
  const call = keyed()
  const dying = once(ctx, call, async (inside) => {
    const answer = await doIt(call.key)(inside)
    const row = await inside.db.row<{ pid: number }>(sql`select pg_backend_pid() as pid`)
    await ctx.db.run(sql`select pg_terminate_backend(${row?.pid})`)
    return answer
  })
  assert.equal(await outcome(dying), 'database_unavailable')
  assert.equal(await timesDone(call.key), 0)
  assert.equal(await outcome(once(ctx, call, doIt(call.key))), 201)
  assert.equal(await timesDone(call.key), 1)
})

test('K3 the same key for anything else: refused, nothing done', async () => {
  const call = keyed()
  const { request } = call
  await once(ctx, call, doIt(call.key))
  const others: Keyed['request'][] = [
    { ...request, method: 'PUT' },
    { ...request, path: '/others' },
    { ...request, query: { a: '1' } },
    { ...request, body: { a: 2 } },
    { ...request, body: { a: '1' } },
    { ...request, body: { a: 1, b: null } },
    { ...request, body: [{ a: 1 }] },
  ]
  for (const other of others) {
    const refused = once(ctx, { ...call, request: other }, doIt(call.key))
    assert.equal(await outcome(refused), 'idempotency_key_reused', JSON.stringify(other))
  }
  assert.equal(await timesDone(call.key), 1)
})

test("K3 test and live, and two owners, have their own keys; none sees the other's answer", async () => {
  const call = keyed()
  for (const own of [
    call,
    { ...call, mode: 'test' as const },
    { ...call, owner: 'tenant:b' },
    { ...call, owner: 'tenant:b', mode: 'test' as const },
  ]) {
    const name = `${own.owner} ${own.mode} ${call.key}`
    const { replayed, body } = await once(ctx, own, doIt(name))
    assert.deepEqual({ replayed, body }, { replayed: false, body: { name } })
  }
})

test('K3 equal JSON is equal, however it is written', () => {
  const of = (text: string) =>
    fingerprintOf({ method: 'POST', path: '/', body: JSON.parse(text) }).toString('hex')
  const same = ['{"a":1,"b":[1,2]}', '{ "b" : [1, 2], "a" : 1.0 }', '{"b":[1,2],"a":10e-1}']
  assert.equal(new Set(same.map(of)).size, 1)
  const others = ['{"a":1,"b":[2,1]}', '{"a":"1","b":[1,2]}', '{"a":1,"b":[1,2],"c":null}', '{}']
  assert.equal(new Set([...same, ...others].map(of)).size, 5)
})

test('K4 any text is a key, as long as the contract allows', () => {
  for (const key of ['a', ' a', 'x'.repeat(256), 'ключ', 'a, a', '🐢'.repeat(128)]) {
    assert.equal(acceptKey(key, 256), key)
  }
  assert.throws(() => acceptKey('', 256), { code: 'idempotency_key_empty' })
  assert.throws(() => acceptKey('  ', 256), { code: 'idempotency_key_empty' })
  assert.throws(() => acceptKey('x'.repeat(257), 256), { code: 'idempotency_key_too_long' })
})

test('K5 what fails is not remembered: the key is free for the corrected request', async () => {
  const call = keyed()
  const fail = (error: Error) => async (ctx: Ctx) => {
    await doIt(call.key)(ctx)
    throw error
  }
  const failures = [new AppError('invalid', 'slug_taken', 'Taken'), new Error('ours')]
  for (const error of failures) {
    await assert.rejects(once(ctx, call, fail(error)), error)
    assert.equal(await timesDone(call.key), 0)
  }
  const corrected = { ...call, request: { ...call.request, body: { a: 2 } } }
  assert.equal(await outcome(once(ctx, corrected, doIt(call.key))), 201)
})

test('K6 a key is free again after 24 hours, and swept', async () => {
  const age = (key: Keyed, seconds: number) =>
    ctx.db.run(sql`
      update engine.idempotency_keys set created_at = now() - make_interval(secs => ${seconds})
      where key_hash = sha256(convert_to(${key.key}, 'UTF8'))`)
  const young = keyed()
  await once(ctx, young, doIt(young.key))
  await age(young, 86_400 - 60)
  assert.equal((await once(ctx, young, doIt(young.key))).replayed, true)
  const old = keyed()
  await once(ctx, old, doIt(old.key))
  await age(old, 86_400 + 1)
  const other = { ...old, request: { ...old.request, body: 'other' } }
  assert.equal((await once(ctx, other, doIt(old.key))).replayed, false)
  assert.equal(await timesDone(old.key), 2)
  await age(old, 86_400 + 1)
  await jobs['idempotency.sweep'](ctx)
  const left = await ctx.db.rows<{ key_hash: Buffer }>(
    sql`select key_hash from engine.idempotency_keys where created_at < now() - interval '1 day'`,
  )
  assert.deepEqual(left, [])
  assert.equal((await once(ctx, young, doIt(young.key))).replayed, true)
})

test('Z1 nothing of a stored answer, nor of a key, can be read in the table', async () => {
  const call = keyed({ key: `canary-key-${uuid()}` })
  await once(ctx, call, doIt(call.key, { secret: 'canary-secret-8841' }))
  const rows = await ctx.db.rows<{ text: string }>(
    sql`select k::text as text from engine.idempotency_keys k`,
  )
  assert.doesNotMatch(rows.map(({ text }) => text).join('\n'), /canary/)
  // A stored answer that somebody moves to their own key does not open.
  const mine = keyed({ owner: 'tenant:thief' })
  await once(ctx, mine, doIt(mine.key))
  await ctx.db.run(sql`
    update engine.idempotency_keys t set sealed = s.sealed from engine.idempotency_keys s
    where t.owner = 'tenant:thief' and s.key_hash = sha256(convert_to(${call.key}, 'UTF8'))`)
  await assert.rejects(once(ctx, mine, doIt(mine.key)))
})

test('one owner’s slow requests leave places to others; a crowd is told to come back', async () => {
  const gate = Promise.withResolvers<void>()
  let busy = 0
  const slow = barrier(250, async () => {
    const call = once(ctx, keyed({ owner: 'tenant:slow' }), async () => {
      await gate.promise
      return { status: 200, headers: {}, body: null }
    })
    const one = await outcome(call)
    if (one === 'busy') busy++
    return one
  })
  await until('two work, two hundred wait', () => busy === 48)
  const other = keyed({ owner: 'tenant:quick' })
  assert.equal(await outcome(once(ctx, other, doIt(other.key))), 201)
  gate.resolve()
  const outcomes = await slow
  assert.equal(outcomes.filter((one) => one === 200).length, 202)
})
