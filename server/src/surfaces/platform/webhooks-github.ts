import { clientNetwork } from '../../kernel/addresses.ts'
import { unavailable } from '../../kernel/errors.ts'
import { object, rawJson, Type } from '../../kernel/schema.ts'
import { route } from './route.ts'

/** What GitHub tells of pull requests, for database branches. */
export const githubWebhookRoutes = [
  route({
    method: 'POST',
    path: '/api/v1/webhooks/github',
    name: 'webhooks.github',
    access: 'public',
    summary: 'Hear from GitHub',
    description: 'There are no database branches on this server: 503, whatever is sent.',
    body: rawJson({ type: 'object' }, 'As GitHub sends it'),
    returns: object({ status: Type.String(), message: Type.String() }),
    errors: [429, 503],
    handle: async (ctx) => {
      ctx.limits.rate(`platform:github:${clientNetwork(ctx.origin.address)}`, 30)
      throw unavailable('branching_disabled', 'Database branches are not available here')
    },
  }),
]
