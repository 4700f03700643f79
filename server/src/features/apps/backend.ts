import type { Ctx } from '../../engines/context.ts'
import {
  type Backend,
  type BackendTokens,
  type BackendUser,
  firebase,
  supabase,
} from './backends/index.ts'
import type { App, AppUser, BackendType } from './schema.ts'
import { openOf } from './secrets.ts'

const backends: Partial<Record<BackendType, Backend<unknown>>> = { firebase, supabase }

export const backendOf = (type: BackendType): Backend<unknown> | undefined => backends[type]

/** The backend of one app, with its settings. */
export interface Connection {
  signIn(ctx: Ctx, user: AppUser): Promise<BackendTokens>
  update(ctx: Ctx, user: AppUser): Promise<void>
  remove(ctx: Ctx, user: BackendUser): Promise<void>
}

/** @returns undefined for an app that keeps its users here alone, or whose backend is not set up yet */
export function connect(ctx: Ctx, app: App): Connection | undefined {
  const backend = backendOf(app.backend_type)
  const extra = openOf(ctx, app, 'backend_extra')
  if (!backend || extra === undefined) return undefined
  const settings = JSON.parse(extra) as unknown
  return {
    signIn: (ctx, user) => backend.signIn(ctx, settings, toBackendUser(user)),
    update: (ctx, user) => backend.update(ctx, settings, toBackendUser(user)),
    remove: (ctx, user) => backend.remove(ctx, settings, user),
  }
}

export const toBackendUser = (user: AppUser): BackendUser => ({
  id: user.short_id,
  email: user.email,
  mobileE164: user.phone,
  mobileIso2: user.phone_country,
  firstName: user.first_name,
  lastName: user.last_name,
})
