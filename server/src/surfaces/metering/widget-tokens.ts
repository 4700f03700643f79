import * as customers from '../../features/customers/index.ts'
import { label, object, Time, Type } from '../../kernel/schema.ts'
import { route } from './route.ts'

/** What shows one customer their own usage. */
export const widgetTokenRoutes = [
  route({
    method: 'POST',
    path: '/api/v1/widget/token',
    name: 'metering.make_widget_token',
    access: 'report_usage',
    summary: 'A token for the page of one customer; it lives an hour and only reads',
    body: object({ customer_external_id: label(255) }),
    returns: object({ token: Type.String(), expires_at: Time }),
    errors: [401, 403, 404, 422],
    handle: async (ctx, { body }) =>
      customers.widgetToken(ctx, await customers.getByExternalId(ctx, body.customer_external_id)),
  }),
]
