import * as apps from '../../features/apps/index.ts'
import { label, object, oneOf, secretText, Type } from '../../kernel/schema.ts'
import { Id, route } from './route.ts'
import { FullApp, NewApp, RevealedApp, Summary, toFullApp, toNewApp, toSummary } from './shapes.ts'

const clientId = Type.Optional(Type.String({ maxLength: 255 }))
const Url = Type.String({ maxLength: 2000, description: 'http or https, or empty' })

const Changes = object({
  name: Type.Optional(label(100)),
  authMethods: Type.Optional(
    Type.Array(
      object({
        id: oneOf(apps.methodIds),
        selected: Type.Boolean(),
        googleClientId: Type.Optional(object({ web: clientId, ios: clientId, android: clientId })),
        appleWebOptions: Type.Optional(
          object({
            clientId: Type.String({ maxLength: 255 }),
            redirectUri: Type.String({ maxLength: 2000 }),
          }),
        ),
      }),
      { maxItems: 20 },
    ),
  ),
  registrationSteps: Type.Optional(
    Type.Array(
      object({
        id: oneOf(apps.stepIds),
        selected: Type.Boolean(),
        fieldKey: Type.Optional(Type.String({ maxLength: 100, description: 'Ours to say' })),
        path: Type.Optional(Type.String({ maxLength: 100, description: 'Ours to say' })),
      }),
      { maxItems: 20 },
    ),
  ),
  backendType: Type.Optional(oneOf(apps.backendTypes)),
  backendExtra: Type.Optional(
    Type.Unsafe<Record<string, unknown>>({
      type: 'object',
      writeOnly: true,
      description: 'firebase: `serviceAccount`; supabase: `url`, `serviceRoleKey`',
    }),
  ),
  termsUrl: Type.Optional(Url),
  privacyUrl: Type.Optional(Url),
  preludeApiKey: Type.Optional(secretText({ maxLength: 500 })),
})

export const appRoutes = [
  route({
    method: 'GET',
    path: '/api/v2/apps',
    name: 'provisioning.list_apps',
    access: 'account',
    summary: 'Every app of the account with its API key, newest first',
    returns: object({ apps: Type.Array(Summary) }),
    errors: [401],
    handle: async (ctx) => ({ apps: (await apps.list(ctx)).map(toSummary) }),
  }),
  route({
    method: 'POST',
    path: '/api/v2/apps',
    name: 'provisioning.create_app',
    access: 'account',
    summary: 'Create an app; its API key and signing secret are generated',
    body: object({ name: label(100) }),
    returns: object({ app: NewApp }),
    errors: [400, 401],
    handle: async (ctx, { body }) => ({ app: toNewApp(await apps.create(ctx, body.name)) }),
  }),
  route({
    method: 'GET',
    path: '/api/v2/apps/{id}',
    name: 'provisioning.get_app',
    access: 'account',
    summary: 'Everything about one app, with its JWT secret',
    description: 'That the secret was shown is written to the audit log.',
    params: Id,
    returns: object({ app: RevealedApp }),
    errors: [401, 404],
    handle: async (ctx, { params }) => {
      const app = await apps.reveal(ctx, params.id)
      return { app: { ...toFullApp(app), jwtSecret: app.secret } }
    },
  }),
  route({
    method: 'PATCH',
    path: '/api/v2/apps/{id}',
    name: 'provisioning.update_app',
    access: 'account',
    summary: 'Change settings; only what is sent changes',
    description: 'A list replaces the whole list: what it leaves out is switched off.',
    params: Id,
    body: Changes,
    returns: object({ app: FullApp }),
    errors: [400, 401, 404],
    handle: async (ctx, { params, body }) => ({
      app: toFullApp(await apps.change(ctx, params.id, body)),
    }),
  }),
  route({
    method: 'DELETE',
    path: '/api/v2/apps/{id}',
    name: 'provisioning.delete_app',
    access: 'account',
    summary: 'Delete an app: its key and all its logins end at once',
    params: Id,
    errors: [401, 404],
    handle: (ctx, { params }) => apps.remove(ctx, params.id),
  }),
  route({
    method: 'POST',
    path: '/api/v2/apps/{id}/rotate-key',
    name: 'provisioning.rotate_app_key',
    access: 'account',
    summary: 'Replace the API key; the old one ends at once',
    params: Id,
    returns: object({ app: FullApp }),
    errors: [401, 404],
    handle: async (ctx, { params }) => ({ app: toFullApp(await apps.rotateKey(ctx, params.id)) }),
  }),
  route({
    method: 'POST',
    path: '/api/v2/apps/{id}/rotate-secret',
    name: 'provisioning.rotate_app_secret',
    access: 'account',
    summary: 'Replace the JWT secret; the old one verifies for one more hour',
    params: Id,
    returns: object({ app: FullApp }),
    errors: [401, 404],
    handle: async (ctx, { params }) => ({
      app: toFullApp(await apps.rotateSecret(ctx, params.id)),
    }),
  }),
]
