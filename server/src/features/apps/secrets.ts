import type { Ctx } from '../../engines/context.ts'
import type { App } from './schema.ts'

/** Columns that hold ciphertext, each bound to its row and its own name. */
type SealedColumn = 'jwt_secret' | 'old_jwt_secret' | 'backend_extra' | 'prelude_key'

const about = (appId: string, column: SealedColumn) => `provisioning.apps:${appId}:${column}`

export const sealFor = (ctx: Ctx, appId: string, column: SealedColumn, text: string): string =>
  ctx.secrets.seal(about(appId, column), text)

/** @returns undefined where nothing is set */
export function openOf(ctx: Ctx, app: App, column: SealedColumn): string | undefined {
  const sealed = app[column]
  return sealed === null ? undefined : ctx.secrets.open(about(app.id, column), sealed)
}

/** What signs the app's access tokens: its UTF-8 bytes are the HMAC key. */
export function jwtSecretOf(ctx: Ctx, app: App): string {
  const secret = openOf(ctx, app, 'jwt_secret')
  if (secret === undefined) throw new Error('an app without a secret')
  return secret
}

/** Every secret whose tokens count: after a rotation the old one for an hour. */
export function jwtSecretsInForce(ctx: Ctx, app: App): string[] {
  const isOldAlive = app.old_jwt_secret_ends_at && app.old_jwt_secret_ends_at > new Date()
  const old = isOldAlive ? openOf(ctx, app, 'old_jwt_secret') : undefined
  return [jwtSecretOf(ctx, app), ...(old === undefined ? [] : [old])]
}
