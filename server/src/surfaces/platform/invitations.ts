import * as identity from '../../features/identity/index.ts'
import * as invitations from '../../features/invitations/index.ts'
import {
  EmailInput,
  label,
  object,
  oneOf,
  secretText,
  Time,
  Type,
  Uuid,
} from '../../kernel/schema.ts'
import { AdminSession, asAdmin } from './admin.ts'
import { route } from './route.ts'
import { Success } from './shapes.ts'

const InvitationShape = object({
  id: Uuid,
  email: Type.String(),
  role: oneOf(invitations.everyRole),
  tenant_id: Type.Optional(Uuid),
  invited_by: Type.Optional(Uuid),
  expires_at: Time,
  accepted: Type.Boolean(),
  accepted_at: Type.Optional(Time),
  created_at: Time,
})

const toInvitation = (invitation: invitations.Invitation) => ({
  id: invitation.id,
  email: invitation.email,
  role: invitation.role,
  ...(invitation.tenant_id === null ? {} : { tenant_id: invitation.tenant_id }),
  ...(invitation.invited_by === null ? {} : { invited_by: invitation.invited_by }),
  expires_at: invitation.expires_at,
  accepted: invitation.accepted_at !== null,
  ...(invitation.accepted_at === null ? {} : { accepted_at: invitation.accepted_at }),
  created_at: invitation.created_at,
})

const Token = object({ token: Type.String({ maxLength: 200 }) })
const daySeconds = 86_400

export const invitationRoutes = [
  route({
    method: 'GET',
    path: '/api/v1/invitations/{token}/validate',
    name: 'invitations.validate',
    access: 'public',
    summary: 'Whether an invitation can be accepted',
    params: Token,
    returns: object({
      valid: Type.Boolean(),
      invitation: Type.Optional(InvitationShape),
      has_account: Type.Optional(
        Type.Boolean({ description: 'The password of the account is asked for' }),
      ),
      error: Type.Optional(Type.String()),
    }),
    errors: [429],
    handle: async (ctx, { params }) => {
      const looked = await invitations.look(ctx, params.token)
      if (!looked.valid) return { valid: false, error: looked.why.message }
      const { invitation, hasAccount } = looked
      return { valid: true, invitation: toInvitation(invitation), has_account: hasAccount }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/invitations/{token}/accept',
    name: 'invitations.accept',
    access: 'public',
    summary: 'Accept an invitation and sign in',
    description:
      'Where the address has an account already, the password must be that account’s, and stays.',
    params: Token,
    body: object({ password: secretText({ minLength: 1, maxLength: 1024 }), name: label(100) }),
    returns: AdminSession,
    status: 201,
    errors: [400, 401, 404, 409, 410, 429],
    handle: async (ctx, { params, body }) => {
      const { userId } = await invitations.accept(ctx, { token: params.token, ...body })
      return asAdmin(identity.enter(ctx, userId, ['pwd']))
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/admin/invitations',
    name: 'invitations.create',
    access: 'admin',
    summary: 'Invite an address to administer',
    description:
      'The link proves the mailbox, so it is shown to instance admins only, who vouch for it; ' +
      'others leave it to the mail.',
    body: object({
      email: EmailInput,
      role: Type.String({ maxLength: 50 }),
      tenant_id: Type.Optional(Type.String({ maxLength: 100 })),
      expiry_duration: Type.Optional(
        Type.Integer({ minimum: 60, maximum: 30 * daySeconds, description: 'Seconds' }),
      ),
    }),
    returns: object({
      invitation: InvitationShape,
      invite_link: Type.Optional(Type.String()),
      email_sent: Type.Boolean(),
      email_status: oneOf(['queued', 'over_limit']),
    }),
    status: 201,
    errors: [400, 401, 403, 404, 409],
    handle: async (ctx, { body }) => {
      const { invitation, link, mailed } = await invitations.create(ctx, {
        email: body.email,
        role: body.role,
        tenantId: body.tenant_id,
        lifeSeconds: body.expiry_duration,
      })
      return {
        invitation: toInvitation(invitation),
        ...(link === undefined ? {} : { invite_link: link }),
        email_sent: mailed,
        email_status: mailed ? ('queued' as const) : ('over_limit' as const),
      }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/admin/invitations',
    name: 'invitations.list',
    access: 'admin',
    summary: 'Open invitations, newest first',
    query: object({
      include_accepted: Type.Optional(Type.Boolean()),
      include_expired: Type.Optional(Type.Boolean()),
    }),
    returns: object({ invitations: Type.Array(InvitationShape) }),
    errors: [401, 403],
    handle: async (ctx, { query }) => {
      const { include_accepted: accepted = false, include_expired: expired = false } = query
      const found = await invitations.list(ctx, { accepted, expired })
      return { invitations: found.map(toInvitation) }
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/admin/invitations/{token}',
    name: 'invitations.delete',
    access: 'admin',
    summary: 'Take an open invitation back, by its id or its token',
    params: Token,
    returns: Success,
    errors: [401, 403, 404],
    handle: async (ctx, { params }) => {
      await invitations.remove(ctx, params.token)
      return { success: true, message: 'The invitation is taken back' }
    },
  }),
]
