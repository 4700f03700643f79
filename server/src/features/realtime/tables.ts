import { setTimeout as sleep } from 'node:timers/promises'
import type { Catalog, Relation } from '../../engines/catalog/index.ts'
import type { Batch } from '../../engines/changes/index.ts'
import type { Ctx } from '../../engines/context.ts'
import type { RequestRole } from '../../engines/db/index.ts'
import { Audience, audienceKey, type Feed } from './audience.ts'
import { plain } from './image.ts'
import type { Who } from './judge.ts'
import { Member, type Outlet } from './member.ts'
import { Row } from './row.ts'
import { type Rules, readRules } from './rules.ts'
import type { Topic } from './topic.ts'

const retryMs = 200

/** Where a member belongs. */
interface Place {
  audience: Audience
  feed: Feed
}

/** Changes of one table in a batch. */
interface Portion {
  name: string
  rel: number
  rows: Row[]
}

/**
 * Brings changes to those who may see them. Batches are handed out one after the other; what each
 * audience makes of its part is its own affair.
 */
export class TableChanges {
  readonly #ctx: Ctx
  readonly #audiences = new Map<string, Audience>()
  /** Who follows a table. */
  readonly #followers = new Map<string, Set<Audience>>()
  readonly #places = new Map<Member, Place>()
  #handing: Promise<void> = Promise.resolve()
  /** Everything up to here was handed out. */
  #handed = 0n
  #isStopped = false

  constructor(ctx: Ctx) {
    this.#ctx = ctx
  }

  stop(): void {
    this.#isStopped = true
  }

  get audienceCount(): number {
    return this.#audiences.size
  }

  /** In order; a batch waits until those before it were handed out. */
  take(batch: Batch): void {
    this.#handing = this.#handing.then(() => this.#handOut(batch))
  }

  /** From a position on, or from now. */
  attach(outlet: Outlet, who: Who, topic: Topic, position: bigint | undefined): Member {
    const at = position ?? this.#ctx.changes.position
    const member = new Member(outlet, topic, at, position !== undefined)
    this.#enter(member, who, position !== undefined)
    return member
  }

  detach(member: Member): void {
    member.end()
    this.#exit(member)
  }

  /** The same member for other wishes, from here on. */
  change(member: Member, topic: Topic): void {
    const place = this.#places.get(member)
    if (!place) return
    takeFrom(place.feed, member)
    member.topic = topic
    putInto(place.feed, member)
  }

  /** The connection is somebody else now, or has other rights: it goes on where it was. */
  move(member: Member, who: Who): void {
    const place = this.#places.get(member)
    if (!place || place.audience.key === audienceKey(who)) return
    member.position = this.#positionOf(member, place)
    this.#exit(member)
    this.#enter(member, who, true)
  }

  /** Everything up to here was given to a member. */
  positionOf(member: Member): bigint | undefined {
    const place = this.#places.get(member)
    return place && this.#positionOf(member, place)
  }

  #positionOf(member: Member, { audience, feed }: Place): bigint {
    const given = audience.positionOf(feed, member)
    return member.isLive && audience.isIdle && this.#handed > given ? this.#handed : given
  }

  #enter(member: Member, who: Who, follows: boolean): void {
    const audience = this.#audienceOf(who)
    const { schema, table } = member.topic
    const feed = this.#feedOf(audience, schema, table)
    if (follows) member.isLive = false
    putInto(feed, member)
    this.#places.set(member, { audience, feed })
    if (follows) void member.follow(this.#ctx, audience, feed)
  }

  #exit(member: Member): void {
    const place = this.#places.get(member)
    if (!place) return
    const { audience, feed } = place
    this.#places.delete(member)
    takeFrom(feed, member)
    if (feed.topics.size > 0) return
    audience.feeds.delete(feed.name)
    this.#followers.get(feed.name)?.delete(audience)
    if (this.#followers.get(feed.name)?.size === 0) this.#followers.delete(feed.name)
    if (audience.feeds.size === 0) this.#audiences.delete(audience.key)
  }

  #audienceOf(who: Who): Audience {
    const key = audienceKey(who)
    const known = this.#audiences.get(key)
    if (known) return known
    const audience = new Audience(this.#ctx, who)
    this.#audiences.set(key, audience)
    return audience
  }

  #feedOf(audience: Audience, schema: string, table: string): Feed {
    const name = nameOf(schema, table)
    const known = audience.feeds.get(name)
    if (known) return known
    const feed: Feed = {
      name,
      processed: 0n,
      topics: new Map(),
      rel: async () => (await this.#ctx.catalogs.current()).find(schema, table)?.oid,
    }
    audience.feeds.set(name, feed)
    this.#followers.set(name, (this.#followers.get(name) ?? new Set()).add(audience))
    return feed
  }

  /** Tries until it succeeds: while the database is away, everything waits in order. */
  async #handOut(batch: Batch): Promise<void> {
    for (;;) {
      try {
        await this.#tell(batch)
        return
      } catch (error) {
        if (this.#isStopped) return
        this.#ctx.log.warn({ err: error }, 'changes could not be handed out')
      }
      await sleep(retryMs, undefined, { ref: false })
    }
  }

  async #tell(batch: Batch): Promise<void> {
    const portions = await this.#portionsOf(batch)
    const rules = await Promise.all(portions.map((portion) => this.#rulesOf(portion)))
    // From here on without a pause: who joins now reads up to here by itself.
    for (const [i, portion] of portions.entries()) {
      for (const audience of this.#followers.get(portion.name) ?? []) {
        const own = rules[i]?.get(audience.who.role)
        const feed = audience.feeds.get(portion.name)
        if (own && feed)
          audience.tell(feed, rowsFor(audience, own, portion.rows), own, batch.position)
      }
    }
    this.#handed = batch.position
  }

  async #portionsOf({ changes }: Batch): Promise<Portion[]> {
    const portions = new Map<number, Portion | undefined>()
    for (const change of changes) {
      if (change.kind === 'MESSAGE' || this.#followers.size === 0) continue
      if (!portions.has(change.rel)) {
        const relation = await this.#relation(change.rel)
        const name = relation && nameOf(relation.schema, relation.name)
        const isFollowed = name !== undefined && this.#followers.has(name)
        portions.set(change.rel, isFollowed ? { name, rel: change.rel, rows: [] } : undefined)
      }
      portions.get(change.rel)?.rows.push(new Row(change))
    }
    return [...portions.values()].filter((portion) => portion !== undefined)
  }

  async #relation(rel: number): Promise<Relation | undefined> {
    const catalog = await this.#ctx.catalogs.current()
    return catalog.byOid.get(rel) ?? (await this.#newer(catalog))?.byOid.get(rel)
  }

  /** A table may be younger than the picture. */
  #newer(catalog: Catalog): Promise<Catalog | undefined> {
    return this.#ctx.catalogs.newerThan(catalog)
  }

  async #rulesOf({ name, rel }: Portion): Promise<Map<RequestRole, Rules>> {
    const roles = new Set([...(this.#followers.get(name) ?? [])].map(({ who }) => who.role))
    const found = await Promise.all(
      [...roles].map(async (role) => [role, await readRules(this.#ctx, rel, role)] as const),
    )
    return new Map(found.filter((entry): entry is [RequestRole, Rules] => entry[1] !== undefined))
  }
}

export const nameOf = (schema: string, table: string): string => JSON.stringify([schema, table])

interface OwnRows {
  known: Map<string, Row[]>
  unknown: readonly Row[]
}

const owners = new WeakMap<readonly Row[], OwnRows>()

/** Where rows belong to people, each is told of their own: found by name, not by asking everybody. */
function rowsFor({ who }: Audience, rules: Rules, rows: readonly Row[]): readonly Row[] {
  const { owner } = rules
  if (owner === undefined || !rules.isGuarded) return rows
  const own = owners.get(rows) ?? byOwner(rows, owner)
  owners.set(rows, own)
  if (own.unknown.length > 0) return rows
  return own.known.get(String(who.claims.sub ?? '').toLowerCase()) ?? []
}

/** Rows by whom they belong or belonged to; of those too large to be logged nobody knows it yet. */
function byOwner(rows: readonly Row[], owner: string): OwnRows {
  const found: OwnRows = { known: new Map(), unknown: rows.filter(({ change }) => change.cut) }
  for (const row of rows) {
    const ids = [row.old, row.new].map((image) => plain(image?.get(owner)))
    for (const id of new Set(ids)) {
      if (id !== undefined) found.known.set(id, [...(found.known.get(id) ?? []), row])
    }
  }
  return found
}

function putInto(feed: Feed, member: Member): void {
  const { topic } = member
  const entry = feed.topics.get(topic.key) ?? { topic, members: new Set() }
  entry.members.add(member)
  // All who wish the same share one topic, and so its messages.
  member.topic = entry.topic
  feed.topics.set(topic.key, entry)
}

function takeFrom(feed: Feed, member: Member): void {
  const entry = feed.topics.get(member.topic.key)
  entry?.members.delete(member)
  if (entry?.members.size === 0) feed.topics.delete(member.topic.key)
}
