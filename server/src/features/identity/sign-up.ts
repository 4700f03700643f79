import { type Ctx, inTransaction } from '../../engines/context.ts'
import { isDuplicate } from '../../engines/db/index.ts'
import { canonicalEmail, clientNetwork, clientRegion } from '../../kernel/addresses.ts'
import { conflict, invalidField } from '../../kernel/errors.ts'
import { randomLowerSecret, uuid } from '../../kernel/ids.ts'
import { record } from '../audit/index.ts'
import * as captcha from '../captcha/index.ts'
import * as codes from '../codes/index.ts'
import * as mails from '../mails/index.ts'
import { checkPassword } from './passwords.ts'
import {
  insertUser,
  isUsernameTaken,
  lockAddress,
  type NewUserRow,
  selectByEmail,
  type User,
} from './queries.ts'

/** The realm that holds every account. */
export const mainRealm = '00000000-0000-4000-8000-000000000001'

export interface Registration {
  username: string
  email: string
  password: string
  full_name: string
}

const reservedNames = new Set(
  `about account admin administrator api app apps auth billing dashboard docs flumen health help
  hostmaster info login logout mail me metrics null owner postmaster register root security settings
  signup staff status support system undefined user users webmaster www`.split(/\s+/),
)

/**
 * Makes an account by user name and password and mails a six-digit code. Over an address that
 * somebody has proven the answer is the same, nothing is made, and the owner gets a notice; the
 * work is the same, too: one hash, the same statements, one mail.
 * @throws conflict `username_taken`; invalid for a refused name or password; rate_limited
 */
export async function register(
  ctx: Ctx,
  given: Registration,
): Promise<{ id: string; username: string; email: string; full_name: string }> {
  const email = mustBeEmail(given.email)
  const { username, full_name } = given
  await takeSignUpBudget(ctx)
  if (reservedNames.has(username.toLowerCase())) {
    throw invalidField('username', 'reserved', 'This name is reserved')
  }
  const password = await checkPassword(given.password, { username, email })
  await mustBeFree(ctx, username)
  const mayMail = await mails.hasBudget(ctx, mainRealm, email)
  const passwordHash = await ctx.hashing.hash(password)
  const row: NewUserRow = { ...blank(ctx, email), username, fullName: full_name, passwordHash }
  try {
    await inTransaction(ctx, (ctx) => enrol(ctx, row, email, mayMail))
  } catch (error) {
    throw isDuplicate(error, 'users_username') ? usernameTaken() : error
  }
  return { id: row.id, username, email, full_name }
}

async function enrol(ctx: Ctx, row: NewUserRow, email: string, mayMail: boolean): Promise<void> {
  const owner = await ctx.db.row<User>(selectByEmail(row.realmId, email))
  const isTaken = owner?.email_verified_at != null
  await ctx.db.row(insertUser(row, !isTaken))
  await record(ctx, 'account.registered', {
    userId: isTaken ? owner.id : row.id,
    details: { isTaken },
  })
  const about = {
    purpose: 'verify_email',
    realmId: row.realmId,
    userId: row.id,
    address: email,
  } as const
  const code = await codes.issue(ctx, about, !isTaken)
  if (!mayMail) return
  if (isTaken)
    await mails.send(ctx, 'sign_up_notice', owner, { link: `${ctx.instance.publicUrl}/` })
  else await sendCode(ctx, { email, language: row.language }, code)
}

/**
 * The door that must tell: an account by e-mail alone, usable at once, unproven.
 * @param also what commits together with the account
 * @throws conflict `email_taken` over any live account of the address
 */
export async function signUpByEmail<T>(
  ctx: Ctx,
  given: { email: string; firstName: string; lastName: string },
  also: (ctx: Ctx, user: User) => Promise<T>,
): Promise<T> {
  const email = mustBeEmail(given.email)
  const region = clientRegion(ctx.origin.address)
  await takeSignUpBudget(ctx, 5, { key: `sign-up:day:${region}`, max: 20 })
  const mayMail = await mails.hasBudget(ctx, mainRealm, email)
  const { firstName, lastName } = given
  const row = { ...blank(ctx, email), firstName, lastName, username: randomUsername() }
  return inTransaction(ctx, async (ctx) => also(ctx, await makeUntaken(ctx, row, email, mayMail)))
}

/**
 * Makes the account of an address that no live account has, and mails its code. In the caller's
 * transaction.
 * @throws conflict `email_taken`
 */
export async function makeUntaken(
  ctx: Ctx,
  row: NewUserRow,
  email: string,
  mayMail: boolean,
): Promise<User> {
  await ctx.db.run(lockAddress(mainRealm, email))
  const taken = await ctx.db.row<User>(selectByEmail(mainRealm, email))
  if (taken) throw conflict('email_taken', 'An account with this e-mail address exists')
  const user = await ctx.db.row<User>(insertUser(row))
  if (!user) throw new Error('the account was not made')
  await record(ctx, 'account.registered', { userId: user.id })
  const about = { purpose: 'verify_email', realmId: mainRealm, userId: user.id } as const
  const code = await codes.issue(ctx, { ...about, address: email })
  if (mayMail) await sendCode(ctx, { email, language: user.language }, code)
  return user
}

/** Mails the six digits with a link that does the same and one that says "not me". */
export async function sendCode(
  ctx: Ctx,
  to: { email: string; language: string },
  code: codes.IssuedCode,
): Promise<void> {
  await mails.send(ctx, 'verify_email', to, {
    code: code.digits,
    minutes: code.minutes,
    link: `${ctx.instance.publicUrl}/auth/verify-email?token=${code.token}`,
    notMeLink: `${ctx.instance.publicUrl}/auth/not-me?token=${codes.disownToken(ctx, code.id)}`,
  })
}

/** One budget for every door that makes accounts; some of them close sooner. */
export async function takeSignUpBudget(
  ctx: Ctx,
  perHour = 10,
  wider?: { key: string; max: number },
): Promise<void> {
  await captcha.pass(ctx, 'signup')
  const network = clientNetwork(ctx.origin.address)
  await ctx.limits.take(
    { key: `sign-up:hour:${network}`, max: perHour, perSeconds: 3600 },
    ...(wider ? [{ ...wider, perSeconds: 86_400 }] : []),
  )
}

async function mustBeFree(ctx: Ctx, username: string): Promise<void> {
  const row = await ctx.db.row<{ taken: boolean }>(isUsernameTaken(mainRealm, username))
  if (row?.taken) throw usernameTaken()
}

const usernameTaken = () => conflict('username_taken', 'Username already taken')

export function mustBeEmail(text: string, field = 'email'): string {
  const email = canonicalEmail(text)
  if (email === undefined) throw invalidField(field, 'format', 'Not a valid e-mail address')
  return email
}

/** Random, so that it says nothing about the address it was made for. */
export const randomUsername = (): string => `user-${randomLowerSecret(12)}`

/** An account row with nothing in it yet. */
export function blank(ctx: Ctx, email: string | null): NewUserRow {
  const id = uuid()
  return {
    id,
    shortId: `rec_${id.replaceAll('-', '').slice(-15)}`,
    realmId: mainRealm,
    email,
    proven: false,
    username: null,
    fullName: null,
    firstName: null,
    lastName: null,
    passwordHash: null,
    language: ctx.origin.language,
    origin: ctx.origin.surface,
  }
}
