import { type Ctx, inTransaction } from '../../engines/context.ts'
import { forbidden, invalid } from '../../kernel/errors.ts'
import { record } from '../audit/index.ts'
import * as factors from '../factors/index.ts'
import * as mails from '../mails/index.ts'
import * as passkeys from '../passkeys/index.ts'
import * as sessions from '../sessions/index.ts'
import * as settings from '../settings/index.ts'
import { self, toTell } from './account.ts'
import type { User } from './queries.ts'
import { mustBeRecent, withFreshProof } from './reauthenticate.ts'
import { mustStillLive } from './second-factor.ts'
import { dropIdleRecoveryCodes, secondFactorsOf } from './second-step.ts'
import { mustLeaveAWayIn } from './ways-in.ts'

/** Passkeys of an account: how they come, what they are called, how they go. */

/**
 * Switched off, no passkey is made and none opens an account by itself. Second factors that are there
 * go on being asked for and taken: a switch neither weakens an account nor locks its owner out.
 * @throws forbidden `feature_disabled`
 */
export async function mustHavePasskeys(ctx: Ctx): Promise<void> {
  if ((await settings.auth(ctx)).passkeys_enabled) return
  throw forbidden('feature_disabled', 'Passkeys are switched off')
}

/** The caller's own, oldest first. */
export const listPasskeys = (ctx: Ctx): Promise<passkeys.PasskeyRecord[]> =>
  passkeys.list(ctx, ctx.caller.userId ?? '')

/**
 * Begins a passkey of the caller. Asks for a recent sign-in or a nonce, once for both steps: the
 * second takes only what this very session began within five minutes.
 * @throws forbidden `feature_disabled`, `reauthentication_required`; conflict `too_many_passkeys`;
 *   unavailable `passkeys_not_configured`; rate_limited
 */
export async function beginPasskey(
  ctx: Ctx,
  given: { secondFactor: boolean; nonce?: string | undefined },
): Promise<passkeys.CreationOptions> {
  await mustHavePasskeys(ctx)
  const user = await self(ctx)
  const registrant = {
    userId: user.id,
    sessionId: ctx.caller.sessionId ?? '',
    account: user.email ?? user.phone ?? user.username ?? user.id,
    displayName: user.full_name ?? '',
  }
  return withFreshProof(
    ctx,
    given.nonce,
    async () => undefined,
    (ctx) => passkeys.beginRegistration(ctx, registrant, given.secondFactor),
  )
}

export interface AddedPasskey {
  passkey: passkeys.PasskeyRecord
  /** With the first second factor of the account; shown this once. */
  recoveryCodes: string[] | undefined
}

/**
 * Keeps the passkey that was made. As a second factor it is asked for from now on, and all other
 * sessions end.
 * @throws forbidden `feature_disabled`; invalid `invalid_passkey`, the same for every reason;
 *   conflict `passkey_exists`, `too_many_passkeys`
 */
export async function addPasskey(
  ctx: Ctx,
  given: { response: passkeys.RegistrationResponse; name: string },
): Promise<AddedPasskey> {
  await mustHavePasskeys(ctx)
  const user = await self(ctx)
  const by = { userId: user.id, sessionId: ctx.caller.sessionId ?? '' }
  const made = await passkeys.judgeRegistration(ctx, given.response, by)
  if (!made) throw invalid('invalid_passkey', 'This passkey cannot be taken: begin again')
  const recipient = await toTell(ctx, user)
  return inTransaction(ctx, async (ctx) => {
    await mustStillLive(ctx, user)
    const before = await secondFactorsOf(ctx, user.id)
    const passkey = await passkeys.add(ctx, user.id, made, given.name)
    const { id, name, second_factor } = passkey
    await record(ctx, 'passkey.added', { userId: user.id, details: { id, second_factor } })
    await mails.send(ctx, 'passkey_added', recipient, { keyName: name, ...mails.whence(ctx) })
    if (!second_factor) return { passkey, recoveryCodes: undefined }
    return { passkey, recoveryCodes: await demand(ctx, user, before.length === 0) }
  })
}

/** @returns recovery codes where there was no second factor yet */
async function demand(ctx: Ctx, user: User, isFirst: boolean): Promise<string[] | undefined> {
  await sessions.revokeAllOf(ctx, [user.id], ctx.caller.sessionId)
  await record(ctx, 'factor.enabled', { userId: user.id })
  return isFirst ? factors.renewRecoveryCodes(ctx, user.id) : undefined
}

/** @throws not_found */
export const renamePasskey = (
  ctx: Ctx,
  id: string,
  name: string,
): Promise<passkeys.PasskeyRecord> =>
  inTransaction(ctx, async (ctx) => {
    const renamed = await passkeys.rename(ctx, ctx.caller.userId ?? '', id, name)
    await record(ctx, 'passkey.renamed', { userId: ctx.caller.userId, details: { id } })
    return renamed
  })

/**
 * Deletes a passkey. The account row is locked: of two at once the second sees what the first left.
 * All other sessions end: whoever has the authenticator may be in one of them.
 * @throws forbidden `reauthentication_required`; not_found; conflict `last_sign_in_method`
 */
export async function removePasskey(ctx: Ctx, id: string): Promise<void> {
  await mustBeRecent(ctx)
  const user = await self(ctx)
  const recipient = await toTell(ctx, user)
  await inTransaction(ctx, async (ctx) => {
    await mustStillLive(ctx, user)
    const before = await passkeys.waysIn(ctx, user.id)
    const { name, second_factor } = await passkeys.remove(ctx, user.id, id)
    const wasWayIn = (await passkeys.waysIn(ctx, user.id)) < before
    if (wasWayIn) await mustLeaveAWayIn(ctx, user)
    if (second_factor) await dropIdleRecoveryCodes(ctx, user.id)
    await sessions.revokeAllOf(ctx, [user.id], ctx.caller.sessionId)
    await record(ctx, 'passkey.removed', { userId: user.id, details: { id, second_factor } })
    await mails.send(ctx, 'passkey_removed', recipient, { keyName: name, ...mails.whence(ctx) })
  })
}
