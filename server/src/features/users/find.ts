import type { Ctx } from '../../engines/context.ts'
import { conflict, notFound } from '../../kernel/errors.ts'
import { isUuid } from '../../kernel/ids.ts'
import { broken, type Place, pageOf, readCursor } from '../../kernel/keyset.ts'
import { mainRealm } from '../identity/index.ts'
import { countPeople, selectPeople, selectPerson, selectRealmOfApp } from './queries.ts'
import type { Filters, Order, Person } from './schema.ts'

export interface Listing {
  users: Person[]
  next_cursor: string | null
  total?: number
}

/** @throws not_found for an unknown app; invalid for a cursor of another list */
export async function list(
  ctx: Ctx,
  filters: Filters,
  page: { order: Order; limit: number; cursor?: string | undefined; count?: boolean | undefined },
): Promise<Listing> {
  const realmId = await realmOf(ctx, filters.app_id)
  const after = readCursor(page.order, page.cursor)
  if (after && !isPossible(page.order, after)) throw broken()
  const found = await ctx.db.rows<Person & Place>(
    selectPeople(realmId, filters, page.order, after, page.limit + 1),
  )
  const { rows, next_cursor } = pageOf(page.order, found, page.limit)
  const total = page.count
    ? (await ctx.db.row<{ total: number }>(countPeople(realmId, filters)))?.total
    : undefined
  return { users: rows, next_cursor, ...(total === undefined ? {} : { total }) }
}

const isPossible = (order: Order, { key, id }: Place): boolean =>
  isUuid(id) && (order === 'email.asc' || /^(-infinity|\d{4}-\d\d-\d\d [\d:.+-]+)$/.test(key))

async function realmOf(ctx: Ctx, appId: string | undefined): Promise<string> {
  if (appId === undefined) return mainRealm
  const app = await ctx.db.row<{ realm_id: string }>(selectRealmOfApp(appId))
  if (!app) throw notFound('not_found', 'No such app')
  return app.realm_id
}

/** @throws not_found */
export async function get(ctx: Ctx, id: string): Promise<Person> {
  const found = await ctx.db.row<Person>(selectPerson(id))
  if (!found) throw notFound('not_found', 'No such person')
  return found
}

/** @throws not_found; conflict `not_an_account` for the end user of an app */
export async function mustBeAccount(ctx: Ctx, id: string): Promise<Person> {
  const found = await get(ctx, id)
  if (found.realm_id === mainRealm) return found
  throw conflict('not_an_account', 'End users of apps have no such thing')
}
