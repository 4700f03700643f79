import { createHash } from 'node:crypto'
import type { Ctx } from '../../engines/context.ts'
import { equalInConstantTime, sha256 } from '../../kernel/crypto.ts'
import { invalid } from '../../kernel/errors.ts'
import { randomSecret } from '../../kernel/ids.ts'
import * as settings from '../settings/index.ts'
import { insertSolution, spendSolution } from './queries.ts'

/**
 * Proof of work without an outside service, in the protocol of the Cap widget: the client finds, for
 * each of `c` salts, a number whose SHA-256 with the salt begins with a given text. Salts and texts
 * follow from the puzzle's token, so nothing is kept until it is solved.
 */

const puzzleSeconds = 600
const solutionSeconds = 1_200
const count = 50
const saltLength = 32

export interface Puzzle {
  challenge: { c: number; s: number; d: number }
  token: string
  /** Milliseconds since 1970. */
  expires: number
}

export async function makePuzzle(ctx: Ctx): Promise<Puzzle> {
  const { captcha_difficulty: d } = await settings.auth(ctx)
  const expires = Date.now() + puzzleSeconds * 1000
  const head = `${randomSecret(32)}.${d}.${expires}`
  return {
    challenge: { c: count, s: saltLength, d },
    token: `${head}.${macOf(ctx, head)}`,
    expires,
  }
}

const macOf = (ctx: Ctx, head: string, root = ctx.secrets.current): string =>
  root.hmac('captcha', head).toString('base64url')

/**
 * Exchanges a solved puzzle for a token that passes one form, once.
 * @throws invalid `captcha_invalid` for anything but the first right solution of a live puzzle
 */
export async function redeem(
  ctx: Ctx,
  { token, solutions }: { token: string; solutions: readonly number[] },
): Promise<{ success: true; token: string; expires: number }> {
  const difficulty = readPuzzle(ctx, token)
  if (difficulty === undefined || !isSolved(token, difficulty, solutions)) throw refused()
  const made = randomSecret(43)
  const expires = Date.now() + solutionSeconds * 1000
  const isFirst = await ctx.db.run(
    insertSolution({
      puzzle: sha256(token),
      tokenHash: sha256(made),
      expiresAt: new Date(expires),
    }),
  )
  if (isFirst !== 1) throw refused()
  return { success: true, token: made, expires }
}

const refused = () => invalid('captcha_invalid', 'The puzzle is not solved, or was before')

/** Its difficulty; undefined when it is not ours or over. */
function readPuzzle(ctx: Ctx, token: string): number | undefined {
  const at = token.lastIndexOf('.')
  const head = token.slice(0, Math.max(0, at))
  const isOurs = ctx.secrets.all.some((root) =>
    equalInConstantTime(`${head}.${macOf(ctx, head, root)}`, token),
  )
  const [, difficulty, expires] = head.split('.')
  return isOurs && Number(expires) > Date.now() ? Number(difficulty) : undefined
}

function isSolved(token: string, difficulty: number, solutions: readonly number[]): boolean {
  if (solutions.length !== count) return false
  return solutions.every((solution, i) => {
    const salt = derive(`${token}${i + 1}`, saltLength)
    const target = derive(`${token}${i + 1}d`, difficulty)
    return createHash('sha256').update(`${salt}${solution}`).digest('hex').startsWith(target)
  })
}

/** Hexadecimal digits that follow from a text: FNV-1a (32 bits) seeds Marsaglia's xorshift32. */
export function derive(seed: string, length: number): string {
  let state = 0x811c9dc5
  for (let i = 0; i < seed.length; i++) state = Math.imul(state ^ seed.charCodeAt(i), 0x01000193)
  let digits = ''
  while (digits.length < length) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    digits += (state >>> 0).toString(16).padStart(8, '0')
  }
  return digits.slice(0, length)
}

/** Whether a token is of a solved puzzle; from then on it is not. */
export const spend = async (ctx: Ctx, token: string): Promise<boolean> =>
  (await ctx.db.run(spendSolution(sha256(token)))) === 1
