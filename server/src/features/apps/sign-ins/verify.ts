import type { Ctx } from '../../../engines/context.ts'
import { invalid, notFound } from '../../../kernel/errors.ts'
import * as codes from '../../codes/index.ts'
import type { App, SignIn } from '../schema.ts'
import { findByEmail, findByPhone } from '../users/find.ts'
import { about, preludeKeyOf } from './begin.ts'
import { type FullSession, open, type Proven } from './open.ts'
import { selectSignIn } from './queries.ts'

type Verdict = 'right' | 'wrong' | 'dead'

const codeInvalid = () => invalid('code_invalid', 'This is not the code')
const codeExpired = () => invalid('code_expired', 'This code is used up or has expired')

/**
 * Ends a sign-in that was begun with an address: the code proves it. A wrong try is
 * counted at once; a right one uses the code up only together with the login that it opens.
 * @throws not_found for a sign-in of another app; invalid `code_invalid`, `code_expired`;
 *   rate_limited; unavailable when the app's backend is, and then the code is still good
 */
export async function verify(
  ctx: Ctx,
  app: App,
  given: { id: string; code: string },
): Promise<FullSession> {
  const signIn = await ctx.db.row<SignIn>(selectSignIn(app.id, given.id))
  if (!signIn) throw notFound('session_not_found', 'No such session')
  const { code_id, verified_at } = signIn
  if (verified_at || !code_id) throw codeExpired()
  await mustBeRight(ctx, app, { ...signIn, code_id }, given.code)
  return open(ctx, app, proofOf(app, { ...signIn, code_id }))
}

type WithCode = SignIn & { code_id: string }

const addressOf = (signIn: SignIn): string => signIn.email ?? signIn.phone ?? ''

/** Guesses are counted over all codes of an address: a new code does not refill them. */
async function mustBeRight(ctx: Ctx, app: App, signIn: WithCode, digits: string): Promise<void> {
  const limit = {
    key: `code:${app.realm_id}:${addressOf(signIn)}`,
    max: 15,
    perSeconds: 900,
    maxInARow: 100,
  }
  let verdict: Verdict = 'dead'
  await ctx.limits.guess(limit, async () => {
    verdict = await judge(ctx, app, signIn, digits)
    return verdict === 'right' ? true : undefined
  })
  if (isVerdict(verdict, 'wrong')) throw codeInvalid()
  if (isVerdict(verdict, 'dead')) throw codeExpired()
}

/** The compiler does not see that the callback has run. */
const isVerdict = (verdict: Verdict, expected: Verdict): boolean => verdict === expected

async function judge(ctx: Ctx, app: App, signIn: WithCode, digits: string): Promise<Verdict> {
  const given = about(app, addressOf(signIn))
  if (signIn.method === 'email') return codes.judgeDigitsOf(ctx, signIn.code_id, given, digits)
  // Known from an earlier try whose sign-in did not come to its end: the provider says it once.
  if (await codes.isAdopted(ctx, signIn.code_id, given, digits)) return 'right'
  return judgeElsewhere(ctx, app, signIn, digits)
}

/** The try is counted first, so that no number of simultaneous ones gets past the limit. */
async function judgeElsewhere(
  ctx: Ctx,
  app: App,
  signIn: WithCode,
  digits: string,
): Promise<Verdict> {
  const { code_id } = signIn
  if (!(await codes.takeTry(ctx, code_id, 'app_sign_in'))) return 'dead'
  try {
    const phone = addressOf(signIn)
    const verdict = await ctx.sms.checkCode(preludeKeyOf(ctx, app), phone, digits)
    if (verdict === 'right') await codes.adopt(ctx, code_id, about(app, phone), digits)
    return verdict === 'expired' ? 'dead' : verdict
  } catch (error) {
    await codes.returnTry(ctx, code_id)
    throw error
  }
}

const proofOf = (app: App, signIn: WithCode): Proven => ({
  signInId: signIn.id,
  amr: signIn.method === 'email' ? 'otp' : 'sms',
  findUser: (ctx) =>
    signIn.email === null
      ? findByPhone(ctx, app, addressOf(signIn), signIn.phone_country)
      : findByEmail(ctx, app, signIn.email),
  claim: async (ctx) => {
    if (!(await codes.consume(ctx, signIn.code_id, 'app_sign_in'))) throw codeExpired()
  },
})
