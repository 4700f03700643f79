import * as identity from '../../features/identity/index.ts'
import { object, Time, Type, Uuid } from '../../kernel/schema.ts'
import { route } from './route.ts'

const IdentityShape = object({
  id: Uuid,
  user_id: Uuid,
  provider: Type.String(),
  provider_user_id: Type.String(),
  email: Type.Optional(Type.String()),
  created_at: Time,
  updated_at: Time,
})

const toIdentity = ({ subject, email, ...linked }: identity.LinkedIdentity) => ({
  ...linked,
  provider_user_id: subject,
  ...(email === null ? {} : { email }),
  updated_at: linked.created_at,
})

export const identityRoutes = [
  route({
    method: 'GET',
    path: '/api/v1/auth/user/identities',
    name: 'auth.list_identities',
    access: 'user',
    summary: 'The accounts elsewhere that sign in here',
    returns: object({ identities: Type.Array(IdentityShape) }),
    errors: [401],
    handle: async (ctx) => ({
      identities: (await identity.listIdentities(ctx)).map(toIdentity),
    }),
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/auth/user/identities/{id}',
    name: 'auth.unlink_identity',
    access: 'own_credentials',
    summary: 'Unlink one of them',
    description: 'Not the last way to sign in (409). Asks for a sign-in within ten minutes.',
    params: object({ id: Type.String({ minLength: 1, maxLength: 100 }) }),
    returns: object({ success: Type.Boolean() }),
    errors: [401, 403, 404, 409],
    handle: async (ctx, { params }) => {
      await identity.unlinkIdentity(ctx, params.id)
      return { success: true }
    },
  }),
]
