import type { Event } from '../../engines/changes/index.ts'
import type { Ctx } from '../../engines/context.ts'
import type { RequestRole, Step } from '../../engines/db/index.ts'
import { AppError } from '../../kernel/errors.ts'
import { type Image, plain } from './image.ts'
import { present, visible } from './queries.ts'
import type { Row } from './row.ts'
import type { Rules } from './rules.ts'
import { Turnstile } from './turnstile.ts'

/** Whom decisions are made for: everybody with this role and these claims. */
export interface Who {
  role: RequestRole
  claims: Readonly<Record<string, unknown>>
  tenantId: string | undefined
}

/** What one change is to an audience. */
export interface Outcome {
  row: Row
  kind: Event
  /** The row as it is now; absent when it is gone, or out of their sight. */
  record: Image | undefined
  /** The row as it was, where they could see it. */
  old: Image | undefined
  /** Of `old` only the key is told. */
  keyOnly: boolean
}

/** Requests use the same connections: so many at most are busy with decisions. */
const turnstile = new Turnstile(4)

const statementTimeoutMs = 5_000
const mostImages = 200
const mostBytes = 4 * 1024 * 1024

/**
 * What an audience may know of changes of one table: old and new rows under its policies as they are
 * now. What cannot be decided is not told.
 * @throws unavailable when the database gave no answer: then nothing was decided
 */
export async function judge(
  ctx: Ctx,
  who: Who,
  rules: Rules,
  rows: readonly Row[],
): Promise<Outcome[]> {
  if (!rules.isReachable || !rules.isEnabled) return []
  const wanted = rows.filter(({ change }) => rules.events.includes(change.kind))
  const seen = await sightOf(ctx, who, rules, wanted)
  return wanted.flatMap((row) => outcomeOf(row, seen.old.has(row), seen.new.has(row)))
}

function outcomeOf(row: Row, sawOld: boolean, seesNew: boolean): Outcome[] {
  const { kind } = row.change
  if (kind === 'MESSAGE') return []
  const old = sawOld ? row.old : undefined
  if (seesNew) return [{ row, kind, record: row.new, old, keyOnly: false }]
  if (!old) return []
  // Changed out of their sight: to them it is gone.
  return [{ row, kind: 'DELETE', record: undefined, old, keyOnly: kind !== 'DELETE' }]
}

interface Sight {
  old: Set<Row>
  new: Set<Row>
}

async function sightOf(ctx: Ctx, who: Who, rules: Rules, rows: readonly Row[]): Promise<Sight> {
  const all = (side: 'old' | 'new') => rows.filter((row) => row.change[side] !== null)
  if (!rules.isGuarded) return { old: new Set(all('old')), new: new Set(all('new')) }
  const whole = rows.filter(({ change }) => !change.cut)
  const sight =
    rules.owner === undefined ? await ask(ctx, who, rules, whole) : own(who, rules, whole)
  const cut = rows.filter(({ change }) => change.cut && change.new !== null)
  for (const row of await askForCut(ctx, who, rules, cut)) sight.new.add(row)
  return sight
}

/** Whether a row belongs to the caller, where that is all the policy asks. */
function own({ claims }: Who, { owner = '' }: Rules, rows: readonly Row[]): Sight {
  const id = typeof claims.sub === 'string' ? claims.sub.toLowerCase() : undefined
  const isOwn = (image: Image | undefined) => id !== undefined && plain(image?.get(owner)) === id
  return {
    old: new Set(rows.filter((row) => isOwn(row.old))),
    new: new Set(rows.filter((row) => isOwn(row.new))),
  }
}

async function ask(ctx: Ctx, who: Who, rules: Rules, rows: readonly Row[]): Promise<Sight> {
  const images = rows.flatMap((row) => {
    const { old, new: now } = row.change
    return [
      ...(old === null ? [] : [{ row, side: 'old' as const, text: old }]),
      ...(now === null ? [] : [{ row, side: 'new' as const, text: now }]),
    ]
  })
  const sight: Sight = { old: new Set(), new: new Set() }
  for (const some of portions(images)) {
    const found = await decide(ctx, who, (text) => visible(rules, text), some)
    for (const { row, side } of found) sight[side].add(row)
  }
  return sight
}

/** Too large to be logged whole: whether they see the row as it stands. */
async function askForCut(ctx: Ctx, who: Who, rules: Rules, rows: readonly Row[]): Promise<Row[]> {
  if (rows.length === 0 || rules.key.length === 0) return []
  const keys = rows.map((row) => ({ row, text: row.change.new ?? '{}' }))
  const found = await decide(ctx, who, (text) => present(rules, text), keys)
  return found.map(({ row }) => row)
}

function* portions<T extends { text: string }>(images: readonly T[]): Generator<T[]> {
  let some: T[] = []
  let bytes = 0
  for (const image of images) {
    if (some.length >= mostImages || bytes + image.text.length > mostBytes) {
      yield some
      some = []
      bytes = 0
    }
    some.push(image)
    bytes += image.text.length
  }
  if (some.length > 0) yield some
}

/**
 * Those of the images that a statement lets through. An image that makes a policy fail is seen by
 * nobody, and does not hide the others: they are asked about without it.
 */
async function decide<T extends { text: string }>(
  ctx: Ctx,
  who: Who,
  step: (images: string) => Step,
  images: readonly T[],
): Promise<T[]> {
  if (images.length === 0) return []
  const text = `[${images.map((image) => image.text).join(',')}]`
  try {
    const numbers = await numbersOf(ctx, who, [step(text)])
    return images.filter((_, i) => numbers.has(i + 1))
  } catch (error) {
    if (error instanceof AppError && error.kind === 'unavailable') throw error
    if (images.length === 1) {
      ctx.log.debug({ err: error }, 'a policy failed: not told')
      return []
    }
  }
  const half = images.length >> 1
  const first = await decide(ctx, who, step, images.slice(0, half))
  return [...first, ...(await decide(ctx, who, step, images.slice(half)))]
}

/** Runs steps as the audience; the last one answers with numbers. */
export async function numbersOf(
  ctx: Ctx,
  { role, claims, tenantId }: Who,
  steps: readonly Step[],
): Promise<Set<number>> {
  const scope = { role, claims, tenantId, statementTimeoutMs }
  const results = await turnstile.pass(() => ctx.engines.db.asCaller(scope, steps))
  const list = results.at(-1)?.[0]?.[0] ?? '{}'
  return new Set(list === '{}' ? [] : list.slice(1, -1).split(',').map(Number))
}
