import type { Ctx } from '../../engines/context.ts'
import { type AppError, invalidField } from '../../kernel/errors.ts'
import * as settings from '../settings/index.ts'

const minLength = 8
const maxLength = 128

/** One spelling of the same text, so that a password typed on another keyboard still fits. */
export const normalPassword = (password: string): string => password.normalize('NFKC')

let common: Promise<ReadonlySet<string>> | undefined

/** The passwords everybody tries first; read at first use. */
async function readCommon(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  const words = dictionary['passwords-common'] as string[]
  return new Set(words.filter((word) => word.length >= minLength))
}

/**
 * The password policy (NIST SP 800-63B-4 §3.1.1): length, blocklist, nothing of the account in it;
 * no rules of composition.
 * @returns the normalised password, ready to hash
 * @throws invalid with a fault on `field`
 */
export async function checkPassword(
  password: string,
  about: { username?: string | null; email?: string | null },
  field = 'password',
  rules: PasswordRules = noRules,
): Promise<string> {
  // Cut off before any work: normalising a megabyte is work, too.
  if (password.length > 8 * maxLength) throw tooLong(field)
  const normal = normalPassword(password)
  const length = [...normal].length
  const least = Math.max(minLength, rules.password_min_length)
  if (length < least) {
    throw invalidField(field, 'too_short', `Must have at least ${least} characters`)
  }
  if (length > maxLength) throw tooLong(field)
  mustHaveKinds(normal, rules, field)
  common ??= readCommon()
  if ((await common).has(normal.toLowerCase())) {
    throw invalidField(field, 'too_common', 'This password is among the most common ones')
  }
  if (holdsAccount(normal.toLowerCase(), about)) {
    throw invalidField(field, 'too_personal', 'Must not be your name or e-mail address')
  }
  return normal
}

/** How short a password may be here and now. */
export const leastPasswordLength = async (ctx: Ctx): Promise<number> =>
  Math.max(minLength, (await settings.auth(ctx)).password_min_length)

/** What an operator may ask for beyond length; nothing by default (NIST SP 800-63B-4). */
export interface PasswordRules {
  password_min_length: number
  password_require_uppercase: boolean
  password_require_lowercase: boolean
  password_require_number: boolean
  password_require_special: boolean
}

export const noRules: PasswordRules = {
  password_min_length: minLength,
  password_require_uppercase: false,
  password_require_lowercase: false,
  password_require_number: false,
  password_require_special: false,
}

function mustHaveKinds(password: string, rules: PasswordRules, field: string): void {
  const kinds: [boolean, RegExp, string][] = [
    [rules.password_require_uppercase, /\p{Lu}/u, 'an upper-case letter'],
    [rules.password_require_lowercase, /\p{Ll}/u, 'a lower-case letter'],
    [rules.password_require_number, /\p{N}/u, 'a digit'],
    [rules.password_require_special, /[^\p{L}\p{N}]/u, 'a special character'],
  ]
  const missing = kinds.find(([asked, kind]) => asked && !kind.test(password))
  if (missing) throw invalidField(field, 'characters', `Must have ${missing[2]}`)
}

const tooLong = (field: string): AppError =>
  invalidField(field, 'too_long', `Must have at most ${maxLength} characters`)

/** The name or the address itself, perhaps with a little around it. */
function holdsAccount(
  password: string,
  { username, email }: { username?: string | null; email?: string | null },
): boolean {
  const local = email?.split('@')[0]
  return [username, email, local].some((name) => {
    const text = name?.toLowerCase() ?? ''
    return text.length >= 4 && password.includes(text) && password.length - text.length <= 4
  })
}
