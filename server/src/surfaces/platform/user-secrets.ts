import * as settings from '../../features/settings/index.ts'
import { object, Type } from '../../kernel/schema.ts'
import { present } from './present.ts'
import { route } from './route.ts'

const { ownSecrets: secrets } = settings

const base = '/api/v1/settings/secret'

/** A key may hold slashes, as they are or as `%2F`. */
const ByPath = object({ path: settings.SettingKey })

/** Clients write the path with a slash at its end; one of the two is enough for the document. */
const spellings = [
  { path: base, suffix: '', hidden: false },
  { path: `${base}/`, suffix: '_slash', hidden: true },
]

const collection = spellings.flatMap(({ path, suffix, hidden }) => [
  route({
    method: 'GET',
    path,
    hidden,
    name: `user_secrets.list${suffix}`,
    access: 'user',
    summary: 'Your secrets, without their values',
    returns: Type.Array(settings.SecretMeta),
    errors: [401],
    handle: async (ctx) => (await secrets.list(ctx)).map(present),
  }),
  route({
    method: 'POST',
    path,
    hidden,
    name: `user_secrets.create${suffix}`,
    access: 'own_credentials',
    summary: 'Keep a secret',
    description: 'The value is encrypted and not shown again; your functions can read it.',
    body: object({
      key: settings.SettingKey,
      value: settings.SecretValue,
      description: Type.Optional(settings.Description),
    }),
    returns: settings.SecretMeta,
    status: 201,
    errors: [400, 401, 403, 409, 429],
    handle: async (ctx, { body }) => present(await secrets.create(ctx, body)),
  }),
])

/** A person's secrets. */
export const userSecretRoutes = [
  ...collection,
  route({
    method: 'GET',
    path: `${base}/{path}`,
    catchAll: true,
    name: 'user_secrets.get',
    access: 'user',
    summary: 'What is known of a secret of yours, without its value',
    params: ByPath,
    returns: settings.SecretMeta,
    errors: [400, 401, 404],
    handle: async (ctx, { params }) => present(await secrets.get(ctx, params.path)),
  }),
  route({
    method: 'PUT',
    path: `${base}/{path}`,
    catchAll: true,
    name: 'user_secrets.put',
    access: 'own_credentials',
    summary: 'Replace a secret of yours',
    description: 'Never makes one: clients create on 404.',
    params: ByPath,
    body: object({
      value: Type.Optional(settings.SecretValue),
      description: Type.Optional(settings.Description),
    }),
    returns: settings.SecretMeta,
    errors: [400, 401, 403, 404, 429],
    handle: async (ctx, { params, body }) => present(await secrets.update(ctx, params.path, body)),
  }),
  route({
    method: 'DELETE',
    path: `${base}/{path}`,
    catchAll: true,
    name: 'user_secrets.delete',
    access: 'own_credentials',
    summary: 'Forget a secret of yours',
    params: ByPath,
    errors: [400, 401, 403, 404],
    handle: (ctx, { params }) => secrets.remove(ctx, params.path),
  }),
]
