import type { paths } from '../api.ts'
import type { Session } from './session.ts'
import { type Doors, enter } from './sign-in.ts'

type Body<Path extends keyof paths> = paths[Path] extends {
  post: { requestBody?: { content: { 'application/json': infer Body } } }
}
  ? Body
  : never

/** Passkeys by the browser's own means (WebAuthn level 3); elsewhere these throw. */
export const makePasskeys = (doors: Doors) => ({
  /**
   * Signs in by passkey, without an e-mail address. Finishes a sign-in that waits for its second
   * factor, if there is one.
   */
  async signInWithPasskey(): Promise<Session> {
    const { mfa_token } = doors.waiting.for ?? {}
    const also = mfa_token === undefined ? {} : { mfa_token }
    const options = await doors.open.POST('/api/v1/auth/passkeys/signin/options', { body: also })
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options.data as never)
    const proof = await navigator.credentials.get({ publicKey })
    const body = { ...toJson<'/api/v1/auth/passkeys/signin/verify'>(proof), ...also }
    const { data } = await doors.open.POST('/api/v1/auth/passkeys/signin/verify', { body })
    return enter(doors, data)
  },

  /**
   * Makes a passkey for whoever is signed in, within ten minutes after their sign-in. With
   * `second_factor` every other way in asks for it from then on.
   * @returns `backup_codes` with the first second factor; they are shown this once
   */
  async registerPasskey(given: { name?: string; second_factor?: boolean } = {}) {
    const { name, ...begin } = given
    const options = await doors.api.POST('/api/v1/auth/passkeys/register/options', { body: begin })
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options.data as never)
    const made = await navigator.credentials.create({ publicKey })
    const json = toJson<'/api/v1/auth/passkeys/register/verify'>(made)
    const body = { ...json, ...(name === undefined ? {} : { name }) }
    return (await doors.api.POST('/api/v1/auth/passkeys/register/verify', { body })).data
  },
})

const toJson = <Path extends keyof paths>(credential: Credential | null): Body<Path> =>
  (credential as PublicKeyCredential).toJSON() as Body<Path>
