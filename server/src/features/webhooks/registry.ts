import type { Ctx } from '../../engines/context.ts'
import { tenantOf } from '../../kernel/caller.ts'
import { AppError, invalidField } from '../../kernel/errors.ts'
import * as endpoints from './endpoints/index.ts'
import { type RegistryEvent, registryBody } from './events/bodies.ts'
import { emit } from './events/emit.ts'
import { callOff as callOffDeliveries } from './events/queries.ts'
import type { Endpoint, Mode, Whose } from './schema.ts'

/** The endpoints of the merchant at hand: their own, not those of their apps. */
export const ofMerchant = (ctx: Ctx): Whose => ({
  surface: 'registry',
  mode: ctx.caller.mode ?? 'test',
  tenantId: tenantOf(ctx.caller),
  ref: null,
})

export const subscribed = (events: readonly string[]) => ({
  subscriptions: { given: events, tables: [] },
  topics: [...new Set(events)],
})

/**
 * In live mode deliveries go over HTTPS and to public addresses. A name that cannot be resolved now
 * is let pass: every delivery is checked again when it is dialled.
 * @throws invalid, naming `field`
 */
export async function mustBeReachable(
  ctx: Ctx,
  mode: Mode,
  url: string,
  field: string,
): Promise<void> {
  if (mode === 'test') return
  if (!url.startsWith('https://')) {
    throw invalidField(field, 'https', 'Must be https in live mode')
  }
  try {
    await ctx.fetcher.check(url)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'address_not_allowed') return
    throw invalidField(field, 'address_not_allowed', error.message)
  }
}

interface Asked {
  url: string
  events: readonly string[]
  description?: string | null | undefined
}

/**
 * An endpoint hears in the shape of answers that whoever makes it is used to.
 * @throws invalid, naming `url`; conflict `too_many_webhooks`
 */
export async function create(ctx: Ctx, given: Asked): Promise<endpoints.Made> {
  const whose = ofMerchant(ctx)
  await mustBeReachable(ctx, whose.mode, given.url, 'url')
  return endpoints.add(ctx, whose, newEndpoint(ctx, given))
}

const newEndpoint = (ctx: Ctx, { url, events, description }: Asked) => ({
  name: URL.parse(url)?.host || 'Webhook',
  url,
  description,
  apiVersion: ctx.origin.apiVersion ?? null,
  ...subscribed(events),
})

/** @throws as `create`; not_found */
export async function change(
  ctx: Ctx,
  id: string,
  {
    events,
    ...given
  }: {
    url?: string | undefined
    events?: readonly string[] | undefined
    description?: string | null | undefined
    isEnabled?: boolean | undefined
  },
): Promise<Endpoint> {
  const whose = ofMerchant(ctx)
  if (given.url !== undefined) await mustBeReachable(ctx, whose.mode, given.url, 'url')
  return endpoints.alter(ctx, whose, id, { ...given, ...(events && subscribed(events)) })
}

/** What an app was still to be told about a tenant's data, when that tenant uninstalls it: nothing more. */
export const callOff = (ctx: Ctx, appId: string, tenantId: string): Promise<number> =>
  ctx.db.run(callOffDeliveries(appId, tenantId))

/**
 * Tells endpoints of a merchant, in the caller's transaction. Kept for thirty
 * days whether or not anybody hears it, unless it is passing.
 * @returns the event's id
 */
export const tell = async (
  ctx: Ctx,
  event: {
    tenantId: string
    mode: Mode
    type: string
    /** The apps whose endpoints are told; null, as usual: the merchant's own endpoints. */
    refs?: readonly (string | null)[]
    /** Also where it was not subscribed to: what ends or begins an installation. */
    always?: boolean
    isPassing?: boolean
    /** The tenant whose data an app is told of. */
    about?: string
    /** May depend on the shape an endpoint asked for. */
    object: (apiVersion: string | null) => unknown
  } & Omit<RegistryEvent, 'object' | 'livemode'>,
): Promise<string | undefined> =>
  emit(ctx, {
    surface: 'registry',
    tenantId: event.tenantId,
    mode: event.mode,
    type: event.type,
    refs: event.refs ?? [null],
    always: event.always ?? false,
    isPassing: event.isPassing ?? false,
    ...(event.about === undefined ? {} : { about: event.about }),
    compose: (facts) =>
      registryBody(facts, {
        ...event,
        livemode: event.mode === 'live',
        object: event.object(facts.apiVersion),
      }),
  })
