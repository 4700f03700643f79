import type { Ctx } from '../../engines/context.ts'
import { record } from '../audit/index.ts'
import { type Bound, consumeChallenge, issueChallenge, timeoutMs } from './challenges.ts'
import { readClientData } from './client-data.ts'
import { descriptorsOf } from './descriptors.ts'
import { countUse, selectByCredential, selectOwn } from './queries.ts'
import { relyingParty } from './relying-party.ts'
import {
  type Asserted,
  type AuthenticationResponse,
  loadWebAuthn,
  type RequestOptions,
  verifyAssertion,
} from './webauthn.ts'

type ProofBound = Exclude<Bound, { purpose: 'register' }>

/**
 * Begins a proof. At sign-in it names no passkeys, so it tells nothing of anybody: the authenticator
 * knows whose it is. As a second factor it names those of the person, who is known by then.
 * @throws unavailable `passkeys_not_configured`
 */
export async function beginProof(ctx: Ctx, bound: ProofBound): Promise<RequestOptions> {
  const party = await relyingParty(ctx)
  const { generateAuthenticationOptions } = await loadWebAuthn()
  const isSecond = bound.purpose === 'second_factor'
  return generateAuthenticationOptions({
    rpID: party.id,
    challenge: await issueChallenge(ctx, bound),
    timeout: timeoutMs,
    // After a password possession is what is missing.
    userVerification: isSecond ? 'discouraged' : 'required',
    allowCredentials: isSecond ? await descriptorsOf(ctx, bound.userId, party) : [],
  })
}

interface Stored {
  id: string
  user_id: string
  public_key: Buffer
  device_type: string
  user_verified: boolean
  handle: Buffer
}

/** A right signature, not yet counted. */
export interface Judged {
  passkeyId: string
  userId: string
  signCount: number
  backedUp: boolean
  /** RFC 8176 §2. */
  amr: string[]
}

/** Whose passkey it was, where it is one of ours, and why it counts for nothing: for our log alone. */
export interface Refused {
  refused: 'challenge' | 'unknown' | 'signature' | 'passkey'
  userId?: string
}

/** A key that nobody has: an unknown passkey costs the same work as a wrong signature. */
const nobodysKey = Buffer.from(
  'pQECAyYgASFYILeiKY7KQYZANqteAGowq-vnXWtS2m_FZ4HRvdUpkLHmIlggeJHfruRo9GyNSXrV7UdN8ltILQGu7ZHNqPWhAh5_-og',
  'base64url',
)

/** Holds an answer against its challenge, which is used up, and against the passkey it names. */
export async function judge(
  ctx: Ctx,
  response: AuthenticationResponse,
  bound: ProofBound,
): Promise<Judged | Refused> {
  const clientData = readClientData(response.response.clientDataJSON)
  const challenge = clientData?.challenge ?? ''
  if (!(await consumeChallenge(ctx, challenge, bound))) return { refused: 'challenge' }
  const party = await relyingParty(ctx)
  const credentialId = Buffer.from(response.id, 'base64url')
  const known = await ctx.db.row<Stored>(selectByCredential(credentialId, party.id))
  const needsVerifiedUser = bound.purpose === 'sign_in'
  const publicKey = known?.public_key ?? nobodysKey
  const expected = { challenge, party, needsVerifiedUser, publicKey }
  const asserted = await verifyAssertion(response, expected)
  if (!known) return { refused: 'unknown' }
  const userId = known.user_id
  if (!asserted || clientData?.isCrossOrigin) return { refused: 'signature', userId }
  return fits(known, asserted, response, bound)
    ? judgedOf(known, asserted)
    : { refused: 'passkey', userId }
}

/**
 * Whether this passkey may do that. The kind of an authenticator never changes (WebAuthn §7.2 step
 * 19); one that did not know its owner when it was registered is a second factor and no more.
 */
function fits(
  known: Stored,
  asserted: Asserted,
  { response: { userHandle } }: AuthenticationResponse,
  bound: ProofBound,
): boolean {
  if (asserted.credentialDeviceType !== known.device_type) return false
  const isTheirs = known.handle.equals(Buffer.from(userHandle ?? '', 'base64url'))
  if (bound.purpose === 'sign_in') return isTheirs && known.user_verified
  return known.user_id === bound.userId && (isTheirs || !userHandle)
}

const judgedOf = (known: Stored, asserted: Asserted): Judged => ({
  passkeyId: known.id,
  userId: known.user_id,
  signCount: asserted.newCounter,
  backedUp: asserted.credentialBackedUp,
  // A key that can be copied to other devices is held by software.
  amr: [known.device_type === 'singleDevice' ? 'hwk' : 'swk', 'user'],
})

/**
 * Counts a use. In the caller's transaction, under the lock of the account.
 * @returns false when the passkey was deleted meanwhile; and when it counts backwards: then somebody
 *   has a copy, which is written down
 */
export async function use(
  ctx: Ctx,
  { passkeyId, userId, signCount, backedUp }: Judged,
): Promise<boolean> {
  if ((await ctx.db.run(countUse(passkeyId, signCount, backedUp))) === 1) return true
  const held = await ctx.db.rows<{ id: string }>(selectOwn(userId))
  if (!held.some(({ id }) => id === passkeyId)) return false
  await record(ctx, 'passkey.cloned', { userId, details: { id: passkeyId, sign_count: signCount } })
  return false
}
