import type { Ctx } from '../../engines/context.ts'
import { areas } from '../../features/identity/index.ts'
import * as oauth from '../../features/oauth/index.ts'
import * as sessions from '../../features/sessions/index.ts'
import { clientNetwork } from '../../kernel/addresses.ts'
import { randomSecret } from '../../kernel/ids.ts'
import type { Reply } from '../../kernel/route.ts'
import { object, oneOf, secretText, Time, Type } from '../../kernel/schema.ts'
import { orSecondFactor } from './auth.ts'
import { callerOfClaims, type Parts } from './authenticate.ts'
import { bindingCookie, prefersHtml, readBinding } from './oauth-browser.ts'
import { route } from './route.ts'
import { SignInAnswer } from './shapes.ts'

const Params = object({ provider: oauth.ProviderName })
const Short = Type.String({ maxLength: 200 })
const Url = Type.String({ minLength: 1, maxLength: 2000 })

/** Providers add parameters of their own to what is theirs to say: those are let pass unread. */
const Returned = Type.Object({
  code: Type.Optional(Type.String({ minLength: 1, maxLength: 4096 })),
  state: Type.String({ minLength: 1, maxLength: 200 }),
  iss: Type.Optional(Type.String({ maxLength: 500 })),
  redirect_uri: Type.Optional(Url),
  code_verifier: Type.Optional(
    secretText({ minLength: 43, maxLength: 128, description: 'Of the code_challenge' }),
  ),
  error: Type.Optional(Short),
  error_description: Type.Optional(Type.String({ maxLength: 2000 })),
})

const Begun = object({ url: Type.String(), provider: Type.String(), state: Type.String() })

/** The limit of doors that know nobody yet. */
const mustBePatient = (ctx: Ctx): void =>
  ctx.limits.rate(`oauth:${clientNetwork(ctx.origin.address)}`, 30)

export function sendTo(reply: Reply, location: string, status = 302): never {
  reply.status(status)
  reply.header('location', location)
  return undefined as never
}

/** The end of every sign-in at a provider: the browser goes on, or the person is in. */
export async function finishSignIn(done: { location: string } | oauth.Entered, reply: Reply) {
  if ('location' in done) return sendTo(reply, done.location)
  const answer = await orSecondFactor(done.signIn())
  return 'requires_2fa' in answer ? answer : { ...answer, is_new_user: done.isNew }
}

/**
 * A link is finished by whoever began it, so a session counts here if there is one; a token that is
 * over must not stop a sign-in.
 */
async function noticeOwner(ctx: Ctx, { tokens }: Parts, authorization = ''): Promise<void> {
  const token = /^bearer +(eyJ\S+) *$/i.exec(authorization)?.[1]
  const claims = token && (await sessions.resolve(ctx, tokens, token))
  if (claims && claims.impersonated_by === undefined) ctx.caller = callerOfClaims(claims)
}

export const makeOAuthRoutes = (parts: Parts) => [
  route({
    method: 'GET',
    path: '/api/v1/auth/oauth/providers',
    name: 'auth.oauth_providers',
    access: 'public',
    summary: 'Identity providers that people sign in with here',
    headers: object({ 'x-fb-tenant': Type.Optional(Type.String()) }),
    query: object({ for: Type.Optional(oneOf(areas)) }),
    returns: object({
      providers: Type.Array(
        object({
          id: Type.String(),
          provider: Type.String(),
          name: Type.String(),
          display_name: Type.String(),
          enabled: Type.Boolean(),
          authorize_url: Type.String(),
        }),
      ),
    }),
    handle: async (ctx, { headers, query }) => {
      const here = await oauth.inNamedTenant(ctx, headers['x-fb-tenant'])
      const providers = await oauth.listUsable(here, query.for)
      return {
        providers: providers.map(({ name, displayName }) => ({
          id: name,
          provider: name,
          name: displayName,
          display_name: displayName,
          enabled: true,
          authorize_url: oauth.authorizeUrl(ctx, name),
        })),
      }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/auth/oauth/{provider}/authorize',
    name: 'auth.oauth_authorize',
    access: 'public',
    summary: 'Begin a sign-in at an identity provider',
    description:
      'Answers with the address to go to; a browser that navigates here (`Accept: text/html`) is ' +
      'sent there, and only it can come back.',
    params: Params,
    query: object({
      redirect_uri: Type.Optional(Url),
      redirect_to: Type.Optional(Url),
      scopes: Type.Optional(Type.String({ maxLength: 1000 })),
      code_challenge: Type.Optional(
        Type.String({
          pattern: '^[\\w-]{43}$',
          description: 'S256: the one-time code for redirect_to counts with its verifier alone',
        }),
      ),
    }),
    headers: object({
      accept: Type.Optional(Type.String()),
      'x-fb-tenant': Type.Optional(Type.String()),
    }),
    returns: Begun,
    errors: [302, 400, 429, 502],
    handle: async (ctx, { params, query, headers }, reply) => {
      mustBePatient(ctx)
      const isPage = prefersHtml(headers.accept)
      const browser = isPage ? randomSecret(43) : undefined
      const here = await oauth.inNamedTenant(ctx, headers['x-fb-tenant'])
      const begun = await oauth.begin(here, {
        provider: params.provider,
        redirectUri: query.redirect_uri,
        redirectTo: query.redirect_to,
        scopes: query.scopes,
        codeChallenge: query.code_challenge,
        browser,
      })
      if (browser === undefined) return begun
      reply.header('set-cookie', bindingCookie(ctx, begun.state, browser))
      return sendTo(reply, begun.url)
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/auth/oauth/{provider}/callback',
    name: 'auth.oauth_callback',
    access: 'public',
    summary: 'Finish a sign-in at an identity provider',
    description:
      'With what the provider sent back, or with the one-time code that we sent the app. Finishing ' +
      'a link needs the session that began it.',
    params: Params,
    query: Returned,
    headers: object({
      cookie: Type.Optional(Type.String()),
      authorization: Type.Optional(Type.String()),
    }),
    returns: SignInAnswer,
    errors: [302, 400, 401, 403, 409, 429, 502],
    handle: async (ctx, { params, query, headers }, reply) => {
      mustBePatient(ctx)
      await noticeOwner(ctx, parts, headers.authorization)
      const done = await oauth.complete(ctx, {
        provider: params.provider,
        state: query.state,
        code: query.code,
        iss: query.iss,
        redirectUri: query.redirect_uri,
        codeVerifier: query.code_verifier,
        error: query.error,
        errorDescription: query.error_description,
        browser: readBinding(headers.cookie, query.state),
      })
      return finishSignIn(done, reply)
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/auth/oauth/{provider}/callback',
    name: 'auth.oauth_form_callback',
    access: 'public',
    summary: 'The same from providers that send a form (Apple)',
    consumes: ['application/x-www-form-urlencoded'],
    params: Params,
    body: Returned,
    errors: [303, 400],
    handle: async (ctx, { params, body }, reply) => {
      // A form from elsewhere brings no cookie of ours; the page that it leads to does.
      const { code, state, iss, error, error_description } = body
      const given = Object.entries({ code, state, iss, error, error_description })
      const query = new URLSearchParams(
        given.filter((e): e is [string, string] => e[1] !== undefined),
      )
      return sendTo(reply, `${oauth.callbackUrl(ctx, params.provider)}?${query}`, 303)
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/auth/oauth/{provider}/token',
    name: 'auth.oauth_token',
    access: 'own_credentials',
    summary: 'The caller’s own token at a provider',
    description: 'Fetched anew when under five minutes of it are left.',
    params: Params,
    returns: object({
      provider: Type.String(),
      access_token: Type.String(),
      refresh_token: Type.Optional(Type.String()),
      id_token: Type.Optional(Type.String()),
      scopes: Type.Optional(Type.String()),
      token_expiry: Type.Optional(Time),
      expires_in: Type.Optional(Type.Integer({ description: 'Seconds' })),
      token_type: Type.Literal('Bearer'),
    }),
    errors: [400, 401, 403, 404, 409, 502],
    handle: (ctx, { params }) => oauth.tokenOf(ctx, params.provider),
  }),
  route({
    method: 'POST',
    path: '/api/v1/auth/oauth/{provider}/logout',
    name: 'auth.oauth_logout',
    access: 'own_credentials',
    summary: 'Sign out here and at the provider',
    params: Params,
    body: object({ redirect_url: Type.Optional(Url) }),
    returns: object({
      provider: Type.String(),
      local_tokens_revoked: Type.Boolean(),
      provider_token_revoked: Type.Boolean(),
      requires_redirect: Type.Optional(Type.Boolean()),
      redirect_url: Type.Optional(Type.String()),
      warning: Type.Optional(Type.String()),
    }),
    errors: [400, 401, 403],
    handle: (ctx, { params, body }) =>
      oauth.logOut(ctx, { provider: params.provider, redirectUrl: body.redirect_url }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/auth/oauth/{provider}/logout/callback',
    name: 'auth.oauth_after_logout',
    access: 'public',
    summary: 'The way back from the provider’s sign-out page',
    params: Params,
    query: Type.Object({ state: Type.String({ minLength: 1, maxLength: 200 }) }),
    returns: object({ message: Type.String(), provider: Type.String() }),
    errors: [302, 400, 429],
    handle: async (ctx, { params, query }, reply) => {
      mustBePatient(ctx)
      const { provider } = params
      const onward = await oauth.afterLogOut(ctx, { provider, state: query.state })
      return onward === undefined ? { message: 'Signed out', provider } : sendTo(reply, onward)
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/auth/user/identities',
    name: 'auth.link_identity',
    access: 'own_credentials',
    summary: 'Begin to link an identity to the caller’s account',
    description:
      'Goes like a sign-in; the callback is finished with the session that began. An app that has ' +
      'the provider return to us names `redirect_to`.',
    body: object({
      provider: oauth.ProviderName,
      redirect_uri: Type.Optional(Url),
      redirect_to: Type.Optional(Url),
      scopes: Type.Optional(Type.String({ maxLength: 1000 })),
    }),
    returns: Begun,
    errors: [400, 401, 403, 502],
    handle: (ctx, { body }) =>
      oauth.begin(ctx, {
        provider: body.provider,
        redirectUri: body.redirect_uri,
        redirectTo: body.redirect_to,
        scopes: body.scopes,
        linkUserId: ctx.caller.userId ?? '',
      }),
  }),
]
