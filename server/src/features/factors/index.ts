import type { Ctx } from '../../engines/context.ts'
import { deleteBegun, deleteConfirmed, selectAll, selectConfirmed } from './queries.ts'
import { takeRecoveryCode } from './recovery-codes.ts'
import { verifyTotp } from './totp.ts'

export { drawQr } from './qr-code.ts'
export { dropRecoveryCodes, recoveryCodesLeft, renewRecoveryCodes } from './recovery-codes.ts'
export { type BegunTotp, beginTotp, confirmTotp } from './totp.ts'

export interface FactorRecord {
  id: string
  type: 'totp'
  status: 'verified' | 'unverified'
  friendly_name: string
  created_at: Date
  updated_at: Date
}

/** The authenticator apps of a person, and the one that waits for its first code. */
export const list = (ctx: Ctx, userId: string): Promise<FactorRecord[]> =>
  ctx.db.rows<FactorRecord>(selectAll(userId))

/** Whether this person has an authenticator app in force. */
export const hasApp = async (ctx: Ctx, userId: string): Promise<boolean> =>
  (await ctx.db.row(selectConfirmed(userId))) !== undefined

/**
 * True for the second factor of a person: a code of their authenticator whose time step was not
 * used yet, or a recovery code; either is used up by it.
 */
export async function verify(ctx: Ctx, userId: string, code: string): Promise<boolean> {
  if (await verifyTotp(ctx, userId, code)) return true
  return takeRecoveryCode(ctx, userId, code)
}

/** Takes the app of a person, and the one begun. In the caller's transaction. @returns its id */
export async function removeAll(ctx: Ctx, userId: string): Promise<string | undefined> {
  await ctx.db.run(deleteBegun(userId))
  return (await ctx.db.row<{ id: string }>(deleteConfirmed(userId, null)))?.id
}
