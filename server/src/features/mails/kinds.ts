/** Mails around a six-digit code. */
export const codeKinds = [
  'verify_email',
  'sign_in_code',
  'magic_link',
  'reauthenticate',
  'email_change',
] as const
/** Of these, those that are for typing alone: there is no page to open. */
export const typedKinds = ['sign_in_code', 'reauthenticate'] as const
/** Mails around a link that must be opened. */
export const linkKinds = ['reset_password', 'set_password', 'invitation'] as const
/** Mails that tell what has happened. */
export const noticeKinds = [
  'sign_up_notice',
  'key_created',
  'key_revoked',
  'google_linked',
  'google_unlinked',
  'password_changed',
  'email_change_notice',
  'email_changed',
  'account_deleted',
  'mfa_enabled',
  'mfa_disabled',
  'new_sign_in',
  'passkey_added',
  'passkey_removed',
  'webhook_disabled',
] as const

export const mailKinds = [...codeKinds, ...linkKinds, ...noticeKinds]

export type CodeKind = (typeof codeKinds)[number]
export type MailKind = (typeof mailKinds)[number]

export function isCodeKind(kind: MailKind): kind is CodeKind {
  return codeKinds.some((one) => one === kind)
}

/** What a mail is about. Everything is optional text; a kind throws where what it is for is missing. */
export interface MailData {
  /** The name of the app or instance, e.g. "Flumen" or "Acme Mobile". */
  brand: string
  code?: string
  link?: string
  /** Where "this was not me" is said. */
  notMeLink?: string
  /** How long code or link is valid. */
  minutes?: number
  /** The person's name. */
  name?: string
  keyName?: string
  /** Its name and where it leads. */
  webhook?: string
  /** Names or prefixes of keys that stay valid after a password change. */
  keys?: string[]
  device?: string
  /** The network address it was done from. */
  address?: string
  /** When it was done; a date of ISO 8601 is shown in the reader's language, in UTC. */
  at?: string
}
