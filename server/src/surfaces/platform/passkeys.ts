import * as identity from '../../features/identity/index.ts'
import {
  label,
  nullable,
  object,
  oneOf,
  secretText,
  Time,
  Type,
  Uuid,
} from '../../kernel/schema.ts'
import {
  authenticationResponse,
  CreationOptions,
  RequestOptions,
  registrationResponse,
  toAuthentication,
  toRegistration,
} from './passkeys-fields.ts'
import { route } from './route.ts'
import { AuthResponse, Success, toAuthResponse } from './shapes.ts'

const base = '/api/v1/auth/passkeys'

const Passkey = object({
  id: Uuid,
  name: Type.String(),
  created_at: Time,
  last_used_at: nullable(Time),
  backed_up: Type.Boolean({ description: 'Copies are kept elsewhere, as of its last use' }),
  device_type: oneOf(['singleDevice', 'multiDevice'], 'Whether it can be copied at all'),
  transports: Type.Array(Type.String()),
  aaguid: Uuid,
  second_factor: Type.Boolean({ description: 'Every other way in asks for a second factor' }),
})

const ById = object({ id: Type.String({ minLength: 1, maxLength: 100 }) })
const Name = label(64, 'What the person calls it')
const MfaToken = Type.Optional(
  secretText({ minLength: 1, maxLength: 200, description: 'Of the sign-in that waits' }),
)

export const passkeyRoutes = [
  route({
    method: 'POST',
    path: `${base}/register/options`,
    name: 'passkeys.begin_registration',
    access: 'own_credentials',
    summary: 'Begin a passkey',
    description:
      'For `startRegistration` of `@simplewebauthn/browser`. Asks for a sign-in within ten minutes, ' +
      'or a nonce. With `second_factor` any security key will do, and every other way in asks for ' +
      'a second factor from then on.',
    body: object({
      second_factor: Type.Optional(Type.Boolean()),
      nonce: Type.Optional(secretText({ minLength: 1, maxLength: 200 })),
    }),
    returns: CreationOptions,
    errors: [400, 401, 403, 409, 429, 503],
    handle: (ctx, { body: { second_factor: secondFactor = false, nonce } }) =>
      identity.beginPasskey(ctx, { secondFactor, nonce }),
  }),
  route({
    method: 'POST',
    path: `${base}/register/verify`,
    name: 'passkeys.register',
    access: 'own_credentials',
    summary: 'Keep the passkey that was made',
    description:
      'What `startRegistration` gave, in the same session within five minutes. The first second ' +
      'factor of an account brings backup codes and ends all other sessions.',
    body: object({ ...registrationResponse, name: Type.Optional(Name) }),
    returns: object({
      verified: Type.Literal(true),
      passkey: Passkey,
      backup_codes: Type.Optional(
        Type.Array(Type.String(), { description: 'Shown this once; each works once' }),
      ),
    }),
    errors: [400, 401, 403, 409, 429, 503],
    handle: async (ctx, { body: { name = 'Passkey', ...response } }) => {
      const given = { name, response: toRegistration(response) }
      const { passkey, recoveryCodes } = await identity.addPasskey(ctx, given)
      const codes = recoveryCodes ? { backup_codes: recoveryCodes } : {}
      return { verified: true as const, passkey, ...codes }
    },
  }),
  route({
    method: 'POST',
    path: `${base}/signin/options`,
    name: 'passkeys.begin_signin',
    access: 'public',
    summary: 'Begin a sign-in by passkey, or the second step of one that waits',
    description:
      'For `startAuthentication` of `@simplewebauthn/browser`. No address is needed: the ' +
      'authenticator knows whose passkey it is. With the `mfa_token` of a sign-in that waits it ' +
      'is its second factor.',
    body: object({ mfa_token: MfaToken }),
    returns: RequestOptions,
    errors: [400, 401, 403, 429, 503],
    handle: (ctx, { body }) => identity.askForPasskey(ctx, body.mfa_token),
  }),
  route({
    method: 'POST',
    path: `${base}/signin/verify`,
    name: 'passkeys.signin',
    access: 'public',
    summary: 'Sign in by passkey, or finish the second step',
    description:
      'What `startAuthentication` gave, once, within five minutes; with the same `mfa_token` as ' +
      'its options. A passkey by itself is two factors (aal2): nothing more is asked for.',
    body: object({ ...authenticationResponse, mfa_token: MfaToken }),
    returns: AuthResponse,
    errors: [400, 401, 403, 429, 503],
    handle: async (ctx, { body: { mfa_token: mfaToken, ...response } }) =>
      toAuthResponse(
        await identity.signInByPasskey(ctx, { mfaToken, response: toAuthentication(response) }),
      ),
  }),
  route({
    method: 'GET',
    path: base,
    name: 'passkeys.list',
    access: 'user',
    summary: 'The own passkeys, oldest first',
    returns: Type.Array(Passkey),
    errors: [401],
    handle: (ctx) => identity.listPasskeys(ctx),
  }),
  route({
    method: 'PATCH',
    path: `${base}/{id}`,
    name: 'passkeys.rename',
    access: 'own_credentials',
    summary: 'Rename a passkey',
    params: ById,
    body: object({ name: Name }),
    returns: Passkey,
    errors: [400, 401, 403, 404],
    handle: (ctx, { params, body }) => identity.renamePasskey(ctx, params.id, body.name),
  }),
  route({
    method: 'DELETE',
    path: `${base}/{id}`,
    name: 'passkeys.delete',
    access: 'own_credentials',
    summary: 'Delete a passkey',
    description:
      'Not the last way to sign in (409). Asks for a sign-in within ten minutes. Ends all other ' +
      'sessions.',
    params: ById,
    returns: Success,
    errors: [401, 403, 404, 409],
    handle: async (ctx, { params }) => {
      await identity.removePasskey(ctx, params.id)
      return { success: true, message: 'Passkey deleted' }
    },
  }),
]
