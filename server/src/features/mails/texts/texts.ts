import type { CodeKind, MailKind, typedKinds } from '../kinds.ts'

/**
 * Every text of the mails in one language. Sentences are functions of what stands in them, so that
 * each language puts it where it belongs and a missing text does not compile. The brand is never
 * inflected, contracted or hyphenated: it is any text.
 */
export interface Texts {
  hello(name: string | undefined): string
  /** "15 minutes", in the case that `codeLasts` and `linkLasts` need. */
  minutes(count: number): string
  codeLasts(duration: string): string
  linkLasts(duration: string): string
  keepCode: string
  copyLink: string
  /** Label of the link by which somebody says that they did not do it. */
  wasNotMe: string
  /** The last line: who wrote. */
  automatic(brand: string): string
  /** Before the list of keys that outlive a password change. */
  keysStay: string
  codeSubject(brand: string, code: string): string
  /** Labels, with the colon of the language. */
  facts: Record<'key' | 'at' | 'device' | 'address', string>
  buttons: Record<Exclude<MailKind, NoticeOfChange | Relabelled> | 'account', string>
  mails: Record<CodeKind, Body> & Record<Exclude<MailKind, CodeKind>, Body & Subject>
}

type NoticeOfChange =
  | 'key_created'
  | 'key_revoked'
  | 'google_linked'
  | 'google_unlinked'
  | 'password_changed'
  | 'email_change_notice'
  | 'email_changed'
  | 'account_deleted'
  | 'mfa_enabled'
  | 'mfa_disabled'
  | 'new_sign_in'
  | 'passkey_added'
  | 'passkey_removed'
  | 'webhook_disabled'

/** Without a button, or with that of a mail that leads to the same. */
type Relabelled = (typeof typedKinds)[number] | 'magic_link' | 'email_change'

interface Subject {
  subject(brand: string): string
}

interface Body {
  /** What it is about; ends in a colon where code or button follows. */
  lead(brand: string): string
  /** What to do for who did not do it. */
  notYou(brand: string): string
}

type Forms = { other: string } & { [Form in Exclude<Intl.LDMLPluralRule, 'other'>]?: string }

/** A number with its noun in the right plural form (CLDR). */
export function counted(language: string, forms: Forms): (count: number) => string {
  const rules = new Intl.PluralRules(language)
  return (count) => `${count} ${forms[rules.select(count)] ?? forms.other}`
}
