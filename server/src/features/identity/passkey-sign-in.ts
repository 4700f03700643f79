import { type Ctx, inTransaction } from '../../engines/context.ts'
import { clientNetwork } from '../../kernel/addresses.ts'
import { type AppError, unauthenticated } from '../../kernel/errors.ts'
import { record } from '../audit/index.ts'
import * as codes from '../codes/index.ts'
import * as passkeys from '../passkeys/index.ts'
import { mustBeProvenEnough } from './federated.ts'
import { takeProofTurn } from './mail-turns.ts'
import { mustHavePasskeys } from './passkeys.ts'
import { sessionLife } from './platform.ts'
import { selectById, type User } from './queries.ts'
import { begin, type SignedIn } from './sign-in.ts'
import { finish } from './verify-factor.ts'

const refused = (): AppError =>
  unauthenticated('invalid_credentials', 'The passkey was not accepted: begin again')

/**
 * Begins a sign-in by passkey; with the `mfa_token` of a sign-in that waits, its second factor.
 * Without one the answer is the same for everybody: nobody has said yet who they are.
 * @throws unauthenticated `invalid_credentials` for a dead token; forbidden `feature_disabled`;
 *   unavailable `passkeys_not_configured`; rate_limited
 */
export async function askForPasskey(
  ctx: Ctx,
  mfaToken: string | undefined,
): Promise<passkeys.RequestOptions> {
  // Pages ask as they load, to offer passkeys in their form.
  ctx.limits.rate(`passkeys:asked:${clientNetwork(ctx.origin.address)}`, 60)
  if (mfaToken !== undefined) return askForSecond(ctx, mfaToken)
  await mustHavePasskeys(ctx)
  return passkeys.beginProof(ctx, { purpose: 'sign_in' })
}

/** Looking at the token is no try; the proof is. */
async function askForSecond(ctx: Ctx, mfaToken: string): Promise<passkeys.RequestOptions> {
  const pending = await codes.lookAt(ctx, 'mfa', mfaToken)
  if (pending?.fate !== 'live' || !pending.user_id) throw refused()
  const { id: codeId, user_id: userId } = pending
  return passkeys.beginProof(ctx, { purpose: 'second_factor', userId, codeId })
}

interface Given {
  response: passkeys.AuthenticationResponse
  /** Of the sign-in that waits; without it the passkey is the sign-in. */
  mfaToken?: string | undefined
}

/**
 * Signs in by passkey. One that knows its owner is two factors in one, so nothing more is asked for.
 * @throws unauthenticated `invalid_credentials`, the same for every reason; forbidden
 *   `feature_disabled`, `email_not_verified`; rate_limited
 */
export const signInByPasskey = (ctx: Ctx, { response, mfaToken }: Given): Promise<SignedIn> => {
  takeProofTurn(ctx)
  return mfaToken === undefined ? asFirst(ctx, response) : asSecond(ctx, response, mfaToken)
}

async function asFirst(ctx: Ctx, response: passkeys.AuthenticationResponse): Promise<SignedIn> {
  await mustHavePasskeys(ctx)
  const network = clientNetwork(ctx.origin.address)
  const failures = { key: `passkey:failed:${network}`, max: 20, perSeconds: 300 }
  await ctx.limits.mustHaveRoom(failures)
  const judged = await passkeys.judge(ctx, response, { purpose: 'sign_in' })
  const signedIn = 'refused' in judged ? undefined : await enterBy(ctx, judged)
  if (signedIn) return signedIn
  await ctx.limits.has(failures)
  const why = 'refused' in judged ? judged.refused : 'account'
  await record(ctx, 'sign_in.failed', {
    userId: judged.userId,
    details: { method: 'passkey', why },
  })
  throw refused()
}

/** Undefined when the account or the passkey is gone by now, or the passkey was copied. */
async function enterBy(ctx: Ctx, judged: passkeys.Judged): Promise<SignedIn | undefined> {
  const user = await ctx.db.row<User>(selectById(judged.userId))
  if (!user || user.disabled_at) return undefined
  await mustBeProvenEnough(ctx, user)
  const life = await sessionLife(ctx)
  return inTransaction(ctx, async (ctx) => {
    // Locked before the use is counted: a passkey that is deleted later ends this session, too.
    const now = await ctx.db.row<User>(selectById(user.id, true))
    if (!now || now.disabled_at || !(await passkeys.use(ctx, judged))) return undefined
    return begin(ctx, now, judged.amr, life)
  })
}

const asSecond = (
  ctx: Ctx,
  response: passkeys.AuthenticationResponse,
  mfaToken: string,
): Promise<SignedIn> =>
  finish(
    ctx,
    { mfaToken },
    {
      method: 'passkey',
      judge: async (ctx, userId, codeId) => {
        const bound = { purpose: 'second_factor', userId, codeId } as const
        const judged = await passkeys.judge(ctx, response, bound)
        if ('refused' in judged || !(await passkeys.use(ctx, judged))) return undefined
        return judged.amr
      },
    },
    refused(),
  )
