/**
 * Every text of the pages in one language. A missing text does not compile. The brand is never
 * inflected: it is any text.
 */
export interface Texts {
  direction: 'ltr' | 'rtl'
  verify: Dialogue
  reset: Dialogue & {
    label: string
    /** What is required of a password. */
    rules: string
    refused: Record<PasswordFault, string>
  }
  /** Asking for the link; `done` is the same whether the account exists or not. */
  forgot: Omit<Dialogue, 'dead'> & { label: string; notAnAddress: string }
  notMe: Dialogue
  errors: {
    unreadable: Message
    failed: Message
    tooMany: string
    unavailable: string
    /** `when`: "in 5 minutes", as Intl.RelativeTimeFormat writes it. */
    tryAgain(when: string): string
  }
}

export type PasswordFault = 'too_short' | 'too_long' | 'too_common' | 'too_personal'

interface Dialogue {
  title: string
  lead(brand: string): string
  button: string
  done: Message
  /** For a link that is used, too old or broken. */
  dead: Message
}

interface Message {
  title: string
  text: string
}
