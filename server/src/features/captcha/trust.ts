import { randomBytes } from 'node:crypto'
import type { Ctx } from '../../engines/context.ts'
import { clientNetwork } from '../../kernel/addresses.ts'
import { sha256 } from '../../kernel/crypto.ts'
import type { AuthSettings } from '../settings/index.ts'
import { insertTrust, selectSignals, selectTrust } from './queries.ts'

/** Adaptive CAPTCHA: how well somebody is known here decides whether they are asked. */

const trustSeconds = 900

/** After a solved CAPTCHA, from the same network, the next form asks nothing for a while. */
export async function issueTrust(ctx: Ctx): Promise<string> {
  const token = `tt_${randomBytes(32).toString('hex')}`
  const address = clientNetwork(ctx.origin.address)
  await ctx.db.run(insertTrust(sha256(token), address, trustSeconds))
  return token
}

export const isTrusted = async (ctx: Ctx, token: string | undefined): Promise<boolean> =>
  token !== undefined &&
  (await ctx.db.row(selectTrust(sha256(token), clientNetwork(ctx.origin.address)))) !== undefined

export interface Signals {
  id: string
  proven: boolean
  old: boolean
  often: boolean
  factor: boolean
  known_ip: boolean
  known_device: boolean
  /** Failed guesses since the last success, as far as they still count. */
  failures: number
}

/** The contract's weights. A device is known where its network is, too. */
const scoreOf = (s: Signals): number =>
  (s.known_ip ? 30 : -30) +
  (s.known_ip && s.known_device ? 25 : -25) +
  (s.proven ? 15 : 0) +
  (s.old ? 10 : 0) +
  (s.often ? 10 : 0) +
  (s.factor ? 20 : 0) -
  20 * s.failures

/** Whether an address is somebody who is known well enough, from here. */
export async function isKnown(
  ctx: Ctx,
  { captcha_threshold: threshold }: AuthSettings,
  email: string | undefined,
): Promise<boolean> {
  const { address, device } = ctx.origin
  const found = await ctx.db.row<Signals>(
    selectSignals(email ?? '', clientNetwork(address), device.slice(0, 300)),
  )
  return found !== undefined && scoreOf(found) >= threshold
}
