import type { Ctx } from '../../engines/context.ts'
import { scopes } from '../../features/listings/index.ts'
import * as marketplaceTokens from '../../features/marketplace-tokens/index.ts'
import { invalid } from '../../kernel/errors.ts'
import { mapOf, object, rawJson, Type } from '../../kernel/schema.ts'
import { mustHave, type Parameters, readClient, readParameters } from './oauth-parameters.ts'
import { route } from './route.ts'

const Asked = {
  client_id: Type.String({ minLength: 1, maxLength: 128 }),
  redirect_uri: Type.String({ minLength: 1, maxLength: 2048 }),
  state: Type.Optional(Type.String({ maxLength: 2048 })),
}

const Text = Type.String()
const Authorization = object({ authorization: Type.Optional(Type.String()) })

const client = {
  client_id: { ...Text, description: 'Or by Basic' },
  client_secret: { ...Text, description: 'Or by Basic; none of a public client' },
}

const TokenBody = rawJson(
  {
    type: 'object',
    required: ['grant_type'],
    properties: {
      grant_type: { type: 'string', enum: ['authorization_code', 'refresh_token'] },
      code: Text,
      redirect_uri: Text,
      code_verifier: Text,
      refresh_token: Text,
      scope: { ...Text, description: 'Fewer than were granted, for this access token' },
      ...client,
    },
  },
  'Other parameters are let pass unread (RFC 6749 §3.2)',
)

const RevokeBody = rawJson(
  {
    type: 'object',
    required: ['token'],
    properties: { token: Text, token_type_hint: Text, ...client },
  },
  'Other parameters are let pass unread',
)

type Exchange = (
  ctx: Ctx,
  proof: marketplaceTokens.ClientProof,
  given: Parameters,
) => Promise<marketplaceTokens.Tokens>

const exchanges: Record<string, Exchange> = {
  authorization_code: (ctx, proof, given) =>
    marketplaceTokens.redeem(ctx, proof, {
      code: mustHave(given, 'code'),
      redirect_uri: mustHave(given, 'redirect_uri'),
      code_verifier: given.code_verifier,
    }),
  refresh_token: (ctx, proof, given) =>
    marketplaceTokens.refresh(ctx, proof, {
      refresh_token: mustHave(given, 'refresh_token'),
      scope: given.scope,
    }),
}

function exchangeOf(given: Parameters): Exchange {
  const type = mustHave(given, 'grant_type')
  const found = Object.hasOwn(exchanges, type) ? exchanges[type] : undefined
  if (!found) throw invalid('unsupported_grant_type', 'grant_type: Not one of this server')
  return found
}

/** OAuth 2.0 for apps: RFC 6749, 7009, 7636, 8414, 9207. */
export const oauthRoutes = [
  route({
    method: 'POST',
    path: '/v1/oauth/authorize/grant',
    name: 'registry.grant',
    access: 'merchant',
    summary: 'Say yes to an app: installs it and makes a code for its client',
    description:
      'The code lives for a minute and works once. `redirect_url` is where the browser goes next.',
    body: object({
      ...Asked,
      scopes: Type.Array(Type.String({ maxLength: 64 }), {
        minItems: 1,
        maxItems: 100,
        uniqueItems: true,
      }),
      code_challenge: Type.Optional(Type.String({ maxLength: 128 })),
      code_challenge_method: Type.Optional(Type.String({ maxLength: 16, description: 'S256' })),
    }),
    returns: object({ redirect_url: Type.String(), code: Type.String() }),
    errors: [400, 401, 403, 404, 429],
    handle: (ctx, { body }) => marketplaceTokens.grant(ctx, body),
  }),
  route({
    method: 'POST',
    path: '/v1/oauth/authorize/deny',
    name: 'registry.deny',
    access: 'merchant',
    summary: 'Say no to an app',
    body: object(Asked),
    returns: object({ redirect_url: Type.String() }),
    errors: [400, 401, 403, 404, 429],
    handle: (ctx, { body }) => marketplaceTokens.deny(ctx, body),
  }),
  route({
    method: 'POST',
    path: '/v1/oauth/token',
    name: 'registry.token',
    access: 'public_client',
    summary: 'Exchange a code or a refresh token for tokens',
    headers: Authorization,
    body: TokenBody,
    returns: object({
      access_token: Type.String(),
      token_type: Type.Literal('bearer'),
      expires_in: Type.Integer(),
      refresh_token: Type.String(),
      scope: Type.String(),
      merchant_id: Type.String(),
    }),
    errors: [400, 401, 429],
    handle: (ctx, { body, headers }) => {
      const given = readParameters(body?.value)
      const exchange = exchangeOf(given)
      return exchange(ctx, readClient(headers.authorization, given), given)
    },
  }),
  route({
    method: 'POST',
    path: '/v1/oauth/revoke',
    name: 'registry.revoke_token',
    access: 'public_client',
    summary: 'End a token: a refresh token with all that came of it',
    headers: Authorization,
    body: RevokeBody,
    returns: object({}),
    errors: [400, 401, 429],
    handle: async (ctx, { body, headers }) => {
      const given = readParameters(body?.value)
      const token = mustHave(given, 'token')
      await marketplaceTokens.revoke(ctx, readClient(headers.authorization, given), token)
      return {}
    },
  }),
  route({
    method: 'GET',
    path: '/.well-known/oauth-authorization-server',
    name: 'registry.oauth_metadata',
    access: 'public',
    summary: 'Where and how OAuth clients talk to this server (RFC 8414)',
    returns: mapOf(Type.Any()),
    handle: async ({ instance: { publicUrl } }) => ({
      issuer: publicUrl,
      authorization_endpoint: `${publicUrl}/marketplace/authorize`,
      token_endpoint: `${publicUrl}/v1/oauth/token`,
      revocation_endpoint: `${publicUrl}/v1/oauth/revoke`,
      response_types_supported: ['code'],
      response_modes_supported: ['query'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_methods_supported: authMethods,
      revocation_endpoint_auth_methods_supported: authMethods,
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
      scopes_supported: scopes,
    }),
  }),
]

const authMethods = ['client_secret_basic', 'client_secret_post', 'none']
