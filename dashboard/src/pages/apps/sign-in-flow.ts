import { createApi } from '@flumen/client'
import type { Data } from '../../api/data.ts'

export type Session = Data<'/api/v1/sessions/{id}/verify', 'post'>
export type Config = Data<'/api/v1/config'>

/** The sign-in as an app makes it: by its public key, as nobody. Nothing of the dashboard goes along. */
export class SignInFlow {
  readonly #key: string

  constructor(apiKey: string) {
    this.#key = apiKey
  }

  #api = (token?: string) =>
    createApi({
      url: location.origin,
      headers: { 'x-api-key': this.#key, ...(token && { authorization: `Bearer ${token}` }) },
    })

  config = async (): Promise<Config> => (await this.#api().GET('/api/v1/config')).data

  /** Sends a code. */
  begin = async (email: string): Promise<string> =>
    (await this.#api().POST('/api/v1/sessions', { body: { email } })).data.id

  verify = async (id: string, code: string): Promise<Session> =>
    (
      await this.#api().POST('/api/v1/sessions/{id}/verify', {
        params: { path: { id } },
        body: { code },
      })
    ).data

  name = async ({ accessToken }: Session, names: { firstName?: string; lastName?: string }) =>
    (await this.#api(accessToken).PATCH('/api/v1/users/me', { body: names })).data.user
}
