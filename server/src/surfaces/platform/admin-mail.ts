import * as mails from '../../features/mails/index.ts'
import { EmailInput, nullable, object, oneOf, Time, Type } from '../../kernel/schema.ts'
import { pageOf, paging } from './admin-lists.ts'
import { route } from './route.ts'

const access = 'instance_admin'
const MailRef = object({ id: Type.String({ maxLength: 60 }) })

const fields = {
  id: Type.String(),
  at: Time,
  to: Type.String(),
  from: Type.String(),
  subject: Type.String(),
  size_bytes: Type.Integer(),
}

const transport = oneOf(['smtp', 'outbox'])

export const adminMailRoutes = [
  route({
    method: 'GET',
    path: '/api/v1/admin/email/outbox',
    name: 'outbox.list',
    access,
    summary: 'Mails that were written instead of sent, newest first',
    description: 'Where no SMTP server is set; by the machine that answers.',
    query: object(paging()),
    returns: object({ transport, ...pageOf('mails', object(fields)) }),
    errors: [400, 401, 403],
    handle: async (ctx, { query: { limit = 50, cursor } }) => ({
      transport: ctx.mail.way.transport,
      ...(await mails.listOutbox(ctx, { limit, cursor })),
    }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/admin/email/outbox/{id}',
    name: 'outbox.get',
    access,
    summary: 'One of them with its contents',
    params: MailRef,
    returns: object({
      ...fields,
      headers: Type.Array(object({ name: Type.String(), value: Type.String() })),
      text: nullable(Type.String()),
      html: nullable(Type.String()),
    }),
    errors: [401, 403, 404],
    handle: (ctx, { params }) => mails.openMail(ctx, params.id),
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/admin/email/outbox/{id}',
    name: 'outbox.delete',
    access,
    summary: 'Throw one of them away',
    params: MailRef,
    errors: [401, 403, 404],
    handle: (ctx, { params }) => mails.discardMail(ctx, params.id),
  }),
  route({
    method: 'POST',
    path: '/api/v1/admin/email/test',
    name: 'outbox.test',
    access,
    summary: 'Send a test mail, and tell what the mail server said',
    body: object({ to: EmailInput }),
    returns: object({
      accepted: Type.Boolean(),
      transport,
      host: Type.Optional(Type.String()),
      response: Type.Optional(Type.String()),
      outbox_id: Type.Optional(Type.String()),
      error: Type.Optional(Type.String()),
      duration_ms: Type.Integer(),
    }),
    errors: [400, 401, 403, 429],
    handle: (ctx, { body }) => mails.sendTest(ctx, body.to),
  }),
]
