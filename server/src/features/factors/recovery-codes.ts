import type { Ctx } from '../../engines/context.ts'
import type { SecretRoot } from '../../kernel/crypto.ts'
import { randomLowerSecret } from '../../kernel/ids.ts'
import {
  countRecoveryCodes,
  deleteRecoveryCodes,
  replaceRecoveryCodes,
  spendRecoveryCode,
} from './queries.ts'

const howMany = 10
/** Lower-case letters and digits: 77 bits. */
const length = 15

/**
 * Makes ten recovery codes in place of those before. Shown this once: only an HMAC is kept.
 * @returns `xxxxx-xxxxx-xxxxx`, each good once
 */
export async function renewRecoveryCodes(ctx: Ctx, userId: string): Promise<string[]> {
  const made = Array.from({ length: howMany }, () => randomLowerSecret(length))
  const hashes = made.map((code) => hashOf(ctx.secrets.current, userId, code))
  await ctx.db.run(replaceRecoveryCodes(userId, hashes))
  return made.map((code) => code.replace(/.{5}(?=.)/g, '$&-'))
}

/** Uses up a recovery code, however it is spaced and written. One atomic statement. */
export async function takeRecoveryCode(ctx: Ctx, userId: string, text: string): Promise<boolean> {
  const code = text.toLowerCase().replace(/[\s-]/g, '')
  if (code.length !== length || !/^[a-z0-9]+$/.test(code)) return false
  const hashes = ctx.secrets.all.map((root) => hashOf(root, userId, code))
  return (await ctx.db.run(spendRecoveryCode(userId, hashes))) === 1
}

export const recoveryCodesLeft = async (ctx: Ctx, userId: string): Promise<number> =>
  (await ctx.db.row<{ left: number }>(countRecoveryCodes(userId)))?.left ?? 0

/** There is nothing left that they could stand in for. */
export const dropRecoveryCodes = (ctx: Ctx, userIds: readonly string[]): Promise<number> =>
  ctx.db.run(deleteRecoveryCodes(userIds))

const hashOf = (root: SecretRoot, userId: string, code: string): Buffer =>
  root.hmac('mfa', `recovery:${userId}:${code}`)
