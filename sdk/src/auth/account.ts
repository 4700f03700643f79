import type { Session, User } from './session.ts'
import { type Doors, enter } from './sign-in.ts'

/** The person who is signed in, and the ways back in. */
export const makeAccount = (doors: Doors) => ({
  /** The person as the server knows them now. */
  async getUser(): Promise<User> {
    const { data } = await doors.api.GET('/api/v1/auth/user')
    await keepUser(doors, data)
    return data
  },

  /**
   * Changes the own account. `user_metadata` is merged, null deletes a key. A new `email` or
   * `password` needs a sign-in of the last ten minutes, or the `nonce` of `reauthenticate`.
   */
  async updateUser(changes: {
    email?: string
    password?: string
    user_metadata?: Record<string, unknown>
    nonce?: string
  }): Promise<User> {
    const { data } = await doors.api.PATCH('/api/v1/auth/user', { body: changes })
    await keepUser(doors, data)
    return data
  },

  /**
   * Proves once more who is there, by `password` or `code`; without either six digits are mailed,
   * which are the nonce then.
   */
  async reauthenticate(proof: { password?: string; code?: string } = {}): Promise<string> {
    return (await doors.api.POST('/api/v1/auth/reauthenticate', { body: proof })).data.nonce
  },

  /** Mails a link that sets a new password: to `redirect_to`, with `token` in its address. */
  async resetPassword(given: {
    email: string
    redirect_to?: string
    captcha_token?: string
  }): Promise<void> {
    await doors.open.POST('/api/v1/auth/password/reset', { body: given })
  },

  /** Sets a new password with the token of `resetPassword`, and signs in. */
  async confirmReset(given: { token: string; new_password: string }): Promise<Session> {
    const { data } = await doors.open.POST('/api/v1/auth/password/reset/confirm', { body: given })
    return enter(doors, data)
  },

  /** Confirms an address with the token of the link, or with the six digits and the address. */
  async verifyEmail(given: { token: string; email?: string }): Promise<User> {
    const { data } = await doors.open.POST('/api/v1/auth/verify-email', { body: given })
    await keepUser(doors, data.user)
    return data.user
  },

  /** Begins an authenticator app; it counts once `enableSecondFactor` got its first code. */
  async setUpSecondFactor(given: { issuer?: string; friendly_name?: string; code?: string } = {}) {
    return (await doors.api.POST('/api/v1/auth/2fa/setup', { body: given })).data
  },

  /** Puts the authenticator in force. @returns the backup codes, shown this once */
  async enableSecondFactor({ code }: { code: string }): Promise<string[]> {
    const { data } = await doors.api.POST('/api/v1/auth/2fa/enable', { body: { code } })
    return data.backup_codes
  },

  /** Takes the second factor away. */
  async disableSecondFactor(proof: { password?: string; code?: string }): Promise<void> {
    await doors.api.POST('/api/v1/auth/2fa/disable', { body: proof })
  },
})

/** The session's picture of the person follows, if it is theirs. */
async function keepUser({ store }: Doors, user: User): Promise<void> {
  const { current } = store
  if (current?.user.id === user.id) await store.set({ ...current, user })
}
