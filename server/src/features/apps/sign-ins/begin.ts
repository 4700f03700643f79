import { type Ctx, inTransaction } from '../../../engines/context.ts'
import { canonicalEmail } from '../../../kernel/addresses.ts'
import { AppError, invalidField, unavailable } from '../../../kernel/errors.ts'
import { shortId } from '../../../kernel/ids.ts'
import * as codes from '../../codes/index.ts'
import * as mails from '../../mails/index.ts'
import { isSelected } from '../methods.ts'
import type { App, MethodId } from '../schema.ts'
import { openOf } from '../secrets.ts'
import { giveSpacingBack, takeCodeBudgets } from './budgets.ts'
import { insertSignIn } from './queries.ts'

/** @throws invalid for a method that the app has not selected */
export function mustOffer(app: App, method: MethodId, field: string): void {
  if (isSelected(app, method)) return
  throw invalidField(field, 'not_selected', `This app does not sign in by ${method}`)
}

/**
 * Begins a sign-in by e-mail and mails a six-digit code in the app's name. The same answer after
 * the same work whether the address is known or not; who it is, is decided at the proof.
 * @throws invalid; rate_limited
 */
export async function beginByEmail(
  ctx: Ctx,
  app: App,
  given: { email: string },
): Promise<{ id: string; email: string }> {
  mustOffer(app, 'email', 'email')
  const email = canonicalEmail(given.email)
  if (email === undefined) throw invalidField('email', 'format', 'Not a valid e-mail address')
  await takeCodeBudgets(ctx, app, email)
  const mayMail = await mails.hasBudget(ctx, app.realm_id, email)
  const id = shortId()
  await inTransaction(ctx, async (ctx) => {
    const code = await codes.issue(ctx, about(app, email))
    await ctx.db.run(
      insertSignIn({ ...blank(ctx, app, id), method: 'email', email, code_id: code.id }),
    )
    if (mayMail) await mailCode(ctx, app, email, code)
  })
  return { id, email }
}

function mailCode(ctx: Ctx, app: App, email: string, code: codes.IssuedCode): Promise<void> {
  const { language } = ctx.origin
  return mails.send(
    ctx,
    'sign_in_code',
    { email, language },
    {
      brand: app.name,
      code: code.digits,
      minutes: code.minutes,
      notMeLink: `${ctx.instance.publicUrl}/auth/not-me?token=${codes.disownToken(ctx, code.id)}`,
    },
  )
}

export interface MobileNumber {
  mobileE164: string
  mobileIso2: string
  mobileLocal: string
}

/**
 * Begins a sign-in by mobile number: Prelude makes, sends and later judges the code, with the app's
 * own key. Life and number of tries are ours, too.
 * @throws invalid; rate_limited; unavailable when the provider is
 */
export async function beginByMobile(
  ctx: Ctx,
  app: App,
  given: MobileNumber,
): Promise<MobileNumber & { id: string }> {
  mustOffer(app, 'mobile', 'mobileE164')
  const phone = given.mobileE164
  await takeCodeBudgets(ctx, app, phone)
  await textCode(ctx, app, phone)
  const id = shortId()
  await inTransaction(ctx, async (ctx) => {
    const code_id = await codes.issueElsewhere(ctx, about(app, phone))
    await ctx.db.run(
      insertSignIn({
        ...blank(ctx, app, id),
        method: 'mobile',
        phone,
        phone_country: given.mobileIso2.toUpperCase(),
        phone_local: given.mobileLocal,
        code_id,
      }),
    )
  })
  return { id, ...given }
}

async function textCode(ctx: Ctx, app: App, phone: string): Promise<void> {
  const { language, address, device: userAgent } = ctx.origin
  try {
    await ctx.sms.sendCode(preludeKeyOf(ctx, app), phone, { language, address, userAgent })
  } catch (error) {
    if (error instanceof AppError && error.kind === 'unavailable') {
      await giveSpacingBack(ctx, app, phone)
    }
    throw error
  }
}

/** @throws unavailable when the app has none */
export function preludeKeyOf(ctx: Ctx, app: App): string {
  const key = openOf(ctx, app, 'prelude_key')
  if (key === undefined) throw unavailable('sms_not_configured', 'This app has no Prelude key')
  return key
}

/** What a code of an app proves: this address, in this app's directory. */
export const about = (app: App, address: string) =>
  ({ purpose: 'app_sign_in', realmId: app.realm_id, userId: null, address }) as const

/** A sign-in with nothing in it yet. */
export const blank = (ctx: Ctx, app: App, id: string) => ({
  id,
  app_id: app.id,
  email: null,
  phone: null,
  phone_country: null,
  phone_local: null,
  code_id: null,
  language: ctx.origin.language,
})
