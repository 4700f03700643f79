import type { Ctx } from '../../engines/context.ts'
import { equalInConstantTime, type SecretRoot } from '../../kernel/crypto.ts'

/**
 * `lr_rt_<grant>.<generation>.<mac>`: derived, not stored, so that the same token can be answered
 * with the same successor any number of times, as with sessions.
 */
export function refreshToken(root: SecretRoot, grantId: string, generation: number): string {
  const head = `${grantId.replaceAll('-', '')}.${generation}`
  return `lr_rt_${head}.${root.hmac('grant', head).toString('base64url')}`
}

const shape =
  /^lr_rt_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})\.([1-9]\d{0,8})\.[\w-]{43}$/

/** Undefined for what is not ours. */
export function readRefreshToken(
  ctx: Ctx,
  token: string,
): { id: string; generation: number } | undefined {
  const [, a, b, c, d, e, number] = shape.exec(token) ?? []
  if (number === undefined) return undefined
  const id = `${a}-${b}-${c}-${d}-${e}`
  const generation = Number(number)
  const isGenuine = ctx.secrets.all.some((root) =>
    equalInConstantTime(refreshToken(root, id, generation), token),
  )
  return isGenuine ? { id, generation } : undefined
}
