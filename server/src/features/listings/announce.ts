import type { Ctx } from '../../engines/context.ts'
import type { RegistryEventName } from '../../engines/events/index.ts'
import { type AuditEvent, record } from '../audit/index.ts'
import type { App, AppRow } from './schema.ts'

/** As the API shows it: what stays inside is left out, and a secret is never in it. */
export function shown({
  tenant_id: _tenant,
  mode: _mode,
  published_scopes: _scopes,
  ...app
}: AppRow): App {
  return { ...app, webhook_secret: null }
}

/** Tells whoever listens, in the caller's transaction, and writes it into the audit log. */
export async function announce(
  ctx: Ctx,
  event: RegistryEventName,
  audited: AuditEvent,
  app: AppRow,
  more: { previous?: Record<string, unknown>; details?: Record<string, unknown> } = {},
): Promise<void> {
  await ctx.events.emit(ctx, event, {
    object: shown(app),
    ...(more.previous ? { previous: more.previous } : {}),
    appId: app.id,
    mode: app.mode,
    developerId: app.tenant_id,
  })
  await audit(ctx, audited, app, more.details)
}

export const audit = (
  ctx: Ctx,
  event: AuditEvent,
  app: Pick<AppRow, 'id' | 'tenant_id' | 'slug'>,
  details: Record<string, unknown> = {},
): Promise<void> =>
  record(ctx, event, {
    tenantId: app.tenant_id,
    details: { app: app.id, slug: app.slug, ...details },
  })
