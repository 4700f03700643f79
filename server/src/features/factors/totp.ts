import { Secret, TOTP } from 'otpauth'
import { type Ctx, inTransaction } from '../../engines/context.ts'
import { uuid } from '../../kernel/ids.ts'
import {
  confirmFactor,
  deleteConfirmed,
  insertFactor,
  selectBegun,
  selectConfirmed,
  takeStep,
} from './queries.ts'

const periodSeconds = 30

interface Factor {
  id: string
  sealed: string
}

/** What an authenticator app needs, shown once. */
export interface BegunTotp {
  id: string
  /** Base32, for typing. */
  secret: string
  /** `otpauth://…`, for the QR code. */
  uri: string
}

/**
 * Begins a time-based one-time password (RFC 6238): SHA-1, six digits, 30 s, what every
 * authenticator app reads. It counts once a first code has confirmed it, within ten minutes; a
 * begun one takes the place of the one begun before.
 */
export async function beginTotp(
  ctx: Ctx,
  userId: string,
  account: string,
  { issuer = ctx.instance.brand, name = 'Authenticator' } = {},
): Promise<BegunTotp> {
  const id = uuid()
  const secret = new Secret({ size: 20 })
  const totp = new TOTP({ secret, issuer, label: account })
  const sealed = ctx.secrets.seal(about(id), secret.base32)
  await ctx.db.run(insertFactor({ id, userId, name, sealed }))
  return { id, secret: secret.base32, uri: totp.toString() }
}

/**
 * Confirms the begun factor with its first code; the one in force before goes.
 * @returns its id; undefined for a wrong code, or when there is none that waits
 */
export function confirmTotp(
  ctx: Ctx,
  userId: string,
  id: string | undefined,
  code: string,
): Promise<string | undefined> {
  return inTransaction(ctx, async (ctx) => {
    const factor = await ctx.db.row<Factor>(selectBegun(userId, id ?? null))
    if (!factor || !(await accept(ctx, factor, code))) return undefined
    await ctx.db.run(deleteConfirmed(userId, factor.id))
    return (await ctx.db.run(confirmFactor(factor.id))) === 1 ? factor.id : undefined
  })
}

/** True for a right code whose time step was not used yet. */
export async function verifyTotp(ctx: Ctx, userId: string, code: string): Promise<boolean> {
  for (const factor of await ctx.db.rows<Factor>(selectConfirmed(userId))) {
    if (await accept(ctx, factor, code)) return true
  }
  return false
}

/** One step of clock difference either way (RFC 6238 §5.2); a step is taken by one statement. */
async function accept(ctx: Ctx, factor: Factor, code: string): Promise<boolean> {
  // The library compares bytes and throws where six characters are more than six of them.
  if (!/^[0-9]{6}$/.test(code)) return false
  const secret = Secret.fromBase32(ctx.secrets.open(about(factor.id), factor.sealed))
  const delta = new TOTP({ secret }).validate({ token: code, window: 1 })
  if (delta === null) return false
  const step = Math.floor(Date.now() / 1000 / periodSeconds) + delta
  return (await ctx.db.run(takeStep(factor.id, step))) === 1
}

const about = (id: string) => `auth.factors:${id}:sealed`
