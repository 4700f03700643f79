import { randomBytes } from 'node:crypto'
import type { Ctx } from '../../engines/context.ts'
import { sha256 } from '../../kernel/crypto.ts'
import { insertChallenge, takeChallenge } from './queries.ts'

/** How long a person may take to find their authenticator. */
const minutes = 5
export const timeoutMs = minutes * 60_000

/** What a challenge is for, and for whom: an answer to it counts for nothing else. */
export type Bound =
  | { purpose: 'register'; userId: string; sessionId: string }
  /** Nobody has said yet who they are. */
  | { purpose: 'sign_in' }
  | { purpose: 'second_factor'; userId: string; codeId: string }

const rowOf = (bound: Bound) => ({
  purpose: bound.purpose,
  userId: 'userId' in bound ? bound.userId : null,
  sessionId: 'sessionId' in bound ? bound.sessionId : null,
  codeId: 'codeId' in bound ? bound.codeId : null,
})

/** Makes a challenge. Kept as a hash; good once. */
export async function issueChallenge(
  ctx: Ctx,
  bound: Bound,
  secondFactor = false,
): Promise<Uint8Array<ArrayBuffer>> {
  const challenge = new Uint8Array(randomBytes(32))
  const hash = sha256(Buffer.from(challenge).toString('base64url'))
  await ctx.db.run(insertChallenge({ ...rowOf(bound), hash, secondFactor, minutes }))
  return challenge
}

/**
 * Uses up a challenge, whatever comes of the answer. One atomic statement.
 * @returns undefined for one that is used, too old, of somebody else or for something else
 */
export const consumeChallenge = (
  ctx: Ctx,
  challenge: string,
  bound: Bound,
): Promise<{ second_factor: boolean } | undefined> =>
  ctx.db.row(takeChallenge({ ...rowOf(bound), hash: sha256(challenge) }))
