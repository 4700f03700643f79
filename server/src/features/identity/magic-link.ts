import { type Ctx, enqueue, inTransaction } from '../../engines/context.ts'
import { canonicalEmail } from '../../kernel/addresses.ts'
import { type AppError, forbidden, invalid, invalidField } from '../../kernel/errors.ts'
import { record } from '../audit/index.ts'
import * as codes from '../codes/index.ts'
import * as mails from '../mails/index.ts'
import * as settings from '../settings/index.ts'
import { takeMailTurn, takeProofTurn } from './mail-turns.ts'
import { proveMailbox } from './mailbox.ts'
import { sessionLife } from './platform.ts'
import { selectByEmail, type User } from './queries.ts'
import { allowedRedirect, mustBeAllowedRedirect, withParameter } from './redirects.ts'
import { admit, type SignedIn } from './sign-in.ts'
import { mainRealm } from './sign-up.ts'
import { codeGuesses } from './verify.ts'

/**
 * Begins a sign-in by mail. Whether the address has an account is looked up later, by a job: here
 * nothing depends on it.
 * @throws forbidden `feature_disabled`; invalid `invalid_redirect_url`; rate_limited
 */
export async function askForMagicLink(
  ctx: Ctx,
  given: { email: string; redirectTo?: string | undefined },
): Promise<void> {
  await mustBeEnabled(ctx)
  const redirectTo = await mustBeAllowedRedirect(ctx, given.redirectTo)
  const address = await takeMailTurn(ctx, 'magic-link', given.email)
  if (address !== undefined) await enqueue(ctx, 'identity.magic_link', { address, redirectTo })
}

async function mustBeEnabled(ctx: Ctx): Promise<void> {
  if ((await settings.auth(ctx)).magic_link_enabled) return
  throw forbidden('feature_disabled', 'Sign-in by a link in a mail is switched off')
}

/** The job behind `askForMagicLink`: one mail with a link and six digits, for the same proof. */
export async function sendMagicLink(
  ctx: Ctx,
  { address, redirectTo }: { address: string; redirectTo?: string },
): Promise<void> {
  const user = await ctx.db.row<User>(selectByEmail(mainRealm, address))
  if (!user || user.disabled_at || !(await mails.hasBudget(ctx, mainRealm, address))) return
  await inTransaction(ctx, async (ctx) => {
    const about = { purpose: 'magic_link', realmId: mainRealm, userId: user.id, address } as const
    const code = await codes.issue(ctx, { ...about, redirectTo })
    await record(ctx, 'magic_link.sent', { userId: user.id })
    await mails.send(ctx, 'magic_link', user, {
      code: code.digits,
      minutes: code.minutes,
      link: `${ctx.instance.publicUrl}/auth/verify?token=${code.token}`,
      notMeLink: `${ctx.instance.publicUrl}/auth/not-me?token=${codes.disownToken(ctx, code.id)}`,
    })
  })
}

const refused = (): AppError => invalid('invalid_input', 'Invalid or expired link or code')

/**
 * Signs in with what the mail brought: the token of the link, the code with which our page sent the
 * person on, or the six digits with the address.
 * @throws invalid `invalid_input`, the same for every reason; forbidden `mfa_required`,
 *   `feature_disabled`; rate_limited
 */
export async function signInByMagicLink(
  ctx: Ctx,
  given: { token?: string | undefined; email?: string | undefined; code?: string | undefined },
): Promise<SignedIn> {
  await mustBeEnabled(ctx)
  takeProofTurn(ctx)
  const user = await proveBy(ctx, given)
  if (!user || user.disabled_at) throw refused()
  return admit(ctx, user, ['email'], await sessionLife(ctx))
}

function proveBy(
  ctx: Ctx,
  {
    token,
    email,
    code,
  }: { token?: string | undefined; email?: string | undefined; code?: string | undefined },
): Promise<User | undefined> {
  if (token !== undefined) return inTransaction(ctx, (ctx) => proveByToken(ctx, token))
  if (email !== undefined && code !== undefined) return proveByDigits(ctx, email, code)
  throw invalidField(email === undefined ? 'token' : 'code', 'required', 'Field required')
}

async function proveByToken(ctx: Ctx, token: string): Promise<User | undefined> {
  const proof =
    (await codes.consumeLink(ctx, 'magic_link', token)) ??
    (await codes.consumeLink(ctx, 'hand_over', token))
  return proof && prove(ctx, proof)
}

/** Guesses are counted over all codes of an address, whatever they are for. */
async function proveByDigits(ctx: Ctx, email: string, digits: string): Promise<User | undefined> {
  const address = canonicalEmail(email) ?? `${email.toLowerCase()}@invalid`
  return ctx.limits.guess(codeGuesses(address), () =>
    inTransaction(ctx, async (ctx) => {
      const about = { purpose: 'magic_link', realmId: mainRealm, address } as const
      const proof = await codes.consumeDigits(ctx, about, digits)
      return proof && prove(ctx, proof)
    }),
  )
}

/** The account was made by another flow: if this is its first proof, nothing made before it stays. */
async function prove(ctx: Ctx, proof: codes.Proof): Promise<User | undefined> {
  const user = await proveMailbox(ctx, proof.user_id ?? '', 'other_flow')
  if (!user || user.email !== proof.address) return undefined
  await record(ctx, 'magic_link.used', { userId: user.id })
  return user
}

/** Where the page behind a link will send the person on, before it is used; looking is no use. */
export async function destinationOf(ctx: Ctx, token: string): Promise<string | undefined> {
  const found = await codes.lookAt(ctx, 'magic_link', token)
  if (found?.fate !== 'live' || found.redirect_to === null) return undefined
  return allowedRedirect((await settings.auth(ctx)).redirect_allow_list, found.redirect_to)
}

/**
 * Uses the link on our own page. The browser that pressed the button need not be the app that
 * asked: the app gets a one-time code, for `signInByMagicLink`, in its address, never a token.
 * @returns undefined for a link that is used, too old or not ours; else where to go on, if anywhere
 */
export async function openMagicLink(
  ctx: Ctx,
  token: string,
): Promise<{ destination: string | undefined } | undefined> {
  const policy = await settings.auth(ctx)
  if (!policy.magic_link_enabled) return undefined
  return inTransaction(ctx, async (ctx) => {
    const proof = await codes.consumeLink(ctx, 'magic_link', token)
    const user = proof && (await prove(ctx, proof))
    if (!proof || !user || user.disabled_at) return undefined
    const onward = allowedRedirect(policy.redirect_allow_list, proof.redirect_to ?? '')
    if (onward === undefined) return { destination: undefined }
    const { address } = proof
    const about = { purpose: 'hand_over', realmId: mainRealm, userId: user.id, address } as const
    return { destination: withParameter(onward, 'code', await codes.issueToken(ctx, about)) }
  })
}
