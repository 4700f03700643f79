import { Type } from '../../kernel/schema.ts'
import type { Dist } from './dist.ts'
import { Headers, html, send, sendUnbuilt } from './give.ts'
import { route } from './route.ts'

/**
 * The one page that others may put into a frame of theirs. It can talk to this server alone, no script
 * but ours runs in it, and it neither sets nor sends a cookie.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  'frame-ancestors *',
].join('; ')

/** The widget of metering: what one customer used. */
export const makeEmbedRoutes = (dist: Dist) => [
  route({
    method: 'GET',
    path: '/embed',
    name: 'dashboard.embed',
    access: 'public',
    summary: 'The widget of a customer, for frames in your pages',
    hidden: true,
    // The token and the look are read by the page; no log line has what stands behind a question mark.
    query: Type.Object({}),
    headers: Headers,
    produces: html,
    returns: Type.String(),
    handle: async (_ctx, { headers }, reply) => {
      reply.header('content-security-policy', policy)
      reply.removeHeader('x-frame-options')
      const page = await dist.find('embed.html')
      return page ? send(reply, page, headers, false) : sendUnbuilt(reply)
    },
  }),
]
