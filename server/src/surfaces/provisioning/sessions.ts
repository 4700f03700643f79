import { signIns } from '../../features/apps/index.ts'
import { object, secretText, Type } from '../../kernel/schema.ts'
import { chooseMethod } from './choose-method.ts'
import { appRoute, Id } from './route.ts'
import { FullSession, toFullSession } from './shapes.ts'

const optional = (maxLength: number) => Type.Optional(Type.String({ maxLength }))

/** One path, three shapes; which one it is, the credential in it tells. */
const NewSession = object({
  email: optional(254),
  mobileE164: Type.Optional(
    Type.String({ pattern: '^\\+[1-9][0-9]{6,14}$', description: 'E.164' }),
  ),
  mobileIso2: Type.Optional(
    Type.String({ pattern: '^[A-Za-z]{2}$', description: 'ISO 3166-1 alpha-2' }),
  ),
  mobileLocal: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
  googleIdToken: Type.Optional(secretText({ maxLength: 16_384 })),
  appleIdToken: Type.Optional(secretText({ maxLength: 16_384 })),
  firstName: Type.Optional(Type.String({ maxLength: 100 })),
  lastName: Type.Optional(Type.String({ maxLength: 100 })),
})

const text = Type.Optional(Type.String())

const Begun = object({
  id: Type.String(),
  email: text,
  mobileE164: text,
  mobileIso2: text,
  mobileLocal: text,
})

/** A partial session, or a full one at once: the fields of either. */
const Either = object({
  ...Begun.properties,
  accessToken: text,
  expiresAt: Type.Optional(Type.Integer()),
  refreshToken: text,
  firebaseToken: text,
  supabaseToken: text,
  supabaseSession: text,
  user: Type.Optional(FullSession.properties.user),
})

export const sessionRoutes = [
  appRoute({
    method: 'POST',
    path: '/api/v1/sessions',
    name: 'app.create_session',
    access: 'app',
    summary: 'Begin a sign-in by e-mail or mobile, or sign in with an ID token',
    description:
      'Exactly one of `email`, `mobileE164`, `googleIdToken`, `appleIdToken`. The first two answer ' +
      'a partial session and send a code, the others a full session.',
    body: NewSession,
    returns: Either,
    errors: [400, 401, 403, 429, 503],
    handle: async (ctx, { body }) => {
      const chosen = chooseMethod(body)
      if (chosen.by === 'email') return signIns.beginByEmail(ctx, ctx.app, chosen)
      if (chosen.by === 'mobile') return signIns.beginByMobile(ctx, ctx.app, chosen.number)
      return toFullSession(
        chosen.by === 'google'
          ? await signIns.signInWithGoogle(ctx, ctx.app, chosen)
          : await signIns.signInWithApple(ctx, ctx.app, chosen),
      )
    },
  }),
  appRoute({
    method: 'POST',
    path: '/api/v1/sessions/{id}/verify',
    name: 'app.verify_session',
    access: 'app',
    summary: 'End a sign-in with the code that was sent',
    params: Id,
    body: object({ code: secretText({ minLength: 1, maxLength: 16, description: '6 digits' }) }),
    returns: FullSession,
    errors: [400, 401, 404, 429, 503],
    handle: async (ctx, { params, body }) =>
      toFullSession(await signIns.verify(ctx, ctx.app, { ...params, ...body })),
  }),
  appRoute({
    method: 'POST',
    path: '/api/v1/sessions/{id}/refresh',
    name: 'app.refresh_session',
    access: 'app',
    summary: 'Exchange a refresh token for a new pair',
    description: 'The same token again gets the same successor while that is unused.',
    params: Id,
    body: object({ refreshToken: secretText({ minLength: 1, maxLength: 500 }) }),
    returns: FullSession,
    errors: [400, 401, 503],
    handle: async (ctx, { params, body }) =>
      toFullSession(await signIns.refresh(ctx, ctx.app, { ...params, ...body })),
  }),
]
