import type { Ctx } from '../../engines/context.ts'
import { forbidden } from '../../kernel/errors.ts'
import { whenKnown } from '../../kernel/known.ts'
import * as factors from '../factors/index.ts'
import * as passkeys from '../passkeys/index.ts'
import * as settings from '../settings/index.ts'

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

/**
 * Who is signed in by one factor goes no further where two are asked for: of everybody here, or of
 * administrators. An impersonation stands on the sign-in of the administrator behind it.
 * @throws forbidden `second_factor_required`
 */
export function mustHaveShownFactors(ctx: Ctx): void | Promise<void> {
  const { sessionId, aal, impersonatedBy, role = '' } = ctx.caller
  if (sessionId === undefined || aal === 'aal2' || impersonatedBy !== undefined) return
  const demands = isAdministrator(role) ? demandsOfAdmins : demandsOfAll
  return whenKnown(settings.isDemanded(ctx, demands), (isDemanded) => {
    if (!isDemanded) return
    throw forbidden(
      'second_factor_required',
      'Two factors are asked for here: set up a second one, then sign in with it or refresh',
    )
  })
}

const demandsOfAll = ['second_factor_required'] as const
const demandsOfAdmins = [...demandsOfAll, 'second_factor_required_of_admins'] as const

const administrators = ['admin', 'dashboard_user', 'instance_admin', 'tenant_admin']

/** @param role a person's, or a caller's */
export const isAdministrator = (role: string): boolean => administrators.includes(role)

/** Recovery codes go with the last thing they could stand in for. In the caller's transaction. */
export async function dropIdleRecoveryCodes(ctx: Ctx, userId: string): Promise<void> {
  const left = await secondFactorsOf(ctx, userId)
  if (left.length === 0) await factors.dropRecoveryCodes(ctx, [userId])
}
