import { type Ctx, inTransaction } from '../../engines/context.ts'
import { clientNetwork } from '../../kernel/addresses.ts'
import { sha256 } from '../../kernel/crypto.ts'
import { invalid, notFound } from '../../kernel/errors.ts'
import { deviceCode, randomSecret, uuid } from '../../kernel/ids.ts'
import { record } from '../audit/index.ts'
import * as identity from '../identity/index.ts'
import { answer, ask, insertLogin, selectOpen, take } from './queries.ts'

export { jobs } from './jobs.ts'

/** Minutes that the person has. */
const lifeSeconds = 600
/** Seconds between two questions of the device. */
const interval = 3

/** What the device gets: one code to ask with, one for the person to compare. */
export interface Begun {
  deviceCode: string
  /** Of the form `BCDF-GHJK`. */
  userCode: string
  /** Of the dashboard; the code may follow it as `?code=`. */
  page: string
  lifeSeconds: number
  /** Seconds to wait between two questions. */
  interval: number
}

/** Who asks to be signed in, as the person sees it. */
export interface Asking {
  user_code: string
  device: string
  address: string
  created_at: Date
  expires_at: Date
}

/**
 * Begins a sign-in of a program without a browser of its own (RFC 8628 §3.1).
 * @param device what it calls itself, for the person to recognise
 * @throws rate_limited
 */
export async function begin(ctx: Ctx, device: string): Promise<Begun> {
  const network = clientNetwork(ctx.origin.address)
  await ctx.limits.take({ key: `device-login:${network}`, max: 20, perSeconds: 900 })
  const secret = `dl_${randomSecret(43)}`
  const about = { deviceHash: sha256(secret), device, address: ctx.origin.address, lifeSeconds }
  let userCode: string
  do userCode = deviceCode()
  while (!(await ctx.db.row(insertLogin({ ...about, id: uuid(), userCode }))))
  const page = `${ctx.instance.publicUrl}/dashboard/device`
  return { deviceCode: secret, userCode, page, lifeSeconds, interval }
}

/** Codes are short: who guesses at them runs out of tries. */
async function find<Row extends object>(
  ctx: Ctx,
  look: () => Promise<Row | undefined>,
): Promise<Row> {
  const misses = { key: `device-code:${ctx.caller.userId}`, max: 20, perSeconds: 900 }
  await ctx.limits.mustHaveRoom(misses)
  const found = await look()
  if (found) return found
  await ctx.limits.has(misses)
  throw notFound('device_login_not_found', 'No device asks with this code, or not any more')
}

/** Spaces, hyphens and small letters are the person's. */
const spelled = (code: string): string => {
  const letters = code.toUpperCase().replaceAll(/[\s-]/g, '')
  return `${letters.slice(0, 4)}-${letters.slice(4)}`
}

/** @throws not_found `device_login_not_found`; rate_limited */
export const look = (ctx: Ctx, userCode: string): Promise<Asking> =>
  find(ctx, () => ctx.db.row<Asking>(selectOpen(spelled(userCode))))

/**
 * The person's word, once.
 * @throws not_found `device_login_not_found`; rate_limited
 */
export async function decide(ctx: Ctx, userCode: string, isGranted: boolean): Promise<void> {
  const { userId = '', sessionId = '' } = ctx.caller
  await find(ctx, () =>
    inTransaction(ctx, async (ctx) => {
      const given = { userCode: spelled(userCode), isGranted, userId, sessionId }
      const login = await ctx.db.row<{ device: string; address: string }>(answer(given))
      const event = isGranted ? 'device_login.granted' : 'device_login.denied'
      if (login) await record(ctx, event, { userId, details: { ...login } })
      return login
    }),
  )
}

/**
 * The device asks whether it may come in: its session is the person's, with the proofs of the one in
 * which it was granted (RFC 8628 §3.4, §3.5).
 * @throws invalid `authorization_pending`, `slow_down`, `access_denied`, `expired_token`
 */
export async function fetchSession(ctx: Ctx, deviceCode: string): Promise<identity.SignedIn> {
  const deviceHash = sha256(deviceCode)
  const granted = await inTransaction(ctx, async (ctx) => {
    const login = await ctx.db.row<{ user_id: string; amr: string[] }>(take(deviceHash))
    return login && identity.enterOnDevice(ctx, login.user_id, login.amr)
  })
  if (granted) return granted
  const asked = await ctx.db.row<{ is_granted: boolean | null; seconds_since: number | null }>(
    ask(deviceHash),
  )
  throw refusal(asked)
}

function refusal(asked?: { is_granted: boolean | null; seconds_since: number | null }) {
  // Granted, but not to be had: the session it stands on is over.
  if (!asked || asked.is_granted)
    return invalid('expired_token', 'This sign-in is over: begin anew')
  if (asked.is_granted === false) return invalid('access_denied', 'The person said no')
  const isEager = asked.seconds_since !== null && asked.seconds_since < interval - 1
  if (isEager) return invalid('slow_down', `Ask every ${interval} seconds`)
  return invalid('authorization_pending', 'The person has not answered yet')
}
