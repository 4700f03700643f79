import type { Ctx } from '../../engines/context.ts'
import { notFound } from '../../kernel/errors.ts'
import type { Reply } from '../../kernel/route.ts'
import { object, Type } from '../../kernel/schema.ts'
import type { Dist } from './dist.ts'
import { type Asked, Headers, html, send, sendUnbuilt } from './give.ts'
import { route } from './route.ts'

/** Scripts and styles are our own files, without exception; files of buckets may come from their own origin. */
function contentPolicy({ instance: { contentUrl } }: Ctx): string {
  const content = contentUrl ? ` ${new URL(contentUrl).origin}` : ''
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    `img-src 'self' data: blob:${content}`,
    `media-src 'self' blob:${content}`,
    `connect-src 'self'${content}`,
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** The files of the build; every other path below is a page of it, which its router finds. */
export function makeFileRoutes(dist: Dist) {
  const serve = async (ctx: Ctx, reply: Reply, path: string, asked: Asked) => {
    reply.header('content-security-policy', contentPolicy(ctx))
    const page = await dist.find('index.html')
    if (!page) return sendUnbuilt(reply)
    const file = (await dist.find(path)) ?? page
    if (file === page && path.startsWith('assets/')) {
      throw notFound('not_found', 'There is no such file in this build; load the page again')
    }
    const isHashed = path.startsWith('assets/')
    // Code that anybody may have: a widget in a sandboxed frame has no origin, and fetches it by CORS.
    if (isHashed) reply.header('access-control-allow-origin', '*')
    return send(reply, file, asked, isHashed)
  }
  const shared = {
    method: 'GET',
    access: 'public',
    summary: 'The pages of the dashboard',
    hidden: true,
    // What stands behind `?` is the page's own.
    query: Type.Object({}),
    headers: Headers,
    produces: html,
    returns: Type.String(),
  } as const
  return [
    route({
      ...shared,
      path: '/dashboard',
      name: 'dashboard.page',
      handle: (ctx, { headers }, reply) => serve(ctx, reply, '', headers),
    }),
    route({
      ...shared,
      path: '/dashboard/{path}',
      catchAll: true,
      name: 'dashboard.file',
      params: object({ path: Type.String({ maxLength: 2000 }) }),
      handle: (ctx, { params, headers }, reply) => serve(ctx, reply, params.path, headers),
    }),
  ]
}
