import { Secret, TOTP } from 'otpauth'
import type { Ctx } from '../../engines/context.ts'
import { uuid } from '../../kernel/ids.ts'
import { confirmFactor, insertFactor, selectConfirmed, takeStep } from './queries.ts'

const periodSeconds = 30

interface Factor {
  id: string
  sealed: string
}

/**
 * Begins a time-based one-time password (RFC 6238): SHA-1, six digits, 30 s, what every
 * authenticator app reads. It counts once a first code has confirmed it.
 */
export async function beginTotp(
  ctx: Ctx,
  userId: string,
  account: string,
): Promise<{ id: string; secret: string; uri: string }> {
  const id = uuid()
  const secret = new Secret({ size: 20 })
  const totp = new TOTP({ secret, issuer: ctx.instance.brand, label: account })
  const sealed = ctx.secrets.seal(about(id), secret.base32)
  await ctx.db.run(insertFactor({ id, userId, sealed }))
  return { id, secret: secret.base32, uri: totp.toString() }
}

/** Confirms a begun factor with its first code; false for a wrong one. */
export async function confirmTotp(ctx: Ctx, userId: string, id: string, code: string) {
  const factor = await ctx.db.row<Factor>(selectConfirmed(userId, id))
  if (!factor || !(await accept(ctx, factor, code))) return false
  await ctx.db.run(confirmFactor(id))
  return true
}

/** Whether this person must show a second factor at sign-in. */
export const isRequired = async (ctx: Ctx, userId: string): Promise<boolean> =>
  (await ctx.db.rows<Factor>(selectConfirmed(userId))).length > 0

/** True for a right code whose time step was not used yet. */
export async function verifyTotp(ctx: Ctx, userId: string, code: string): Promise<boolean> {
  for (const factor of await ctx.db.rows<Factor>(selectConfirmed(userId))) {
    if (await accept(ctx, factor, code)) return true
  }
  return false
}

/** One step of clock difference either way (RFC 6238 §5.2); a step is taken by one statement. */
async function accept(ctx: Ctx, factor: Factor, code: string): Promise<boolean> {
  const secret = Secret.fromBase32(ctx.secrets.open(about(factor.id), factor.sealed))
  const delta = new TOTP({ secret }).validate({ token: code, window: 1 })
  if (delta === null) return false
  const step = Math.floor(Date.now() / 1000 / periodSeconds) + delta
  return (await ctx.db.run(takeStep(factor.id, step))) === 1
}

const about = (id: string) => `auth.factors:${id}:sealed`
