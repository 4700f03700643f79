import type { Event } from '../../engines/changes/index.ts'
import type { Ctx } from '../../engines/context.ts'
import type { RequestRole } from '../../engines/db/index.ts'
import { forbidden, invalid, notFound, unavailable } from '../../kernel/errors.ts'
import { holds } from '../keys/index.ts'
import { type Subscription, subscriptionId, type Wanted } from './channel-topic.ts'
import type { Connection } from './connection.ts'
import { parseFilter } from './filter.ts'
import { type ClientFrame, malformed, readText } from './frames.ts'
import { limitsOf } from './limits.ts'
import { selectEntries } from './queries.ts'
import { type Rules, readRules } from './rules.ts'
import type { Table } from './schema.ts'
import { whoIs } from './who.ts'

const events = ['*', 'INSERT', 'UPDATE', 'DELETE'] as const

/** A wish as it was sent; `table` is `*` for all of the schema. */
export interface Wish extends Wanted {
  id: string
  cursor: bigint | undefined
}

/**
 * The table a subscription is about: named in its config, or by the channel `table:schema.table`;
 * undefined for a channel alone.
 * @throws invalid
 */
export function readWish({ channel, config }: ClientFrame): Wish | undefined {
  const named = tableOf(config) ?? (channel === undefined ? undefined : tableOfChannel(channel))
  if (!named) return undefined
  const event = (readText(config, 'event') ?? '*').toUpperCase()
  if (!events.includes(event as Event)) throw malformed(`event: One of ${events.join(', ')}`)
  const wanted: Wanted = {
    ...named,
    channel: channel ?? `table:${named.schema}.${named.table}`,
    event: event as Event | '*',
    filter: readText(config, 'filter'),
    columns: readColumns(config.columns),
  }
  return { ...wanted, id: subscriptionId(wanted), cursor: readCursor(config.cursor) }
}

type Named = Pick<Wanted, 'schema' | 'table'>

function tableOf(config: ClientFrame['config']): Named | undefined {
  const table = readText(config, 'table')
  const schema = readText(config, 'schema')
  if (table === undefined && schema === undefined) return undefined
  return { schema: schema ?? 'public', table: table ?? '*' }
}

function tableOfChannel(channel: string): Named | undefined {
  const [, schema, table] = /^table:(?:([^.]+)\.)?([^.]+)$/.exec(channel) ?? []
  return table === undefined ? undefined : { schema: schema ?? 'public', table }
}

function readColumns(value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null || value === '*') return undefined
  const list = typeof value === 'string' ? value.split(',').map((name) => name.trim()) : value
  const isList = Array.isArray(list) && list.length > 0 && list.length <= 500
  if (!isList || list.some((name) => typeof name !== 'string')) {
    throw malformed('columns: A list of names')
  }
  return [...new Set(list as string[])].sort()
}

function readCursor(value: unknown): bigint | undefined {
  if (value === undefined || value === null || value === '') return undefined
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text === 'string' && /^\d{1,18}$/.test(text)) return BigInt(text)
  throw malformed('cursor: As it came with a change')
}

/**
 * The subscriptions of a wish, one for each table it names.
 * @throws what hinders the caller from reading there
 */
export async function resolveWish(connection: Connection, wish: Wish): Promise<Subscription[]> {
  const { ctx } = connection
  mustHaveScope(ctx)
  const tests = wish.filter === undefined ? [] : parseFilter(wish.filter)
  const tables = wish.table === '*' ? await enabledIn(ctx, wish.schema) : [wish.table]
  const columns = [...tests.map(({ column }) => column), ...(wish.columns ?? [])]
  const made = tables.map(async (table) => {
    await mustBeFollowable(ctx, wish.schema, table, columns)
    const { cursor: _, ...wanted } = wish
    return { ...wanted, table, tests }
  })
  // Of a whole schema: those that can be read.
  if (wish.table !== '*') return Promise.all(made)
  const settled = await Promise.allSettled(made)
  return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
}

/**
 * The caller may follow a table over any protocol.
 * @throws not_found unless it is enabled; forbidden; invalid for a column they may not read
 */
export async function mustFollow(
  ctx: Ctx,
  schema: string,
  table: string,
  columns: readonly string[],
): Promise<void> {
  mustHaveScope(ctx)
  const { keyId, scopes = [] } = ctx.caller
  if (keyId !== undefined && !holds(scopes, 'realtime:connect')) {
    throw forbidden('insufficient_permissions', 'The key lacks the scope realtime:connect')
  }
  if (!(await limitsOf(ctx)).enabled) {
    throw unavailable('feature_disabled', 'Realtime is switched off')
  }
  await mustBeFollowable(ctx, schema, table, columns)
}

async function mustBeFollowable(
  ctx: Ctx,
  schema: string,
  table: string,
  columns: readonly string[],
): Promise<void> {
  const rules = await rulesOf(ctx, schema, table)
  if (!rules?.isEnabled) throw notEnabled(schema, table)
  mustBeReadable(rules, columns)
}

/** A key that may connect may not for that read tables. */
function mustHaveScope({ caller }: Ctx): void {
  if (caller.keyId === undefined || holds(caller.scopes ?? [], 'tables:read')) return
  throw forbidden('insufficient_permissions', 'The key lacks the scope tables:read')
}

async function enabledIn(ctx: Ctx, schema: string): Promise<string[]> {
  const entries = await ctx.engines.db.rows<Table>(selectEntries(false))
  return entries.filter((entry) => entry.schema === schema).map(({ table }) => table)
}

async function rulesOf(ctx: Ctx, schema: string, table: string): Promise<Rules | undefined> {
  const catalog = await ctx.catalogs.current()
  const relation =
    catalog.find(schema, table) ?? (await ctx.catalogs.newerThan(catalog))?.find(schema, table)
  return relation && askOnce(ctx, relation.oid, whoIs(ctx).role)
}

const asking = new WeakMap<Ctx['engines'], Map<string, Promise<Rules | undefined>>>()

/** Thousands who come back at once share a question; each change is decided by a fresh one. */
function askOnce(ctx: Ctx, rel: number, role: RequestRole): Promise<Rules | undefined> {
  const questions = asking.get(ctx.engines) ?? new Map<string, Promise<Rules | undefined>>()
  asking.set(ctx.engines, questions)
  const key = `${rel} ${role}`
  const question =
    questions.get(key) ?? readRules(ctx, rel, role).finally(() => questions.delete(key))
  questions.set(key, question)
  return question
}

/** A column that may not be read does not exist. */
function mustBeReadable(rules: Rules, columns: readonly string[]): void {
  if (!rules.isReachable) {
    throw forbidden('insufficient_permissions', 'You have no right to read this table')
  }
  const hidden = columns.find((name) => !rules.columns.includes(name))
  if (hidden !== undefined) throw invalid('unknown_column', `There is no column ${hidden}`)
}

const notEnabled = (schema: string, table: string) =>
  notFound('not_enabled', `The table ${schema}.${table} is not enabled for realtime`)
