import assert from 'node:assert/strict'
import { type TestServer, until } from '../../../test/kit.ts'
import { defaultTenantId } from '../../kernel/caller.ts'
import { uuid } from '../../kernel/ids.ts'
import { sql } from '../../kernel/sql.ts'
import { wake } from './delivery/wake.ts'
import { type Delivery, emitRows, endpoints, type NewEndpoint, type Surface } from './index.ts'

/** Endpoints and events as the tests of this feature need them; the clock is the rows' own. */

export interface Hook {
  id: string
  secret: string
  surface: Surface
}

export const whoseOf = (surface: Surface) =>
  ({ surface, mode: 'live', tenantId: defaultTenantId }) as const

/** An endpoint of the default tenant that hears everything. */
export async function newHook(
  server: TestServer,
  surface: Surface,
  url: string,
  changes: Partial<NewEndpoint> = {},
): Promise<Hook> {
  const { endpoint, secret = '' } = await endpoints.create(server.ctx, whoseOf(surface), {
    name: 'test',
    url,
    subscriptions: { given: ['*'], tables: [] },
    topics: ['*', 'row:*:INSERT', 'row:*:UPDATE', 'row:*:DELETE'],
    ...changes,
  })
  return { id: endpoint.id, secret, surface }
}

/** Tells the platform's webhooks of new rows of a table of users. */
export async function insertRows(
  server: TestServer,
  rows: readonly object[],
  table = 'orders',
): Promise<void> {
  const at = new Date()
  await emitRows(server.ctx, {
    tenantId: defaultTenantId,
    schema: 'public',
    table,
    operation: 'INSERT',
    rows: rows.map((row) => ({ record: JSON.stringify(row), oldRecord: null, at })),
  })
}

export type Seen = Pick<
  Delivery,
  'id' | 'event_id' | 'status' | 'attempt' | 'status_code' | 'response_body' | 'error'
> & { waits: number | null }

/** Oldest first; `waits` is the time until the next attempt, in seconds. */
export const deliveriesOf = (server: TestServer, hook: { id: string }): Promise<Seen[]> =>
  server.ctx.db.rows<Seen>(sql`
    select id, event_id, status, attempt, status_code, response_body, error,
      extract(epoch from next_at - now())::float8 as waits
    from webhooks.deliveries where endpoint_id = ${hook.id} order by created_at, id`)

/** Waits until the one delivery of an endpoint has been tried so often. */
export async function tried(
  server: TestServer,
  hook: { id: string },
  attempts: number,
): Promise<Seen> {
  let seen: Seen | undefined
  await until(`attempt ${attempts}`, async () => {
    seen = (await deliveriesOf(server, hook))[0]
    return (seen?.attempt ?? 0) >= attempts
  })
  assert.ok(seen)
  return seen
}

/** Turns the clock on to the next attempt. */
export async function hasten(server: TestServer, hook: { id: string }): Promise<void> {
  await server.ctx.db.run(sql`
    update webhooks.deliveries set next_at = now()
    where endpoint_id = ${hook.id} and status = 'pending' and lease is null`)
  await wake(server.ctx)
}

export const newTenant = async (server: TestServer): Promise<string> => {
  const id = uuid()
  await server.ctx.db.run(
    sql`insert into auth.tenants (id, slug, name) values (${id}, ${`t-${id}`}, 'Tenant')`,
  )
  return id
}
