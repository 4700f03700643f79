import type { Api } from '../api.ts'
import { FlumenError } from '../error.ts'
import { type SecondFactor, type Session, sessionOf, type Tokens, type User } from './session.ts'
import type { SessionStore } from './store.ts'

/** What the ways in share. */
export interface Doors {
  store: SessionStore
  /** Speaks as nobody: an old session must not stop a sign-in. */
  open: Api
  /** Speaks as whoever is signed in. */
  api: Api
  /** The sign-in that waits for its second factor. */
  waiting: { for?: SecondFactor | undefined }
}

type Metadata = Record<string, unknown>

/** An e-mail address, or a number in E.164. */
export type Address = { email: string } | { phone: string }

/** Keeps the session of an answer; remembers a sign-in that waits for its second factor. */
export async function enter({ store, waiting }: Doors, answer: Tokens): Promise<Session> {
  waiting.for = undefined
  try {
    const session = sessionOf(answer)
    await store.set(session)
    return session
  } catch (error) {
    if (error instanceof FlumenError && error.code === 'mfa_required') {
      waiting.for = error.details as SecondFactor
    }
    throw error
  }
}

export const makeSignIn = (doors: Doors) => ({
  /**
   * Makes an account and signs in. The session is null where the address must be confirmed first:
   * with the code from the mail, by `verifyEmail`.
   */
  async signUp(given: {
    email: string
    password: string
    user_metadata?: Metadata
    captcha_token?: string
  }): Promise<{ user: User | undefined; session: Session | null }> {
    const { data } = await doors.open.POST('/api/v1/auth/signup', { body: given })
    // The other form of this door makes an organization.
    const answer = data as Tokens
    if (answer.access_token === undefined) return { user: answer.user, session: null }
    const session = await enter(doors, answer)
    return { user: session.user, session }
  },

  /**
   * Signs in with e-mail address and password.
   * @throws FlumenError `INVALID_CREDENTIALS`; `mfa_required`: go on with `verifySecondFactor`
   */
  async signIn(given: {
    email: string
    password: string
    captcha_token?: string
  }): Promise<Session> {
    const { data } = await doors.open.POST('/api/v1/auth/signin', { body: given })
    return enter(doors, data)
  },

  /**
   * Finishes a sign-in that threw `mfa_required`, with a code of the authenticator app or a backup
   * code. A passkey finishes it by `signInWithPasskey`.
   */
  async verifySecondFactor({ code }: { code: string }): Promise<Session> {
    if (!doors.waiting.for) throw new FlumenError('No sign-in waits', { code: 'nothing_waits' })
    const { user_id, mfa_token } = doors.waiting.for
    const body = { user_id, mfa_token, code }
    return enter(doors, (await doors.open.POST('/api/v1/auth/2fa/verify', { body })).data)
  },

  /**
   * Sends a code of six digits by mail or SMS. The answer is the same for known and unknown
   * addresses; `create` makes an account for an unknown one.
   */
  async sendCode(
    to: Address & { create?: boolean; user_metadata?: Metadata; captcha_token?: string },
  ): Promise<void> {
    const { create, user_metadata, captcha_token, ...target } = to
    const options = {
      ...(create === undefined ? {} : { shouldCreateUser: create }),
      ...(user_metadata && { data: user_metadata }),
      ...(captcha_token === undefined ? {} : { captchaToken: captcha_token }),
    }
    await doors.open.POST('/api/v1/auth/otp/signin', { body: { ...target, options } })
  },

  /** Signs in with the code of `sendCode`. */
  async verifyCode(given: Address & { code: string }): Promise<Session> {
    const { code: token, ...target } = given
    const type = 'phone' in target ? 'sms' : 'email'
    const body = { ...target, token, type } as const
    return enter(doors, (await doors.open.POST('/api/v1/auth/otp/verify', { body })).data)
  },

  /**
   * Mails a link, and six digits, that sign in. The page at `redirect_to` finishes by
   * `finishRedirect`; the digits by `verifyMagicLink`.
   */
  async sendMagicLink(given: {
    email: string
    redirect_to?: string
    captcha_token?: string
  }): Promise<void> {
    await doors.open.POST('/api/v1/auth/magiclink', { body: given })
  },

  /** Signs in with what the mail of `sendMagicLink` brought. */
  async verifyMagicLink(
    given: { token: string } | { email: string; code: string },
  ): Promise<Session> {
    const { data } = await doors.open.POST('/api/v1/auth/magiclink/verify', { body: given })
    return enter(doors, data)
  },

  /** Signs in with the ID token that an identity provider gave to the app. */
  async signInWithIdToken(given: {
    provider: string
    token: string
    nonce?: string
  }): Promise<Session> {
    const { data } = await doors.open.POST('/api/v1/auth/signin/idtoken', { body: given })
    return enter(doors, data)
  },

  /** Signs in without an account, where the server allows it. */
  async signInAnonymously(given: { captcha_token?: string } = {}): Promise<Session> {
    const { data } = await doors.open.POST('/api/v1/auth/signin/anonymous', { body: given })
    return enter(doors, data)
  },
})
