import * as users from '../../features/users/index.ts'
import { object, oneOf, Type, Uuid } from '../../kernel/schema.ts'
import { FactorShape, IdentityShape, PasskeyShape, SessionShape } from './admin-users-fields.ts'
import { route } from './route.ts'

const access = 'instance_admin'
const at = '/api/v1/admin/users/{id}'
const Id = object({ id: Uuid })
const errors = [400, 401, 403, 404]

/** What people sign in with, and what they may: to look at, to give and to take away. */
export const adminCredentialRoutes = [
  ...(['PUT', 'DELETE'] as const).map((method) =>
    route({
      method,
      path: `${at}/grants/{role}`,
      name: method === 'PUT' ? 'users.give_grant' : 'users.take_grant',
      access,
      summary: `${method === 'PUT' ? 'Give' : 'Take'} a right over the instance`,
      description: 'It counts from their next request on. Rights over a tenant are given with it.',
      params: object({ id: Uuid, role: oneOf(users.adminGrants) }),
      errors: [...errors, 409],
      handle: (ctx, { params: { id, role } }) =>
        method === 'PUT' ? users.giveGrant(ctx, id, role) : users.takeGrant(ctx, id, role),
    }),
  ),
  route({
    method: 'GET',
    path: `${at}/sessions`,
    name: 'users.list_sessions',
    access,
    summary: 'Where a person is signed in, newest first',
    params: Id,
    returns: object({ sessions: Type.Array(SessionShape) }),
    errors,
    handle: async (ctx, { params }) => ({ sessions: await users.listSessions(ctx, params.id) }),
  }),
  route({
    method: 'DELETE',
    path: `${at}/sessions`,
    name: 'users.end_sessions',
    access,
    summary: 'Sign a person out everywhere, at once',
    params: Id,
    errors,
    handle: (ctx, { params }) => users.endSessions(ctx, params.id),
  }),
  route({
    method: 'DELETE',
    path: `${at}/sessions/{session_id}`,
    name: 'users.end_session',
    access,
    summary: 'End one session of a person',
    params: object({ id: Uuid, session_id: Uuid }),
    errors,
    handle: (ctx, { params }) => users.endSession(ctx, params.id, params.session_id),
  }),
  route({
    method: 'GET',
    path: `${at}/factors`,
    name: 'users.list_factors',
    access,
    summary: 'The authenticator, the passkeys and the recovery codes of an account',
    params: Id,
    returns: object({
      factors: Type.Array(FactorShape),
      passkeys: Type.Array(PasskeyShape),
      recovery_codes_left: Type.Integer(),
    }),
    errors: [...errors, 409],
    handle: async (ctx, { params }) => {
      const { factors, passkeys, recovery_codes_left } = await users.credentials(ctx, params.id)
      return {
        factors: factors.map(({ id, type: kind, friendly_name: name, status, created_at }) => ({
          ...{ id, kind, name, created_at },
          confirmed: status === 'verified',
        })),
        passkeys,
        recovery_codes_left,
      }
    },
  }),
  route({
    method: 'DELETE',
    path: `${at}/factors/{factor_id}`,
    name: 'users.remove_factor',
    access,
    summary: 'Take the authenticator of an account away; it is told by mail',
    params: object({ id: Uuid, factor_id: Uuid }),
    errors: [...errors, 409],
    handle: (ctx, { params }) => users.removeFactor(ctx, params.id, params.factor_id),
  }),
  route({
    method: 'DELETE',
    path: `${at}/passkeys/{passkey_id}`,
    name: 'users.remove_passkey',
    access,
    summary: 'Take a passkey of an account away; it is told by mail',
    params: object({ id: Uuid, passkey_id: Uuid }),
    errors: [...errors, 409],
    handle: (ctx, { params }) => users.removePasskey(ctx, params.id, params.passkey_id),
  }),
  route({
    method: 'GET',
    path: `${at}/identities`,
    name: 'users.list_identities',
    access,
    summary: 'Accounts elsewhere with which a person signs in here',
    params: Id,
    returns: object({ identities: Type.Array(IdentityShape) }),
    errors,
    handle: async (ctx, { params }) => ({ identities: await users.listIdentities(ctx, params.id) }),
  }),
  route({
    method: 'DELETE',
    path: `${at}/identities/{identity_id}`,
    name: 'users.remove_identity',
    access,
    summary: 'Unlink an account elsewhere',
    params: object({ id: Uuid, identity_id: Uuid }),
    errors,
    handle: (ctx, { params }) => users.removeIdentity(ctx, params.id, params.identity_id),
  }),
]
