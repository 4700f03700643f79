import type { Ctx } from '../../engines/context.ts'
import * as impersonation from '../../features/impersonation/index.ts'
import { nullable, object, oneOf, Time, Type, Uuid } from '../../kernel/schema.ts'
import { route } from './route.ts'
import { Success, toUser } from './shapes.ts'

const SessionShape = object({
  id: Uuid,
  admin_user_id: Uuid,
  target_user_id: nullable(Uuid),
  impersonation_type: oneOf(impersonation.impersonationTypes),
  target_role: Type.String(),
  reason: Type.String(),
  started_at: Time,
  ended_at: nullable(Time),
  is_active: Type.Boolean(),
  ip_address: nullable(Type.String()),
  user_agent: nullable(Type.String()),
  tenant_id: Type.Optional(Uuid),
})

const TargetShape = object({ id: Uuid, email: Type.String(), role: Type.String() })

const toSession = ({ tenant_id, ...session }: impersonation.Impersonation) => ({
  ...session,
  ...(tenant_id === null ? {} : { tenant_id }),
})

const toTarget = (target: impersonation.Target | null) =>
  target && { ...target, email: target.email ?? '' }

const StartShape = object({
  session: SessionShape,
  target_user: nullable(TargetShape),
  access_token: Type.String(),
  refresh_token: Type.String(),
  expires_in: Type.Integer({ description: 'Seconds' }),
})

const toStart = ({ session, target, ...tokens }: impersonation.Started) => ({
  session: toSession(session),
  target_user: toTarget(target),
  ...tokens,
})

/**
 * Fresh tokens of an impersonation, in the shape of every refresh; who acts as nobody in particular
 * is shown as the id in their tokens.
 */
export async function refreshImpersonation(ctx: Ctx, token: string) {
  const { session, user, ...tokens } = await impersonation.refresh(ctx, token)
  const { started_at: at, target_role: role } = session
  const blank = { email: '', email_verified: false, user_metadata: {}, metadata: {} }
  const shown = user
    ? toUser(user)
    : {
        ...blank,
        id: impersonation.subjectOf(session),
        role,
        app_metadata: {},
        created_at: at,
        updated_at: at,
      }
  return { user: shown, ...tokens, token_type: 'bearer' as const }
}

const reason = Type.String({ maxLength: 500, description: 'At least 10 characters; audited' })

export const impersonationRoutes = [
  route({
    method: 'POST',
    path: '/api/v1/auth/impersonate',
    name: 'impersonation.start',
    access: 'admin',
    summary: 'Act as a person',
    description:
      'For an hour at most, in the tenant of the request. Nobody can act as somebody who ' +
      'administers anything. Every request is audited with both identities.',
    body: object({ target_user_id: Type.String({ maxLength: 100 }), reason }),
    returns: StartShape,
    errors: [400, 401, 403, 404],
    handle: async (ctx, { body }) => {
      const wanted = { type: 'user', userId: body.target_user_id } as const
      return toStart(await impersonation.start(ctx, wanted, body.reason))
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/auth/impersonate/anon',
    name: 'impersonation.start_anon',
    access: 'admin',
    summary: 'Act as nobody',
    body: object({ reason }),
    returns: StartShape,
    errors: [400, 401, 403],
    handle: async (ctx, { body }) =>
      toStart(await impersonation.start(ctx, { type: 'anon' }, body.reason)),
  }),
  route({
    method: 'POST',
    path: '/api/v1/auth/impersonate/service',
    name: 'impersonation.start_service',
    access: 'admin',
    summary: 'Act as the service: instance admins only',
    body: object({ reason }),
    returns: StartShape,
    errors: [400, 401, 403],
    handle: async (ctx, { body }) =>
      toStart(await impersonation.start(ctx, { type: 'service' }, body.reason)),
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/auth/impersonate',
    name: 'impersonation.stop',
    access: 'impersonation',
    summary: 'End the impersonation; its tokens are dead at once',
    returns: Success,
    errors: [401, 404],
    handle: async (ctx) => {
      await impersonation.stop(ctx)
      return { success: true, message: 'The impersonation has ended' }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/auth/impersonate',
    name: 'impersonation.current',
    access: 'impersonation',
    summary: 'The impersonation that goes on',
    returns: object({ session: nullable(SessionShape), target_user: nullable(TargetShape) }),
    errors: [401],
    handle: async (ctx) => {
      const current = await impersonation.current(ctx)
      if (!current) return { session: null, target_user: null }
      return { session: toSession(current.session), target_user: toTarget(current.target) }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/auth/impersonate/sessions',
    name: 'impersonation.list',
    access: 'admin',
    summary: 'Impersonations, newest first',
    query: object({
      limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
      offset: Type.Integer({ minimum: 0, maximum: 1_000_000, default: 0 }),
      admin_user_id: Type.Optional(Uuid),
      target_user_id: Type.Optional(Uuid),
      impersonation_type: Type.Optional(oneOf(impersonation.impersonationTypes)),
      is_active: Type.Optional(Type.Boolean()),
    }),
    returns: object({ sessions: Type.Array(SessionShape), total: Type.Integer() }),
    errors: [401, 403],
    handle: async (ctx, { query }) => {
      const { sessions, total } = await impersonation.list(ctx, {
        adminId: query.admin_user_id,
        targetId: query.target_user_id,
        type: query.impersonation_type,
        isActive: query.is_active,
        limit: query.limit,
        offset: query.offset,
      })
      return { sessions: sessions.map(toSession), total }
    },
  }),
]
