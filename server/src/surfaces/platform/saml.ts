import type { Ctx } from '../../engines/context.ts'
import * as oauth from '../../features/oauth/index.ts'
import * as saml from '../../features/saml/index.ts'
import { clientNetwork } from '../../kernel/addresses.ts'
import { randomSecret } from '../../kernel/ids.ts'
import type { Reply } from '../../kernel/route.ts'
import { object, rawQuery, Type } from '../../kernel/schema.ts'
import { finishSignIn, sendTo } from './oauth.ts'
import { bindingCookie, prefersHtml, readBinding } from './oauth-browser.ts'
import { route } from './route.ts'
import { SignInAnswer } from './shapes.ts'

const Params = object({ provider: saml.ProviderName })
const Url = Type.String({ minLength: 1, maxLength: 2000 })
const Secret = Type.String({ minLength: 1, maxLength: 200 })
const Xml = Type.String({ maxLength: 400 * 1024, description: 'Base64' })
const RelayState = Type.String({ maxLength: 2000 })
const tenantHeader = { 'x-fb-tenant': Type.Optional(Type.String()) }

/** Where to go afterwards: the names that server, SDK and documents use. */
const onwardQuery = object({
  redirect_url: Type.Optional(Url),
  redirect: Type.Optional(Url),
  redirect_to: Type.Optional(Url),
})
const onwardOf = (query: { redirect_url?: string; redirect?: string; redirect_to?: string }) =>
  query.redirect_url ?? query.redirect_to ?? query.redirect

/** The limit of doors that know nobody yet. */
const mustBePatient = (ctx: Ctx): void =>
  ctx.limits.rate(`saml:${clientNetwork(ctx.origin.address)}`, 30)

const LoggedOut = object({ message: Type.String(), status: Type.Optional(Type.String()) })

function goOn({ location, ...answer }: saml.Answered, reply: Reply) {
  return location === undefined ? answer : sendTo(reply, location)
}

export const samlRoutes = [
  route({
    method: 'GET',
    path: '/api/v1/auth/saml/providers',
    name: 'auth.saml_providers',
    access: 'public',
    summary: 'SAML providers that people sign in with here',
    headers: object(tenantHeader),
    returns: object({
      providers: Type.Array(
        object({
          id: Type.String(),
          name: Type.String(),
          display_name: Type.String(),
          enabled: Type.Boolean(),
          entity_id: Type.String(),
          sso_url: Type.String(),
          slo_url: Type.Optional(Type.String()),
          login_url: Type.String(),
        }),
      ),
    }),
    handle: async (ctx, { headers }) => {
      const here = await oauth.inNamedTenant(ctx, headers['x-fb-tenant'])
      const providers = await saml.listUsable(here)
      return {
        providers: providers.map((provider) => ({
          id: provider.id,
          name: provider.name,
          display_name: saml.displayNameOf(provider),
          enabled: true,
          entity_id: provider.idp_entity_id,
          sso_url: provider.sso_url,
          ...(provider.slo_url === null ? {} : { slo_url: provider.slo_url }),
          login_url: saml.loginUrl(ctx, provider.name),
        })),
      }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/auth/saml/metadata/{provider}',
    name: 'auth.saml_metadata',
    access: 'public',
    summary: 'What a SAML provider must know of this server',
    params: Params,
    headers: object(tenantHeader),
    returns: Type.String(),
    produces: 'application/xml',
    errors: [404],
    handle: async (ctx, { params, headers }) =>
      saml.ownMetadata(await oauth.inNamedTenant(ctx, headers['x-fb-tenant']), params.provider),
  }),
  route({
    method: 'GET',
    path: '/api/v1/auth/saml/login/{provider}',
    name: 'auth.saml_login',
    access: 'public',
    summary: 'Begin a sign-in at a SAML provider',
    description:
      'Answers with the address to go to; a browser that navigates here (`Accept: text/html`) is ' +
      'sent there, and only it can come back.',
    params: Params,
    query: onwardQuery,
    headers: object({ accept: Type.Optional(Type.String()), ...tenantHeader }),
    returns: object({
      url: Type.String(),
      redirect_url: Type.String(),
      provider: Type.String(),
    }),
    errors: [302, 400, 403, 404, 429],
    handle: async (ctx, { params, query, headers }, reply) => {
      mustBePatient(ctx)
      const browser = prefersHtml(headers.accept) ? randomSecret(43) : undefined
      const here = await oauth.inNamedTenant(ctx, headers['x-fb-tenant'])
      const { provider } = params
      const begun = await saml.begin(here, { provider, redirectTo: onwardOf(query), browser })
      if (browser === undefined) {
        return { url: begun.url, redirect_url: begun.url, provider: begun.provider }
      }
      reply.header('set-cookie', bindingCookie(ctx, begun.relayState, browser, 'saml'))
      return sendTo(reply, begun.url)
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/auth/saml/acs',
    name: 'auth.saml_acs',
    access: 'public',
    summary: 'Where SAML providers send people back to',
    description:
      'A form from a browser, which is sent on to the app with a one-time `code` and `state`; or ' +
      'JSON from the app: the answer of the provider, or that `code` and `state`, for tokens.',
    consumes: ['application/x-www-form-urlencoded', 'application/json'],
    body: object({
      SAMLResponse: Type.Optional(Xml),
      RelayState: Type.Optional(RelayState),
      saml_response: Type.Optional(Xml),
      relay_state: Type.Optional(RelayState),
      provider: Type.Optional(saml.ProviderName),
      code: Type.Optional(Secret),
      state: Type.Optional(Secret),
    }),
    headers: object({ 'content-type': Type.Optional(Type.String()) }),
    returns: SignInAnswer,
    errors: [302, 400, 401, 403, 409, 429],
    handle: async (ctx, { body, headers }, reply) => {
      mustBePatient(ctx)
      const { code, state = '' } = body
      if (code !== undefined) return finishSignIn(await saml.settle(ctx, { code, state }), reply)
      const done = await saml.complete(ctx, {
        samlResponse: saml.mustBring(body.saml_response ?? body.SAMLResponse),
        relayState: body.relay_state ?? body.RelayState,
        provider: body.provider,
        wantsTokens: !/^application\/x-www-form-urlencoded/i.test(headers['content-type'] ?? ''),
      })
      return finishSignIn(done, reply)
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/auth/saml/acs',
    name: 'auth.saml_return',
    access: 'public',
    summary: 'The browser that began a SAML sign-in shows that it is the one',
    query: object({ code: Secret, state: Secret, RelayState: Secret }),
    headers: object({ cookie: Type.Optional(Type.String()) }),
    returns: SignInAnswer,
    errors: [302, 400, 403, 409, 429],
    handle: async (ctx, { query, headers }, reply) => {
      mustBePatient(ctx)
      const { RelayState, ...pair } = query
      const browser = readBinding(headers.cookie, RelayState)
      return finishSignIn(await saml.comeBack(ctx, { ...pair, browser }), reply)
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/auth/saml/slo',
    name: 'auth.saml_slo_form',
    access: 'public',
    summary: 'Single logout by the POST binding',
    description: 'A signed LogoutRequest of a provider, or its signed answer to one of ours.',
    consumes: ['application/x-www-form-urlencoded'],
    // Providers add fields of their own to a form: those are let pass unread.
    body: Type.Object({
      SAMLRequest: Type.Optional(Xml),
      SAMLResponse: Type.Optional(Xml),
      RelayState: Type.Optional(RelayState),
    }),
    returns: LoggedOut,
    errors: [302, 400, 429],
    handle: async (ctx, { body }, reply) => {
      mustBePatient(ctx)
      return goOn(await saml.receiveForm(ctx, body), reply)
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/auth/saml/slo',
    name: 'auth.saml_slo_redirect',
    access: 'public',
    summary: 'Single logout by the redirect binding',
    description: 'The same, signed over the query as it was sent.',
    query: rawQuery({
      SAMLRequest: Type.Optional(Type.String()),
      SAMLResponse: Type.Optional(Type.String()),
      RelayState: Type.Optional(Type.String()),
      SigAlg: Type.Optional(Type.String()),
      Signature: Type.Optional(Type.String()),
    }),
    returns: LoggedOut,
    errors: [302, 400, 429],
    handle: async (ctx, { query }, reply) => {
      mustBePatient(ctx)
      return goOn(await saml.receiveRedirect(ctx, query), reply)
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/auth/saml/logout/{provider}',
    name: 'auth.saml_logout',
    access: 'own_credentials',
    summary: 'Sign out here and at the SAML provider',
    description: 'The session here ends at once; the address ends the one there.',
    params: Params,
    query: onwardQuery,
    headers: object({ accept: Type.Optional(Type.String()) }),
    returns: object({
      message: Type.String(),
      saml_logout: Type.Boolean(),
      redirect_url: Type.Optional(Type.String()),
      warning: Type.Optional(Type.String()),
    }),
    errors: [302, 400, 401, 403],
    handle: async (ctx, { params, query, headers }, reply) => {
      const redirectTo = onwardOf(query)
      const offer = await saml.logOut(ctx, { provider: params.provider, redirectTo })
      const message = 'Signed out'
      if (!offer)
        return { message, saml_logout: false, warning: 'The provider has no single logout' }
      if (prefersHtml(headers.accept)) return sendTo(reply, offer.slo_url)
      return { message, saml_logout: true, redirect_url: offer.slo_url }
    },
  }),
]
