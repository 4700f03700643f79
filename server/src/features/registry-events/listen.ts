import type { Ctx } from '../../engines/context.ts'
import {
  type EventBus,
  type Events,
  type RegistryEvent,
  type RegistryEventName,
  registryEvents,
} from '../../engines/events/index.ts'
import { tenantOf } from '../../kernel/caller.ts'
import * as installations from '../installations/index.ts'
import { apiVersionOf, inVersion, merchantId } from '../merchants/index.ts'
import * as webhooks from '../webhooks/index.ts'

/** In the transaction of what happened: told when, and only when, that was committed. */
export function listen(events: EventBus<Ctx>): void {
  for (const type of registryEvents) {
    events.on(type, (ctx, event) => tellDeveloper(ctx, type, event))
  }
  events.on('usage.threshold', (ctx, event) =>
    tellMerchant(
      ctx,
      { ...event, type: 'usage.threshold', needs: 'read_usage' },
      thresholdOf(event),
    ),
  )
}

/**
 * What becomes of an app, to its developer's own endpoints; what becomes of an installation to the app
 * as well, and to both whether they asked for it or not.
 */
async function tellDeveloper(
  ctx: Ctx,
  type: RegistryEventName,
  { object, previous, appId, mode, developerId, merchantId: installedBy }: RegistryEvent,
): Promise<void> {
  const isInstallation = installedBy !== undefined
  if (type === 'app_installation.deleted' && installedBy !== undefined) {
    await webhooks.registry.callOff(ctx, appId, installedBy)
  }
  await tell(ctx, developerId, object, {
    mode,
    type,
    refs: isInstallation ? [null, appId] : [null],
    always: isInstallation,
    merchantId: merchantId(installedBy ?? developerId),
    previousAttributes: previous,
  })
}

/** What happens to a merchant's things. */
interface MerchantEvent {
  tenantId: string
  mode: 'live' | 'test'
  type: string
  /** The scope without which an app may not know of it. */
  needs: string
}

/** To a merchant's own endpoints, and to each app that they let see such things. */
async function tellMerchant(
  ctx: Ctx,
  { tenantId, mode, type, needs }: MerchantEvent,
  object: Record<string, unknown>,
): Promise<void> {
  const event = { mode, type, merchantId: merchantId(tenantId) }
  await tell(ctx, tenantId, object, event)
  for (const { app_id, developer_id } of await installations.activeOf(
    ctx,
    { tenantId, mode },
    needs,
  )) {
    await tell(ctx, developer_id, object, {
      ...event,
      refs: [app_id],
      about: tenantId,
      isPassing: true,
    })
  }
}

type Told = Omit<Parameters<typeof webhooks.registry.tell>[1], 'tenantId' | 'object' | 'apiVersion'>

/** Each endpoint in the shape it asked for, else in that of whose endpoint it is. */
async function tell(
  ctx: Ctx,
  tenantId: string,
  object: Record<string, unknown>,
  event: Told,
): Promise<void> {
  const usual = await apiVersionOf(ctx, tenantId)
  await webhooks.registry.tell(ctx, {
    ...event,
    tenantId,
    apiVersion: usual,
    object: (version) => inVersion(version ?? usual, object),
    request: requestOf(ctx, tenantId),
  })
}

/** Which of their own requests led to it; those of others are not theirs to know. */
function requestOf({ caller, origin }: Ctx, tenantId: string) {
  const isOwn = origin.requestId !== '' && caller.kind === 'user' && tenantOf(caller) === tenantId
  return isOwn
    ? { id: `req_${origin.requestId}`, idempotency_key: origin.idempotencyKey ?? null }
    : { id: null, idempotency_key: null }
}

const thresholdOf = (event: Events['usage.threshold']) => ({
  object: 'usage_threshold',
  ...webhooks.metering.thresholdOf(event),
})
