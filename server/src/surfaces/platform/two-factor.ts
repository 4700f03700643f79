import * as identity from '../../features/identity/index.ts'
import type { PasskeyRecord } from '../../features/passkeys/index.ts'
import { label, object, oneOf, secretText, Time, Type, Uuid } from '../../kernel/schema.ts'
import { route } from './route.ts'
import { AuthResponse, toAuthResponse } from './shapes.ts'

const Factor = object({
  id: Uuid,
  type: oneOf(['totp', 'passkey']),
  status: oneOf(['verified', 'unverified']),
  friendly_name: Type.String(),
  created_at: Time,
  updated_at: Time,
})

/** A passkey that was registered as second factor. */
const toFactor = ({ id, name, created_at }: PasskeyRecord) => ({
  id,
  type: 'passkey' as const,
  status: 'verified' as const,
  friendly_name: name,
  created_at,
  updated_at: created_at,
})

const RecoveryCodes = Type.Array(Type.String(), { description: 'Shown this once; each works once' })
const Code = secretText({
  minLength: 1,
  maxLength: 64,
  description: 'Of the authenticator, or a recovery code',
})
const proof = {
  password: Type.Optional(secretText({ minLength: 1, maxLength: 1024 })),
  code: Type.Optional(Code),
}

export const twoFactorRoutes = [
  route({
    method: 'POST',
    path: '/api/v1/auth/2fa/verify',
    name: 'auth.verify_2fa',
    access: 'public',
    summary: 'Finish a sign-in with the second factor',
    description:
      'Only after a first step that waits, named by its `mfa_token` or else the newest of the user; ' +
      'it lives 5 minutes and 5 tries.',
    body: object({
      user_id: Type.String({ minLength: 1, maxLength: 64 }),
      code: Code,
      mfa_token: Type.Optional(secretText({ minLength: 1, maxLength: 200 })),
    }),
    returns: AuthResponse,
    errors: [400, 429],
    handle: async (ctx, { body }) =>
      toAuthResponse(
        await identity.verifySecondFactor(ctx, {
          userId: body.user_id,
          code: body.code,
          mfaToken: body.mfa_token,
        }),
      ),
  }),
  route({
    method: 'POST',
    path: '/api/v1/auth/2fa/setup',
    name: 'auth.setup_2fa',
    access: 'own_credentials',
    summary: 'Begin an authenticator app',
    description:
      'Counts once `2fa/enable` got its first code, within ten minutes. Asks for a recent sign-in ' +
      'or a nonce, and for a `code` of the one in force, if any.',
    body: object({
      issuer: Type.Optional(label(64, 'Shown by the app; default: the name of this server')),
      friendly_name: Type.Optional(label(64)),
      code: Type.Optional(Code),
      nonce: Type.Optional(secretText({ minLength: 1, maxLength: 200 })),
    }),
    returns: object({
      id: Uuid,
      type: oneOf(['totp']),
      totp: object({
        qr_code: Type.String({ description: 'An image as a data: address' }),
        secret: Type.String(),
        uri: Type.String(),
      }),
    }),
    errors: [400, 401, 403, 429],
    handle: async (ctx, { body }) => {
      const { id, secret, uri, qrCode } = await identity.setUpFactor(ctx, {
        issuer: body.issuer,
        name: body.friendly_name,
        code: body.code,
        nonce: body.nonce,
      })
      return { id, type: 'totp' as const, totp: { qr_code: qrCode, secret, uri } }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/auth/2fa/enable',
    name: 'auth.enable_2fa',
    access: 'own_credentials',
    summary: 'Put the begun authenticator in force with its first code',
    description: 'Ends all other sessions; this one is `aal2` from its next refresh on.',
    body: object({ code: Code }),
    returns: object({
      success: Type.Boolean(),
      backup_codes: RecoveryCodes,
      message: Type.String(),
    }),
    errors: [400, 401, 403, 429],
    handle: async (ctx, { body }) => ({
      success: true,
      backup_codes: await identity.enableFactor(ctx, body.code),
      message: 'Two-factor sign-in is on',
    }),
  }),
  route({
    method: 'POST',
    path: '/api/v1/auth/2fa/disable',
    name: 'auth.disable_2fa',
    access: 'own_credentials',
    summary: 'Take the second factor away',
    description:
      'With the password or a code; whatever is sent must fit. Passkeys stay, as first factors ' +
      'alone. Ends all other sessions.',
    body: object(proof),
    returns: object({ success: Type.Boolean(), message: Type.String(), id: Uuid }),
    errors: [400, 401, 403, 429],
    handle: async (ctx, { body }) => ({
      success: true,
      message: 'Two-factor sign-in is off',
      id: await identity.disableFactor(ctx, body),
    }),
  }),
  route({
    method: 'POST',
    path: '/api/v1/auth/2fa/backup-codes',
    name: 'auth.renew_backup_codes',
    access: 'own_credentials',
    summary: 'Make fresh backup codes; the ones before end',
    body: object(proof),
    returns: object({ backup_codes: RecoveryCodes }),
    errors: [400, 401, 403, 429],
    handle: async (ctx, { body }) => ({
      backup_codes: await identity.renewRecoveryCodes(ctx, body),
    }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/auth/2fa/status',
    name: 'auth.status_2fa',
    access: 'user',
    summary: 'The second factors of the person who is signed in',
    returns: object({
      totp_enabled: Type.Boolean(),
      all: Type.Array(Factor),
      totp: Type.Array(Factor),
      backup_codes_remaining: Type.Integer(),
    }),
    errors: [401],
    handle: async (ctx) => {
      const { apps, passkeys, recoveryCodesLeft } = await identity.factorStatus(ctx)
      return {
        totp_enabled: apps.some((factor) => factor.status === 'verified'),
        all: [...apps, ...passkeys.map(toFactor)],
        totp: apps,
        backup_codes_remaining: recoveryCodesLeft,
      }
    },
  }),
]
