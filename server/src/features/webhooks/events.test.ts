import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startServer } from '../../../test/kit.ts'
import { defaultTenantId } from '../../kernel/caller.ts'
import { sql } from '../../kernel/sql.ts'
import { Dispatcher, events, makeJobs, registry } from './index.ts'
import { newTenant, whoseOf } from './testing.ts'

/** Events as their owner looks them up. */
const server = await startServer({ queue: false })
const { ctx } = server
const whose = whoseOf('registry')

const tell = (type: string, changes: { tenantId?: string; mode?: 'live' | 'test' } = {}) =>
  registry.tell(ctx, {
    tenantId: defaultTenantId,
    mode: 'live',
    type,
    apiVersion: '2026-03-09',
    merchantId: 'merch_1',
    object: () => ({ type }),
    ...changes,
  })

test('kept whether or not anybody hears them; newest first, page by page, both ways', async () => {
  const ids: string[] = []
  for (let i = 0; i < 5; i++) ids.unshift((await tell('app.created')) ?? '')
  const idsOf = ({ rows }: { rows: { id: string }[] }) => rows.map(({ id }) => id)
  const first = await events.list(ctx, whose, {}, { limit: 2 })
  assert.deepEqual([idsOf(first), first.hasMore], [ids.slice(0, 2), true])
  const next = await events.list(ctx, whose, {}, { limit: 2, after: ids[1] })
  assert.deepEqual([idsOf(next), next.hasMore], [ids.slice(2, 4), true])
  const last = await events.list(ctx, whose, {}, { limit: 2, after: ids[3] })
  assert.deepEqual([idsOf(last), last.hasMore], [ids.slice(4), false])
  const back = await events.list(ctx, whose, {}, { limit: 2, before: ids[3] })
  assert.deepEqual([idsOf(back), back.hasMore], [ids.slice(1, 3), true])
  await tell('app.deleted')
  const one = await events.list(ctx, whose, { type: 'app.deleted' }, { limit: 10 })
  assert.equal(one.rows.length, 1)
  assert.equal(JSON.parse((await events.get(ctx, whose, ids[0] ?? '')).body).id, ids[0])
})

test('another tenant and the other mode have their own: not found, and no place to begin at', async () => {
  const tenantId = await newTenant(server)
  const theirs = (await tell('app.created', { tenantId })) ?? ''
  const testing = (await tell('app.created', { mode: 'test' })) ?? ''
  for (const id of [theirs, testing, 'evt_nothing']) {
    await assert.rejects(events.get(ctx, whose, id), { code: 'not_found' })
    await assert.rejects(events.list(ctx, whose, {}, { limit: 1, after: id }), {
      code: 'invalid_input',
    })
  }
  assert.equal((await events.list(ctx, { ...whose, tenantId }, {}, { limit: 10 })).rows.length, 1)
})

test('after thirty days they are gone', async () => {
  const old = (await tell('app.created')) ?? ''
  const young = (await tell('app.created')) ?? ''
  const age = (id: string, days: number) =>
    ctx.db.run(sql`update webhooks.events
      set created_at = now() - make_interval(days => ${days}) where id = ${id}`)
  await age(old, 31)
  await age(young, 29)
  await assert.rejects(events.get(ctx, whose, old), { code: 'not_found' })
  const jobs = makeJobs(new Dispatcher(server.app.engines, ctx.log))
  await jobs['webhooks.sweep'](ctx)
  const left = await ctx.db.rows<{ id: string }>(
    sql`select id from webhooks.events where id in (${old}, ${young})`,
  )
  assert.deepEqual(left, [{ id: young }])
})
