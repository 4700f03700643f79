import assert from 'node:assert/strict'
import { AsyncLocalStorage } from 'node:async_hooks'
import { test } from 'node:test'
import { startServer } from '../../../test/kit.ts'
import { begin, newApp, newDeveloper, newEmail, signIn } from '../../../test/provisioning.ts'
import { type Ctx, inTransaction } from '../../engines/context.ts'
import type { Db } from '../../engines/db/index.ts'
import type { Caller } from '../../kernel/caller.ts'
import { type Sql, sql } from '../../kernel/sql.ts'
import * as identity from '../identity/index.ts'
import * as apps from './index.ts'

const server = await startServer()

/** The context of a developer, as a request of theirs has it. */
async function asDeveloper(): Promise<Ctx> {
  const { id } = await newDeveloper(server)
  const user = await server.ctx.db.row<{ id: string }>(
    sql`select id from auth.users where short_id = ${id}`,
  )
  const caller: Caller = { kind: 'user', userId: user?.id ?? '' }
  return Object.assign(Object.create(server.ctx), { caller })
}

const own = new AsyncLocalStorage<true>()

/** How many statements a piece of work gave the pool; what goes on in the background is not its own. */
async function countStatements(db: Db, work: () => Promise<unknown>): Promise<number> {
  let count = 0
  const { rows, row, lookUp, run } = db
  const counting =
    <T>(original: (query: Sql) => Promise<T>) =>
    (query: Sql) => {
      if (own.getStore()) count++
      return original.call(db, query)
    }
  const counted = { rows: counting(rows), row: counting(row), lookUp: counting(lookUp) }
  Object.assign(db, counted, { run: counting(run) })
  await own.run(true, work).finally(() => Object.assign(db, { rows, row, lookUp, run }))
  return count
}

test('a request of a known app asks the database nothing while the news are fresh', async (t) => {
  // On a busy machine they may not be, just now.
  t.mock.method(server.app.engines.revocations, 'isFresh', () => true)
  const app = await newApp(server)
  const config = () => server.call({ url: '/api/v1/config', key: app.key })
  const { db } = server.app.engines
  assert.equal(await countStatements(db, config), 2)
  assert.equal(await countStatements(db, config), 0)
})

test('an app read before a change is not remembered after it', async () => {
  const ctx = await asDeveloper()
  const { id } = await apps.create(ctx, 'Before')
  const cache = new apps.AppCache(ctx.revocations)
  const slow: Ctx = Object.create(ctx)
  slow.db = {
    ...ctx.db,
    row: async <T>(query: Sql) => {
      const row = await ctx.db.row<T>(query)
      await apps.change(ctx, id, { name: 'After' })
      return row
    },
  }
  assert.equal((await cache.get(slow, id))?.name, 'Before')
  assert.equal((await cache.get(ctx, id))?.name, 'After')
})

test('while the news are not fresh the database is asked, every time', async () => {
  const ctx = await asDeveloper()
  const { id } = await apps.create(ctx, 'Acme')
  const cache = new apps.AppCache(ctx.revocations)
  const stale: Ctx = Object.create(ctx)
  stale.revocations = Object.assign(Object.create(ctx.revocations), { isFresh: () => false })
  await cache.get(ctx, id)
  const { db } = server.app.engines
  assert.equal(await countStatements(db, () => cache.get(stale, id)), 1)
  assert.equal(await countStatements(db, () => cache.get(stale, id)), 1)
})

test('an account that closes takes its apps along, in one transaction with it', async () => {
  const ctx = await asDeveloper()
  const { id } = await apps.create(ctx, 'Acme')
  const { userId = '' } = ctx.caller
  await assert.rejects(
    inTransaction(ctx, async (ctx) => {
      await identity.close(ctx, [userId])
      throw new Error('changed my mind')
    }),
  )
  assert.equal((await apps.list(ctx)).length, 1)
  await inTransaction(ctx, (ctx) => identity.close(ctx, [userId]))
  assert.deepEqual(await apps.list(ctx), [])
  await assert.rejects(apps.mustOwn(ctx, id), { code: 'app_not_found' })
})

test('the sweep: stale sign-ins go, closed apps and their people go after thirty days', async () => {
  const open = await newApp(server)
  const session = await signIn(server, open)
  const pending = await begin(server, open, newEmail())
  const closed = await newApp(server)
  await signIn(server, closed)
  await server.call({ method: 'DELETE', url: `/api/v2/apps/${closed.id}`, token: closed.pat })
  const { db } = server.ctx
  const sweep = async () => {
    await identity.jobs['identity.sweep'](server.ctx)
    await apps.jobs['apps.sweep'](server.ctx)
  }
  const count = async () =>
    db.row(sql`
      select (select count(*)::int from provisioning.apps where id = ${closed.id}) as apps,
        (select count(*)::int from auth.users u where u.deleted_at is not null) as users,
        (select count(*)::int from provisioning.sign_ins
          where id in (${session.id}, ${pending.id})) as sign_ins`)
  await sweep()
  const before = (await count()) as { apps: number; users: number; sign_ins: number }
  assert.deepEqual([before.apps, before.sign_ins], [1, 2])

  await db.run(sql`update provisioning.apps set closed_at = now() - interval '31 days'
    where id = ${closed.id}`)
  await db.run(sql`update auth.users set deleted_at = now() - interval '31 days'
    where deleted_at is not null`)
  await db.run(sql`update provisioning.sign_ins set created_at = now() - interval '31 days'
    where app_id = ${open.id}`)
  await db.run(sql`update auth.realms set created_at = now() - interval '2 days'
    where kind = 'app'`)
  await sweep()
  assert.deepEqual(await count(), { apps: 0, users: 0, sign_ins: 1 })
  const realms = await db.row<{ realms: number; apps: number }>(sql`
    select (select count(*)::int from auth.realms where kind = 'app') as realms,
      (select count(*)::int from provisioning.apps) as apps`)
  assert.equal(realms?.realms, realms?.apps)
})

test('a login unused for five months leaves no row', async () => {
  const app = await newApp(server)
  const session = await signIn(server, app)
  await server.ctx.db.run(sql`
    update auth.sessions s set created_at = now() - interval '5 months',
      idle_ends_at = now() - interval '91 days'
    from provisioning.sign_ins i where i.id = ${session.id} and s.id = i.session_id`)
  await apps.jobs['apps.sweep'](server.ctx)
  const row = await server.ctx.db.row(
    sql`select from provisioning.sign_ins where id = ${session.id}`,
  )
  assert.equal(row, undefined)
})
