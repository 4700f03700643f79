import * as secrets from '../../features/secrets/index.ts'
import * as settings from '../../features/settings/index.ts'
import { object, oneOf, TimeInput, Type, Uuid } from '../../kernel/schema.ts'
import { present } from './present.ts'
import { route } from './route.ts'
import { secretRoutesAt } from './secrets-one.ts'

const base = '/api/v1/secrets'

/** Secrets of functions. Literal paths win over `{id}`. */
export const secretRoutes = [
  route({
    method: 'GET',
    path: base,
    name: 'secrets.list',
    access: 'secrets_read',
    summary: 'Secrets of functions, without their values',
    query: object({
      scope: Type.Optional(oneOf(secrets.scopes)),
      namespace: Type.Optional(secrets.Namespace),
    }),
    returns: Type.Array(secrets.ListedSecret),
    errors: [400, 401, 403],
    handle: async (ctx, { query }) => (await secrets.list(ctx, query)).map(present),
  }),
  route({
    method: 'GET',
    path: `${base}/stats`,
    name: 'secrets.stats',
    access: 'secrets_read',
    summary: 'How many there are, expire within seven days, and have expired',
    returns: object({
      total: Type.Integer(),
      expiring_soon: Type.Integer(),
      expired: Type.Integer(),
    }),
    errors: [401, 403],
    handle: (ctx) => secrets.stats(ctx),
  }),
  route({
    method: 'POST',
    path: base,
    name: 'secrets.create',
    access: 'secrets_write',
    summary: 'Keep a secret for functions',
    description: 'Functions find it as `FLUXBASE_SECRET_<NAME>`.',
    body: object({
      name: secrets.SecretName,
      value: secrets.SecretValue,
      scope: Type.Optional(oneOf(secrets.scopes)),
      namespace: Type.Optional(secrets.Namespace),
      description: Type.Optional(settings.Description),
      expires_at: Type.Optional(TimeInput),
    }),
    returns: secrets.Secret,
    status: 201,
    errors: [400, 401, 403, 409],
    handle: async (ctx, { body }) => present(await secrets.create(ctx, body)),
  }),
  ...secretRoutesAt({
    path: `${base}/{id}`,
    name: 'secrets',
    params: { id: Uuid },
    query: {},
    refOf: ({ id }) => ({ id: String(id) }),
  }),
  ...secretRoutesAt({
    path: `${base}/by-name/{name}`,
    name: 'secrets.by_name',
    params: { name: secrets.SecretName },
    query: { namespace: Type.Optional(secrets.Namespace) },
    refOf: ({ name }, { namespace }) => ({
      name: String(name),
      namespace: namespace === undefined ? undefined : String(namespace),
    }),
  }),
]
