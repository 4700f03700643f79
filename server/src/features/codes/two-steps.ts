import type { Ctx } from '../../engines/context.ts'
import { uuid } from '../../kernel/ids.ts'
import { hashDigits } from './digits.ts'
import type { NewCode, Proof } from './index.ts'
import { type CodePurpose, purposes } from './purposes.ts'
import {
  adoptDigits,
  consumeJudged,
  countNewest,
  countTry,
  giveTryBack,
  insertCode,
  judgeById,
  type Owner,
  selectAdopted,
  selectLatest,
} from './queries.ts'

/**
 * Codes judged in one step and consumed in another: where something that may fail, and must not
 * use the code up, stands between the proof and its effect.
 */

type About = Omit<NewCode, 'userId'>

/**
 * Judges digits without consuming the code. Only a wrong try is counted; `dead` is expired, used up
 * or used. One atomic statement.
 */
export async function judgeDigitsOf(
  ctx: Ctx,
  id: string,
  about: About,
  digits: string,
): Promise<'right' | 'wrong' | 'dead'> {
  const hashes = ctx.secrets.all.map((root) => hashDigits(root, about, digits))
  const row = await ctx.db.row<{ right: boolean | null }>(judgeById(id, about.purpose, hashes))
  if (!row) return 'dead'
  return row.right ? 'right' : 'wrong'
}

/** Consumes a code that was judged right. One atomic statement: of many at once, one succeeds. */
export const consume = async (ctx: Ctx, id: string, purpose: CodePurpose): Promise<boolean> =>
  (await ctx.db.run(consumeJudged(id, purpose))) === 1

/** A code that somebody else makes, sends and judges: only its life and its tries are ours. */
export async function issueElsewhere(ctx: Ctx, given: NewCode): Promise<string> {
  const { minutes, maxTries } = purposes[given.purpose]
  const id = uuid()
  await ctx.db.run(insertCode({ id, ...given, hash: null, minutes, maxTries, when: true }))
  return id
}

/** Counts a try before somebody else judges it. @returns false when the code is dead */
export const takeTry = async (ctx: Ctx, id: string, purpose: CodePurpose): Promise<boolean> =>
  (await ctx.db.row(countTry(id, purpose))) !== undefined

/** Counts a try on the newest live code of a person or an address; undefined when there is none. */
export const tryNewest = (
  ctx: Ctx,
  purpose: CodePurpose,
  owner: Owner,
): Promise<Proof | undefined> => ctx.db.row<Proof>(countNewest(purpose, owner))

/** The newest code of the last hour, dead or alive: to send another like it. */
export const latest = (ctx: Ctx, purpose: CodePurpose, owner: Owner): Promise<Proof | undefined> =>
  ctx.db.row<Proof>(selectLatest(purpose, owner))

/** The try came to nothing: nobody judged it. */
export const returnTry = (ctx: Ctx, id: string): Promise<number> => ctx.db.run(giveTryBack(id))

/** Somebody else judged these digits right, and will not do so twice: from now on we know them. */
export async function adopt(ctx: Ctx, id: string, about: About, digits: string): Promise<void> {
  await ctx.db.run(adoptDigits(id, hashDigits(ctx.secrets.current, about, digits)))
}

/** Whether these are digits that were adopted; asking is no try. */
export async function isAdopted(
  ctx: Ctx,
  id: string,
  about: About,
  digits: string,
): Promise<boolean> {
  const hashes = ctx.secrets.all.map((root) => hashDigits(root, about, digits))
  return (await ctx.db.row(selectAdopted(id, about.purpose, hashes))) !== undefined
}
