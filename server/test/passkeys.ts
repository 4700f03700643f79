import assert from 'node:assert/strict'
import type { Answer, TestServer } from './kit.ts'
import { type Cbor, type Lie, type Traits, VirtualAuthenticator } from './virtual-authenticator.ts'

const base = '/api/v1/auth/passkeys'

/** The ceremonies over HTTP, step by step, as a page would go through them. */
export function ceremonies(server: TestServer) {
  const post = (path: string, body: unknown, token?: string): Promise<Answer> =>
    server.call({ url: `${base}/${path}`, body, token })

  const beginRegistration = async (token: string, body: object = {}) => {
    const answer = await post('register/options', body, token)
    assert.equal(answer.status, 200, answer.text)
    return answer.body
  }

  const beginSignIn = async (body: object = {}) => {
    const answer = await post('signin/options', body)
    assert.equal(answer.status, 200, answer.text)
    return answer.body
  }

  /** Registers whatever the authenticator makes. */
  const register = async (
    authenticator: VirtualAuthenticator,
    token: string,
    given: { lie?: Lie; begin?: object; name?: string; attestation?: [string, Cbor] } = {},
  ): Promise<Answer> => {
    const options = await beginRegistration(token, given.begin)
    const made = authenticator.create(options, given.lie, given.attestation)
    const named = given.name === undefined ? made : { ...made, name: given.name }
    return post('register/verify', named, token)
  }

  return {
    post,
    beginRegistration,
    beginSignIn,
    register,

    /** A person's new authenticator with a passkey in it. */
    async withPasskey(token: string, traits: Traits, begin?: object) {
      const authenticator = new VirtualAuthenticator(traits)
      const answer = await register(authenticator, token, begin ? { begin } : {})
      assert.equal(answer.status, 200, answer.text)
      return { authenticator, id: answer.body.passkey.id as string, answer }
    },

    async signIn(authenticator: VirtualAuthenticator, lie?: Lie): Promise<Answer> {
      return post('signin/verify', authenticator.get(await beginSignIn(), lie))
    },

    /** The second step of a sign-in that waits. */
    async secondStep(
      authenticator: VirtualAuthenticator,
      mfa_token: string,
      lie?: Lie,
    ): Promise<Answer> {
      const options = await beginSignIn({ mfa_token })
      return post('signin/verify', { ...authenticator.get(options, lie), mfa_token })
    },

    list: async (token: string) => (await server.call({ url: base, token })).body,
    rename: (token: string, id: string, name: unknown) =>
      server.call({ method: 'PATCH', url: `${base}/${id}`, body: { name }, token }),
    remove: (token: string, id: string) =>
      server.call({ method: 'DELETE', url: `${base}/${id}`, token }),
  }
}
