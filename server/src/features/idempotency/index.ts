import { timingSafeEqual } from 'node:crypto'
import { type Ctx, inTransaction } from '../../engines/context.ts'
import { sha256 } from '../../kernel/crypto.ts'
import { conflict, invalid, unprocessable } from '../../kernel/errors.ts'
import { fingerprintOf, type Request } from './fingerprint.ts'
import { claim, keep, type Place, selectKept } from './queries.ts'
import { inTurn } from './turns.ts'

export type { Request } from './fingerprint.ts'
export { jobs } from './jobs.ts'

/**
 * Idempotency-Key: a request that is sent again is answered again, and done once. One engine for
 * every surface.
 */

export interface Keyed {
  /** Whose key it is: `tenant:…`, `user:…`. Keys of different owners never meet. */
  owner: string
  mode: 'live' | 'test'
  key: string
  /** What it is for; the same key for anything else is refused. */
  request: Request
}

/** What is remembered. The body must survive JSON. */
export interface Answer {
  status: number
  headers: Record<string, string>
  body: unknown
}

/**
 * Does `work` once for a key: it runs in one transaction with the claim of the key, and what it
 * answers is stored in that transaction, encrypted, for 24 hours. What throws leaves nothing behind,
 * neither effect nor key, so that a corrected request may use the key again. Call it only when the
 * caller has been admitted.
 * @throws unprocessable `idempotency_key_reused`, nothing done; conflict `idempotency_in_progress`;
 *   unavailable `busy`
 */
export async function once(
  ctx: Ctx,
  { owner, mode, key, request }: Keyed,
  work: (ctx: Ctx) => Promise<Answer>,
): Promise<Answer & { replayed: boolean }> {
  const place: Place = { owner, mode, hash: sha256(key) }
  const fingerprint = fingerprintOf(request)
  // What was answered long ago costs no turn and no transaction.
  const known = await find(ctx, place, fingerprint)
  if (known) return { ...known, replayed: true }
  return inTurn(ctx.engines, owner, () =>
    inTransaction(ctx, async (ctx) => {
      const { mine, claimed } = (await ctx.db.row<Claim>(claim(place, fingerprint))) ?? {}
      if (!mine) throw inProgress()
      if (!claimed) return { ...(await mustFind(ctx, place, fingerprint)), replayed: true }
      const answer = await work(ctx)
      await ctx.db.run(keep(place, ctx.secrets.seal(about(place), JSON.stringify(answer))))
      return { ...answer, replayed: false }
    }),
  )
}

interface Claim {
  mine: boolean
  claimed: boolean
}

const inProgress = () =>
  conflict('idempotency_in_progress', 'A request with this Idempotency-Key is still running', {
    retryAfter: 2,
  })

/** A stored answer opens in its own place only. */
const about = ({ owner, mode, hash }: Place): string =>
  `engine.idempotency_keys:${owner}:${mode}:${hash.toString('base64url')}`

async function find(ctx: Ctx, place: Place, fingerprint: Buffer): Promise<Answer | undefined> {
  const kept = await ctx.db.row<{ fingerprint: Buffer; sealed: string | null }>(selectKept(place))
  if (!kept) return undefined
  if (!timingSafeEqual(kept.fingerprint, fingerprint)) {
    throw unprocessable(
      'idempotency_key_reused',
      'This Idempotency-Key was used for another request; nothing was done',
    )
  }
  return kept.sealed === null
    ? undefined
    : (JSON.parse(ctx.secrets.open(about(place), kept.sealed)) as Answer)
}

/** The claim found a row that is not to be claimed: it is whole, or a sweep took it this moment. */
async function mustFind(ctx: Ctx, place: Place, fingerprint: Buffer): Promise<Answer> {
  const found = await find(ctx, place, fingerprint)
  if (!found) throw inProgress()
  return found
}

/**
 * A key as a surface takes it: any text, as long as it allows.
 * @throws invalid `idempotency_key_empty` or `idempotency_key_too_long`
 */
export function acceptKey(text: string, longest: number): string {
  const fault = (code: string, message: string) =>
    invalid(code, message, {
      faults: [{ in: 'header', path: ['Idempotency-Key'], code, message }],
    })
  if (text.trim() === '') throw fault('idempotency_key_empty', 'The Idempotency-Key is empty')
  if (text.length > longest) {
    throw fault('idempotency_key_too_long', `An Idempotency-Key has at most ${longest} characters`)
  }
  return text
}
