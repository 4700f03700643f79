import type { Ctx } from '../../engines/context.ts'
import { equalInConstantTime, type SecretRoot } from '../../kernel/crypto.ts'
import { isUuid, sixDigits, uuid } from '../../kernel/ids.ts'
import { hashDigits } from './digits.ts'
import { type CodePurpose, purposes } from './purposes.ts'
import {
  consumeById,
  consumeForAddress,
  countTry,
  discardById,
  discardForUser,
  hasLive,
  insertCode,
  selectFate,
} from './queries.ts'

export { jobs } from './jobs.ts'
export { type CodePurpose, minutesOf } from './purposes.ts'
export {
  adopt,
  consume,
  isAdopted,
  issueElsewhere,
  judgeDigitsOf,
  latest,
  returnTry,
  takeTry,
  tryNewest,
} from './two-steps.ts'

export interface NewCode {
  purpose: CodePurpose
  realmId: string
  /** The account it is about; null where that is decided at the proof. */
  userId: string | null
  /** Where it goes: the proof is of this mailbox or number. */
  address: string
  /** Another life than the purpose has. */
  minutes?: number | undefined
  /** Where the person goes on after the link. */
  redirectTo?: string | undefined
  /** What its use must know; no secrets. */
  data?: Record<string, unknown>
}

export interface IssuedCode {
  id: string
  /** Six digits. */
  digits: string
  /** For links: proves possession of the same mail. */
  token: string
  minutes: number
}

/** What a consumed code proved. */
export interface Proof {
  id: string
  purpose: CodePurpose
  realm_id: string
  user_id: string | null
  address: string
  redirect_to: string | null
  data: Record<string, unknown>
}

/**
 * Makes a code and ends the older ones of the same purpose and account. In the caller's
 * transaction. With `when: false` the same statement runs and writes nothing: doors that must not
 * tell do equal work.
 */
export async function issue(ctx: Ctx, given: NewCode, when = true): Promise<IssuedCode> {
  const { maxTries } = purposes[given.purpose]
  const minutes = given.minutes ?? purposes[given.purpose].minutes
  const id = uuid()
  const digits = sixDigits()
  const hash = hashDigits(ctx.secrets.current, given, digits)
  await ctx.db.run(insertCode({ ...given, id, hash, minutes, maxTries, when }))
  return { id, digits, token: linkToken(ctx.secrets.current, given.purpose, id), minutes }
}

/** A proof that only a machine carries: there are no digits to guess. @returns the token */
export async function issueToken(ctx: Ctx, given: NewCode): Promise<string> {
  const { maxTries } = purposes[given.purpose]
  const minutes = given.minutes ?? purposes[given.purpose].minutes
  const id = uuid()
  await ctx.db.run(insertCode({ ...given, id, hash: null, minutes, maxTries, when: true }))
  return linkToken(ctx.secrets.current, given.purpose, id)
}

/**
 * Consumes the live code of an address that has these digits. Each call is a try on every live
 * code of the address. One atomic statement: of many at once, one gets the proof.
 * @returns undefined for anything but a right, live code
 */
export async function consumeDigits(
  ctx: Ctx,
  given: Omit<NewCode, 'userId'> & { userId?: string },
  digits: string,
): Promise<Proof | undefined> {
  const hashes = ctx.secrets.all.map((root) => hashDigits(root, given, digits))
  const rows = await ctx.db.rows<Proof & { right: boolean }>(consumeForAddress(given, hashes))
  return rows.find((row) => row.right)
}

export type DigitsVerdict = 'wrong' | 'dead' | Proof

/** As `consumeDigits`, for one code known by its id: `dead` is expired, used up or used. */
export async function consumeDigitsOf(
  ctx: Ctx,
  id: string,
  given: Omit<NewCode, 'userId'>,
  digits: string,
): Promise<DigitsVerdict> {
  const hashes = ctx.secrets.all.map((root) => hashDigits(root, given, digits))
  const row = await ctx.db.row<Proof & { right: boolean }>(consumeById(id, given.purpose, hashes))
  if (!row) return 'dead'
  return row.right ? row : 'wrong'
}

/** Consumes the code behind a link. One atomic statement. */
export async function consumeLink(
  ctx: Ctx,
  purpose: CodePurpose,
  token: string,
): Promise<Proof | undefined> {
  const id = readSigned(ctx, purpose, token)
  if (!id) return undefined
  return ctx.db.row<Proof>(consumeById(id, purpose))
}

/** Counts a try on the code behind a link without consuming it; undefined when it is dead. */
export async function tryLink(
  ctx: Ctx,
  purpose: CodePurpose,
  token: string,
): Promise<Proof | undefined> {
  const id = readSigned(ctx, purpose, token)
  return id ? ctx.db.row<Proof>(countTry(id, purpose)) : undefined
}

export type Fate = 'live' | 'used' | 'expired'

/** What is behind a link and whether it still counts; looking is no try. */
export async function lookAt(
  ctx: Ctx,
  purpose: CodePurpose,
  token: string,
): Promise<(Proof & { fate: Fate }) | undefined> {
  const id = readSigned(ctx, purpose, token)
  return id ? ctx.db.row<Proof & { fate: Fate }>(selectFate(id, purpose)) : undefined
}

/** Whether we made this link; says nothing of whether it still counts. */
export const isGenuine = (ctx: Ctx, purpose: CodePurpose, token: string): boolean =>
  readSigned(ctx, purpose, token) !== undefined

/** The recipient says: not me. The code and its siblings of the same sign-up die. */
export async function disown(ctx: Ctx, token: string): Promise<Proof | undefined> {
  const id = readSigned(ctx, 'disown', token)
  return id ? ctx.db.row<Proof>(discardById(id)) : undefined
}

/** The token of the "this was not me" link that belongs to a code. */
export const disownToken = (ctx: Ctx, id: string): string =>
  linkToken(ctx.secrets.current, 'disown', id)

export const isLive = async (ctx: Ctx, purpose: CodePurpose, userId: string): Promise<boolean> =>
  (await ctx.db.row<{ live: boolean }>(hasLive(purpose, userId)))?.live === true

/** Ends every live code of an account. */
export async function discardAll(ctx: Ctx, userIds: readonly string[]): Promise<void> {
  await ctx.db.run(discardForUser(userIds))
}

/** `<id>.<mac>`: nothing to store, nothing to steal from the database. */
const linkToken = (root: SecretRoot, purpose: CodePurpose | 'disown', id: string): string =>
  `${id.replaceAll('-', '')}.${root.hmac('link', `${purpose}:${id}`).toString('base64url')}`

function readSigned(ctx: Ctx, purpose: CodePurpose | 'disown', token: string): string | undefined {
  if (token.length > 100) return undefined
  const id = token.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const genuine = ctx.secrets.all.some((root) =>
    equalInConstantTime(linkToken(root, purpose, id), token),
  )
  return genuine && isUuid(id) ? id : undefined
}
