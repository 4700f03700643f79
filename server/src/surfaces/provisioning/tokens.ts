import * as identity from '../../features/identity/index.ts'
import * as keys from '../../features/keys/index.ts'
import { invalidField, notFound } from '../../kernel/errors.ts'
import { isUuid } from '../../kernel/ids.ts'
import { label, object, Type } from '../../kernel/schema.ts'
import { Id, route } from './route.ts'
import { ApiTime, ApiTimeOrNone, toTime, toTimeOrNone } from './shapes.ts'

const Token = object({
  id: Type.String(),
  name: Type.String(),
  prefix: Type.String({ description: 'First characters, to recognise it by' }),
  created: ApiTime,
  lastUsedAt: ApiTimeOrNone,
  expiresAt: ApiTimeOrNone,
})

export const tokenRoutes = [
  route({
    method: 'POST',
    path: '/api/v2/accounts/tokens',
    name: 'provisioning.create_token',
    access: 'account',
    summary: 'Issue another personal access token',
    description: 'The answer is the only place where the token is ever shown.',
    body: object({
      name: Type.Optional(label(100)),
      expiresAt: Type.Optional(
        Type.String({ maxLength: 40, description: 'RFC 3339, also with a space; default never' }),
      ),
    }),
    returns: object({ accessToken: Type.String() }),
    errors: [400, 401, 409],
    handle: async (ctx, { body: { name = 'default', expiresAt } }) => {
      const given = { name, expiresAt: futureTime(expiresAt) }
      return { accessToken: (await identity.createKey(ctx, 'pat', given)).secret }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v2/accounts/tokens',
    name: 'provisioning.list_tokens',
    access: 'account',
    summary: 'The live personal access tokens, newest first',
    returns: object({ tokens: Type.Array(Token) }),
    errors: [401],
    handle: async (ctx) => {
      const list = await keys.list(ctx, ctx.caller.userId ?? '', 'pat')
      return { tokens: list.filter(keys.isActive).map(toToken) }
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/v2/accounts/tokens/{id}',
    name: 'provisioning.revoke_token',
    access: 'account',
    summary: 'Revoke a personal access token, at once',
    params: Id,
    errors: [401, 404],
    handle: async (ctx, { params }) => {
      const wasLive = isUuid(params.id) && (await identity.revokeKey(ctx, 'pat', params.id))
      if (!wasLive) throw notFound('token_not_found', 'No such token')
    },
  }),
]

const toToken = (key: keys.KeyRecord) => ({
  id: key.id,
  name: key.name,
  prefix: key.prefix,
  created: toTime(key.created_at),
  lastUsedAt: toTimeOrNone(key.last_used_at),
  expiresAt: toTimeOrNone(key.expires_at),
})

function futureTime(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined
  const isTime = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/i.test(text)
  const time = new Date(isTime ? text.replace(' ', 'T') : Number.NaN)
  if (Number.isNaN(time.getTime())) throw invalidField('expiresAt', 'format', 'Not a valid time')
  if (time <= new Date()) throw invalidField('expiresAt', 'past', 'Must be in the future')
  return time
}
