import * as identity from '../../features/identity/index.ts'
import * as keys from '../../features/keys/index.ts'
import * as passkeys from '../../features/passkeys/index.ts'
import * as sessions from '../../features/sessions/index.ts'
import { invalidField } from '../../kernel/errors.ts'
import { isUuid } from '../../kernel/ids.ts'
import { nullable, object, oneOf, secretText, Time, Type, Uuid } from '../../kernel/schema.ts'
import { route } from './route.ts'

const Account = object({
  id: Uuid,
  username: Type.String(),
  email: Type.String(),
  email_verified: Type.Boolean(),
  full_name: nullable(Type.String()),
  google_linked: Type.Boolean(),
  has_password: Type.Boolean(),
  can_unlink_google: Type.Boolean(),
  available_sign_in_methods: Type.Array(oneOf(['password', 'google'])),
  plan: oneOf(['free', 'pro']),
  plan_source: oneOf(['default', 'subscription', 'grant', 'trial']),
  plan_expires_at: nullable(Time),
  created_at: Time,
})

const toAccount = (a: identity.AccountSummary) => ({
  ...a,
  can_unlink_google: a.google_linked && a.has_password && a.email_verified,
  available_sign_in_methods: [
    ...(a.has_password ? (['password'] as const) : []),
    ...(a.google_linked ? (['google'] as const) : []),
  ],
  // No plans are sold yet: everybody has the default one.
  plan: 'free' as const,
  plan_source: 'default' as const,
  plan_expires_at: null,
})

const Session = object({
  id: Uuid,
  surface: Type.String({ description: 'Where it was started' }),
  device: nullable(Type.String()),
  address: nullable(Type.String()),
  aal: oneOf(['aal1', 'aal2']),
  current: Type.Boolean({ description: 'The session that asks' }),
  created_at: Time,
  last_used_at: Time,
  expires_at: Time,
})

const credentialKinds = [
  'session' as const,
  'passkey' as const,
  ...new Set(Object.values(keys.kinds).map(({ label }) => label)),
]

const Credential = object({
  id: Uuid,
  kind: oneOf(credentialKinds),
  name: Type.String(),
  prefix: nullable(Type.String()),
  is_active: Type.Boolean(),
  created_at: Time,
  last_used_at: nullable(Time),
  expires_at: nullable(Time),
})

const GoogleToken = secretText({ minLength: 1, maxLength: 16_384, description: 'Google ID token' })

export const meRoutes = [
  route({
    method: 'GET',
    path: '/v1/me/account',
    name: 'account.get',
    access: 'owner',
    summary: 'Account summary, plan source and sign-in methods',
    returns: Account,
    errors: [401, 429],
    handle: async (ctx) => toAccount(await identity.summarize(ctx)),
  }),
  route({
    method: 'DELETE',
    path: '/v1/me/account',
    name: 'account.delete',
    access: 'session',
    summary: 'Close the own account',
    description: 'Needs the password or a fresh Google ID token. Kept for 30 days, then erased.',
    body: object({
      password: Type.Optional(secretText({ minLength: 1, maxLength: 1024 })),
      credential: Type.Optional(GoogleToken),
    }),
    errors: [400, 401, 403, 409, 422, 429],
    handle: (ctx, { body }) => identity.deleteAccount(ctx, body),
  }),
  route({
    method: 'POST',
    path: '/v1/me/google/link',
    name: 'account.link_google',
    access: 'session',
    summary: 'Link a Google account',
    body: object({
      credential: GoogleToken,
      nonce: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
    }),
    returns: Account,
    errors: [401, 409, 422, 503],
    handle: async (ctx, { body }) => {
      await identity.linkGoogle(ctx, body)
      return toAccount(await identity.summarize(ctx))
    },
  }),
  route({
    method: 'POST',
    path: '/v1/me/google/unlink',
    name: 'account.unlink_google',
    access: 'owner',
    summary: 'Unlink Google when password sign-in is available',
    returns: Account,
    errors: [401, 409],
    handle: async (ctx) => {
      await identity.unlinkGoogle(ctx)
      return toAccount(await identity.summarize(ctx))
    },
  }),
  route({
    method: 'GET',
    path: '/v1/me/sessions',
    name: 'account.list_sessions',
    access: 'session',
    summary: 'Devices signed in, on any surface, newest first',
    returns: Type.Array(Session),
    errors: [401],
    handle: async (ctx) => {
      const list = await sessions.list(ctx, ctx.caller.userId ?? '')
      return list.map((s) => ({ ...s, current: s.id === ctx.caller.sessionId }))
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/me/sessions/{id}',
    name: 'account.revoke_session',
    access: 'session',
    summary: 'Sign out one device, or with `others` all but this one',
    params: object({
      id: Type.String({ maxLength: 36, description: 'A session id, or `others`' }),
    }),
    errors: [401, 404, 422],
    handle: async (ctx, { params }) => {
      if (params.id === 'others') return identity.revokeOtherSessions(ctx)
      if (isUuid(params.id)) return identity.revokeSession(ctx, params.id)
      throw invalidField('id', 'format', 'Must be a UUID, or others')
    },
  }),
  route({
    method: 'GET',
    path: '/v1/me/credentials',
    name: 'account.list_credentials',
    access: 'session',
    summary: 'Every key, token, passkey and session of the account in one list, newest first',
    returns: Type.Array(Credential),
    errors: [401],
    handle: async (ctx) => {
      const userId = ctx.caller.userId ?? ''
      const held = [
        ...(await keys.list(ctx, userId)).map(fromKey),
        ...(await passkeys.list(ctx, userId)).map(fromPasskey),
        ...(await sessions.list(ctx, userId)).map(fromSession),
      ]
      return held.sort((a, b) => b.created_at.getTime() - a.created_at.getTime())
    },
  }),
]

const fromKey = (key: keys.KeyRecord) => ({
  id: key.id,
  kind: keys.kinds[key.kind].label,
  name: key.name,
  prefix: key.prefix,
  is_active: keys.isActive(key),
  created_at: key.created_at,
  last_used_at: key.last_used_at,
  expires_at: key.expires_at,
})

const fromPasskey = (passkey: passkeys.PasskeyRecord) => ({
  id: passkey.id,
  kind: 'passkey' as const,
  name: passkey.name,
  prefix: null,
  is_active: true,
  created_at: passkey.created_at,
  last_used_at: passkey.last_used_at,
  expires_at: null,
})

const fromSession = (session: sessions.SessionRecord) => ({
  id: session.id,
  kind: 'session' as const,
  name: session.device || session.surface,
  prefix: null,
  is_active: true,
  created_at: session.created_at,
  last_used_at: session.last_used_at,
  expires_at: session.expires_at,
})
