import * as identity from '../../features/identity/index.ts'
import * as keys from '../../features/keys/index.ts'
import { invalidField } from '../../kernel/errors.ts'
import { label, nullable, object, Time, TimeInput, Type, Uuid } from '../../kernel/schema.ts'
import { route } from './route.ts'

const ApiKey = {
  id: Uuid,
  name: Type.String(),
  prefix: Type.String({ description: 'First characters, to recognise it by' }),
  is_active: Type.Boolean(),
  created_at: Time,
}

export const keyRoutes = [
  route({
    method: 'POST',
    path: '/v1/auth/api-keys',
    name: 'account.create_key',
    access: 'session',
    summary: 'Create an API key',
    description: 'The answer is the only place where `raw_key` is ever shown.',
    body: object({ name: label(100), expires_at: Type.Optional(TimeInput) }),
    returns: object({ ...ApiKey, raw_key: Type.String(), expires_at: nullable(Time) }),
    errors: [401, 403, 409, 422],
    handle: async (ctx, { body }) => {
      await identity.mustBeProven(ctx)
      const expiresAt = futureTime(body.expires_at)
      const { record, secret } = await identity.createKey(ctx, 'rst', {
        name: body.name,
        expiresAt,
      })
      return { ...record, raw_key: secret, is_active: true }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/auth/api-keys',
    name: 'account.list_keys',
    access: 'session',
    summary: 'List the own API keys, active and revoked, newest first',
    returns: Type.Array(
      object({ ...ApiKey, last_used_at: nullable(Time), expires_at: nullable(Time) }),
    ),
    errors: [401],
    handle: async (ctx) => {
      const list = await keys.list(ctx, ctx.caller.userId ?? '', 'rst')
      return list.map((key) => ({ ...key, is_active: keys.isActive(key) }))
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/auth/api-keys/{key_id}',
    name: 'account.revoke_key',
    access: 'session',
    summary: 'Revoke an API key, at once',
    params: object({ key_id: Uuid }),
    errors: [401, 404, 422],
    handle: async (ctx, { params }) => {
      await identity.revokeKey(ctx, 'rst', params.key_id)
    },
  }),
]

function futureTime(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined
  const time = new Date(text)
  if (time > new Date()) return time
  throw invalidField('expires_at', 'past', 'Must be in the future')
}
