import { type Ctx, inTransaction } from '../../../engines/context.ts'
import { randomSecret } from '../../../kernel/ids.ts'
import { wake } from '../delivery/wake.ts'
import type { Mode, Surface } from '../schema.ts'
import { schemes } from '../schemes.ts'
import { insertEvents, selectWanting, type Written } from './queries.ts'

/** Unguessable, and without a dot: signatures put one after it. */
export const newEventId = (): string => `evt_${randomSecret(24)}`

/** What the composer of a body knows about an event. */
export interface EventFacts {
  id: string
  type: string
  at: Date
  /** Which shape the endpoint asked for; null: whichever is in force. */
  apiVersion: string | null
  /** How many endpoints will be told. */
  pending: number
}

export interface NewEvent {
  surface: Surface
  tenantId: string
  mode: Mode
  type: string
  /** Where the same event may come again: a name of its own, without a dot. */
  id?: string
  /** Whose own it is: who asked only for their own hears it if it is theirs. */
  owners?: readonly string[]
  /** Endpoints of these parts of the tenant, an app for instance; null: of the tenant itself, as usual. */
  refs?: readonly (string | null)[]
  /** Also to those who did not ask for it. */
  always?: boolean
  /** Not kept where nobody hears it, though its surface keeps events. */
  isPassing?: boolean
  /** The tenant whose data an app is told of. */
  about?: string
  /** Names under which it may have been asked for, besides its type and `*`. */
  topics?: readonly string[]
  /** The bytes that are sent, made once per shape. */
  compose(facts: EventFacts): string
}

/** An endpoint that is to hear something. */
export interface Wanting {
  id: string
  created_by: string | null
  scope: 'user' | 'global'
  api_version: string | null
}

/**
 * Tells whoever wants to hear of it, in the caller's transaction: the event, its deliveries and the
 * job that sends them exist exactly when its cause was committed. Nobody is called here.
 * @returns the event's id; undefined where nobody hears it and nobody keeps it
 */
export const emit = (ctx: Ctx, given: NewEvent): Promise<string | undefined> =>
  inTransaction(ctx, async (ctx) => {
    const { surface, tenantId, mode, type } = given
    const endpoints = await ctx.db.rows<Wanting>(
      selectWanting({
        surface,
        tenantId,
        mode,
        topics: [type, '*', ...(given.topics ?? [])],
        owners: given.owners ?? [],
        refs: given.refs ?? [null],
        always: given.always ?? false,
      }),
    )
    const isKept = schemes[surface].keepsEvents && !given.isPassing
    if (endpoints.length === 0 && !isKept) return undefined
    const event = bodied(given, endpoints)
    await write(ctx, given, [event])
    return event.id
  })

/** One body per shape that is asked for; the usual one stands with the event. */
function bodied(given: NewEvent, endpoints: readonly Wanting[]): Written {
  const facts = {
    id: given.id ?? newEventId(),
    type: given.type,
    at: new Date(),
    pending: endpoints.length,
  }
  const bodies = new Map<string | null, string>()
  const bodyIn = (apiVersion: string | null): string => {
    const body = bodies.get(apiVersion) ?? given.compose({ ...facts, apiVersion })
    bodies.set(apiVersion, body)
    return body
  }
  const usual = bodyIn(null)
  const own = (version: string | null) => (bodyIn(version) === usual ? null : bodyIn(version))
  return {
    ...facts,
    body: usual,
    endpoints: endpoints.map((one) => ({ id: one.id, body: own(one.api_version) })),
  }
}

/** In the caller's transaction. */
export async function write(
  ctx: Ctx,
  place: { surface: Surface; tenantId: string; mode: Mode; hops?: number; about?: string },
  events: readonly Written[],
): Promise<void> {
  const hops = place.hops ?? ctx.origin.hops ?? 0
  await ctx.db.run(insertEvents({ ...place, hops }, events))
  if (events.some(({ endpoints }) => endpoints.length > 0)) await wake(ctx)
}
