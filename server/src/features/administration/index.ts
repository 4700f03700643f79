import { type Ctx, inTransaction } from '../../engines/context.ts'
import { isDuplicate } from '../../engines/db/index.ts'
import { equalInConstantTime } from '../../kernel/crypto.ts'
import { AppError, forbidden, invalid, unauthenticated } from '../../kernel/errors.ts'
import { record } from '../audit/index.ts'
import * as grants from '../grants/index.ts'
import * as identity from '../identity/index.ts'
import { claimSetUp, selectSetUp } from './queries.ts'

/** Instance admins without a second factor have longer passwords. */
const adminPasswordLength = 15

const adminRoles = ['instance_admin', 'tenant_admin', 'dashboard_user', 'admin']

export interface SetUpStatus {
  needs_setup: boolean
  has_admin: boolean
}

/** Whether somebody has set this instance up. */
export async function setUpStatus(ctx: Ctx): Promise<SetUpStatus> {
  const done = (await ctx.db.row(selectSetUp)) !== undefined
  return { needs_setup: !done, has_admin: done }
}

/**
 * The token that the first set-up asks for: the operator's, else derived from the root secret, so
 * that every process knows it and nothing is stored. It is worth nothing after the set-up.
 */
export const setUpToken = (ctx: Pick<Ctx, 'instance' | 'secrets'>): string =>
  ctx.instance.setupToken ?? ctx.secrets.current.hmac('setup', 'token').toString('base64url')

/**
 * Makes the first instance admin, once: of racing set-ups one wins.
 * @throws forbidden `setup_already_completed`; unauthenticated `invalid_setup_token`; invalid
 *   `validation_failed`
 */
export async function setUp(
  ctx: Ctx,
  given: { email: string; password: string; name: string; token: string },
): Promise<identity.SignedIn> {
  if ((await setUpStatus(ctx)).has_admin) throw alreadyDone()
  if (!equalInConstantTime(given.token, setUpToken(ctx))) {
    throw unauthenticated('invalid_setup_token', 'The set-up token is wrong')
  }
  const password = await acceptPassword(given)
  const passwordHash = await ctx.hashing.hash(password)
  const user = await inTransaction(ctx, async (ctx) => {
    // The row comes first: a second set-up waits here and then finds it taken.
    await ctx.db.run(claimSetUp)
    const { email, name } = given
    const user = await identity.establish(ctx, { email, fullName: name, passwordHash })
    await grants.give(ctx, user.id, { role: 'instance_admin', tenant_id: null })
    await record(ctx, 'instance.set_up', { userId: user.id })
    return user
  }).catch((error: unknown) => {
    throw isDuplicate(error, 'set_up_pkey') ? alreadyDone() : error
  })
  return identity.enter(ctx, user.id, ['pwd'])
}

const alreadyDone = () => forbidden('setup_already_completed', 'This instance is set up already')

/** One code for everything that is wrong with the password. */
async function acceptPassword(given: { email: string; password: string }): Promise<string> {
  const rules = { ...identity.noRules, password_min_length: adminPasswordLength }
  try {
    return await identity.checkPassword(given.password, given, 'password', rules)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw invalid('validation_failed', error.message, { cause: error })
  }
}

/**
 * Signs in somebody who administers something; their rights are looked at after the password and
 * before there is a session.
 * @throws as `identity.signInWithPassword`; forbidden `admin_required`
 */
export async function signIn(
  ctx: Ctx,
  given: { email: string; password: string },
): Promise<identity.SignedIn> {
  return identity.signInWithPassword(ctx, {
    identifier: given.email,
    password: given.password,
    refresh: await identity.sessionLife(ctx),
    allow: mustAdminister,
  })
}

/** As `identity.refresh`. @throws forbidden `admin_required` when the right is gone */
export async function refresh(ctx: Ctx, token: string): Promise<identity.SignedIn> {
  const signedIn = await identity.refresh(ctx, token)
  mustAdminister(signedIn.user)
  return signedIn
}

function mustAdminister(user: identity.User): void {
  if (adminRoles.includes(user.role)) return
  throw forbidden('admin_required', 'This account administers nothing')
}
