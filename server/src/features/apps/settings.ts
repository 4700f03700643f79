import { type Ctx, end, inTransaction } from '../../engines/context.ts'
import { invalidField } from '../../kernel/errors.ts'
import { record } from '../audit/index.ts'
import { backendOf } from './backend.ts'
import { mustOwn, type WithKey, withKey } from './manage.ts'
import { isSelected, mergeMethods, mergeSteps, mustBeUrl } from './methods.ts'
import { updateSettings } from './queries.ts'
import type { App, AppChanges } from './schema.ts'
import { sealFor } from './secrets.ts'

/**
 * Changes the settings of one of the caller's apps: only what is sent; a list replaces the whole
 * list, and what it leaves out is switched off.
 * @throws invalid with a fault on the field; not_found
 */
export function change(ctx: Ctx, id: string, changes: AppChanges): Promise<WithKey<App>> {
  return inTransaction(ctx, async (ctx) => {
    const app = await mustOwn(ctx, id, true)
    const next = { ...app, ...plain(app, changes), ...sealed(ctx, app, changes) }
    mustBeAbleToText(next, changes)
    await ctx.db.run(updateSettings(next))
    await end(ctx, 'app', [id])
    const details = { fields: Object.keys(changes) }
    await record(ctx, 'app.changed', { appId: id, tenantId: app.tenant_id, details })
    return withKey(ctx, next)
  })
}

function plain(app: App, changes: AppChanges) {
  const { authMethods, registrationSteps } = changes
  return {
    name: changes.name ?? app.name,
    backend_type: changes.backendType ?? app.backend_type,
    terms_url: checkUrl(changes.termsUrl, 'termsUrl') ?? app.terms_url,
    privacy_url: checkUrl(changes.privacyUrl, 'privacyUrl') ?? app.privacy_url,
    auth_methods: authMethods ? mergeMethods(app.auth_methods, authMethods) : app.auth_methods,
    registration_steps: registrationSteps
      ? mergeSteps(app.registration_steps, registrationSteps)
      : app.registration_steps,
  }
}

function checkUrl(text: string | undefined, field: string): string | undefined {
  if (text) mustBeUrl(text, field)
  return text
}

function sealed(ctx: Ctx, app: App, changes: AppChanges) {
  return {
    backend_extra: sealExtra(ctx, app, changes),
    prelude_key: sealPrelude(ctx, app, changes.preludeApiKey),
  }
}

/** Settings belong to the kind of backend they were checked for: another kind starts without. */
function sealExtra(ctx: Ctx, app: App, { backendType, backendExtra }: AppChanges): string | null {
  const type = backendType ?? app.backend_type
  if (backendExtra === undefined) return type === app.backend_type ? app.backend_extra : null
  const backend = backendOf(type)
  if (!backend) {
    throw invalidField('backendExtra', 'unknown_field', 'Only firebase and supabase have settings')
  }
  const settings = JSON.stringify(backend.checkSettings(backendExtra))
  return sealFor(ctx, app.id, 'backend_extra', settings)
}

/** A masked key that comes back is refused: its dots are not ASCII. */
function sealPrelude(ctx: Ctx, app: App, key: string | undefined): string | null {
  if (key === undefined) return app.prelude_key
  if (key === '') return null
  if (!/^[\x21-\x7e]{1,500}$/.test(key)) {
    throw invalidField('preludeApiKey', 'pattern', 'Must be a key as Prelude shows it')
  }
  return sealFor(ctx, app.id, 'prelude_key', key)
}

function mustBeAbleToText(next: App, changes: AppChanges): void {
  if (next.prelude_key !== null || !isSelected(next, 'mobile')) return
  const field = changes.authMethods ? 'authMethods' : 'preludeApiKey'
  throw invalidField(field, 'prelude_key_needed', 'Sign-in by mobile needs a Prelude key')
}
