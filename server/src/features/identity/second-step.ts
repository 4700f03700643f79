import type { Ctx } from '../../engines/context.ts'
import * as factors from '../factors/index.ts'
import * as passkeys from '../passkeys/index.ts'

export type FactorKind = 'totp' | 'passkey'

/**
 * What this person can show as second factor; [] where none is asked for. An authenticator app asks
 * for one, and so does a passkey that was registered for it; then every passkey will do.
 */
export async function secondFactorsOf(ctx: Ctx, userId: string): Promise<FactorKind[]> {
  const hasApp = await factors.hasApp(ctx, userId)
  const { held, demanded } = await passkeys.roleOf(ctx, userId)
  if (!hasApp && !demanded) return []
  return [...(hasApp ? (['totp'] as const) : []), ...(held > 0 ? (['passkey'] as const) : [])]
}

/** Recovery codes go with the last thing they could stand in for. In the caller's transaction. */
export async function dropIdleRecoveryCodes(ctx: Ctx, userId: string): Promise<void> {
  const left = await secondFactorsOf(ctx, userId)
  if (left.length === 0) await factors.dropRecoveryCodes(ctx, [userId])
}
