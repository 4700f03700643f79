import type { Ctx } from '../../engines/context.ts'
import {
  checkResetToken,
  forgotPassword,
  leastPasswordLength,
  resetPassword,
} from '../../features/identity/index.ts'
import { canonicalEmail } from '../../kernel/addresses.ts'
import { AppError } from '../../kernel/errors.ts'
import { type Html, html } from './html.ts'
import type { Voice } from './languages.ts'
import { failure, field, form, type Page, question, success } from './layout.ts'
import { type Given, page } from './route.ts'
import type { PasswordFault, Texts } from './texts/texts.ts'

const action = 'reset-password'

/** With the token of a mail: the new password. Without: the address to mail a link to. */
export const resetPasswordRoutes = page({
  path: '/auth/reset-password',
  name: 'reset_password',
  summary: 'Set a new password',
  get: (given) => (given.token === '' ? askAddress(given.voice) : openLink(given)),
  post: (given) => (given.token === '' ? sendLink(given) : setPassword(given)),
})

/** A dead link says so before anybody thinks of a password. The token stays as it is. */
async function openLink({ ctx, voice, token }: Given): Promise<Page> {
  try {
    await checkResetToken(ctx, token)
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid_input') return deadLink(voice)
    throw error
  }
  return askPassword(ctx, voice, token)
}

const deadLink = ({ texts }: Voice): Page => failure(texts.reset.dead, 400, addressForm(texts))

async function askPassword(
  ctx: Ctx,
  { texts, brand }: Voice,
  token: string,
  found?: PasswordFault,
): Promise<Page> {
  const { title, lead, label, rules, button, refused } = texts.reset
  const least = await leastPasswordLength(ctx)
  const fault = found === 'too_short' ? refused.too_short(least) : found && refused[found]
  const password = field({
    name: 'new_password',
    label,
    hint: rules(least),
    fault,
    attributes: html`type="password" autocomplete="new-password" minlength="${least}" maxlength="128"`,
  })
  const asked = form(action, button, token, password)
  return question(title, lead(brand), asked, fault === undefined ? 200 : 400)
}

async function setPassword({ ctx, voice, token, password }: Given): Promise<Page> {
  try {
    await resetPassword(ctx, { token, newPassword: password })
    return success(voice.texts.reset.done)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'invalid_token') return deadLink(voice)
    const refused = error.faults.map(({ code }) => code).find(isPasswordFault)
    if (!refused) throw error
    return askPassword(ctx, voice, token, refused)
  }
}

const passwordFaults: readonly string[] = [
  'too_short',
  'too_long',
  'too_common',
  'too_personal',
  'characters',
]

const isPasswordFault = (code: string): code is PasswordFault => passwordFaults.includes(code)

function askAddress({ texts, brand }: Voice, wrong?: { email: string }): Page {
  const { title, lead } = texts.forgot
  return question(title, lead(brand), addressForm(texts, wrong), wrong ? 400 : 200)
}

function addressForm({ forgot }: Texts, wrong?: { email: string }): Html {
  const email = field({
    name: 'email',
    label: forgot.label,
    ...(wrong ? { fault: forgot.notAnAddress, value: wrong.email } : {}),
    attributes: html`type="email" autocomplete="email" maxlength="254"`,
  })
  return form(action, forgot.button, '', email)
}

/** The answer depends on the spelling of the address alone, never on whether it has an account. */
async function sendLink({ ctx, voice, email }: Given): Promise<Page> {
  if (canonicalEmail(email) === undefined) return askAddress(voice, { email })
  await forgotPassword(ctx, email)
  return success(voice.texts.forgot.done)
}
