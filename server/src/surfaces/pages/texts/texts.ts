import type { ScopeResource } from '../../../features/listings/index.ts'

/**
 * Every text of the pages in one language. A missing text does not compile. The brand is never
 * inflected: it is any text.
 */
export interface Texts {
  direction: 'ltr' | 'rtl'
  verify: Dialogue
  /** The link of a sign-in mail. */
  signIn: Pick<Dialogue, 'title' | 'lead' | 'button' | 'dead'> & {
    /** The other way: the digits of the same mail. */
    typeCode: string
  }
  /** Instead of `verify.lead`, where the address is to become that of an account. */
  changeLead(brand: string): string
  reset: Dialogue & {
    label: string
    /** What is required of a password. */
    rules(least: number): string
    refused: Record<Exclude<PasswordFault, 'too_short'>, string> & {
      too_short(least: number): string
    }
  }
  /** Asking for the link; `done` is the same whether the account exists or not. */
  forgot: Omit<Dialogue, 'dead'> & { label: string; notAnAddress: string }
  notMe: Dialogue
  invite: Dialogue & {
    /** Instead of `lead`, where the address has an account. */
    leadKnown(brand: string): string
    name: string
    /** Of the account that is there. */
    password: string
    wrong: string
  }
  /** An app asks to act for a merchant. */
  authorize: {
    title: string
    /** Before the list of what it asks for. */
    lead(app: string, brand: string): string
    /** What a scope allows: "See your customers". */
    scopes: {
      read(things: string): string
      write(things: string): string
      /** In the case and with the capital that both verbs want of them. */
      things: Record<ScopeResource, string>
    }
    signIn: string
    identifier: string
    password: string
    wrong: string
    /** Of the authenticator. */
    code: string
    wrongCode: string
    allow: string
    deny: string
    /** For a link that names no app, or another place to go back to. */
    dead: Message
    /** For somebody who may not decide this. */
    notYours: string
  }
  errors: {
    unreadable: Message
    failed: Message
    tooMany: string
    unavailable: string
    /** `when`: "in 5 minutes", as Intl.RelativeTimeFormat writes it. */
    tryAgain(when: string): string
  }
}

export type PasswordFault = 'too_short' | 'too_long' | 'too_common' | 'too_personal' | 'characters'

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
