import type { Ctx } from '../../engines/context.ts'
import * as administration from '../../features/administration/index.ts'
import * as identity from '../../features/identity/index.ts'
import { cookieIn, httpOnlyCookie } from '../../kernel/cookies.ts'
import type { Reply } from '../../kernel/route.ts'
import { object, secretText, Type, Uuid } from '../../kernel/schema.ts'
import { route } from './route.ts'

const path = '/dashboard/session'
const name = 'dashboard_session'
const Cookies = object({ cookie: Type.Optional(Type.String()) })

const Session = object({
  access_token: Type.String(),
  expires_in: Type.Integer({ description: 'Seconds' }),
  user: object({ id: Uuid, email: Type.String(), name: Type.String(), role: Type.String() }),
})

function setCookie(ctx: Ctx, reply: Reply, token: string, seconds: number): void {
  const isSecure = ctx.instance.publicUrl.startsWith('https:')
  const terms = { path, seconds, sameSite: 'Strict', isSecure } as const
  reply.header('set-cookie', httpOnlyCookie(name, token, terms))
}

/** The next refresh token goes into the cookie, the access token to the page: neither sees the other. */
async function renew(ctx: Ctx, reply: Reply, token: string) {
  const { access_token, expires_in, refresh_token, user } = await administration.refresh(ctx, token)
  const { idleSeconds } = await identity.sessionLife(ctx)
  setCookie(ctx, reply, refresh_token, idleSeconds)
  const { id, email, full_name, username, role } = user
  return {
    access_token,
    expires_in,
    user: { id, email: email ?? '', name: full_name ?? username ?? '', role },
  }
}

/** How the pages of the dashboard stay signed in. */
export const sessionRoutes = [
  route({
    method: 'POST',
    path,
    name: 'dashboard.begin',
    access: 'public_own_site',
    summary:
      'Hand the refresh token of a sign-in over; it is replaced, and its successor kept in a cookie',
    hidden: true,
    body: object({ refresh_token: secretText({ minLength: 1, maxLength: 4096 }) }),
    returns: Session,
    errors: [400, 401, 403, 429],
    handle: (ctx, { body }, reply) => renew(ctx, reply, body.refresh_token),
  }),
  route({
    method: 'POST',
    path: `${path}/refresh`,
    name: 'dashboard.refresh',
    access: 'public_own_site',
    summary: 'A fresh access token for the cookie; 204 without one',
    hidden: true,
    headers: Cookies,
    returns: Session,
    errors: [401, 403, 429],
    handle: async (ctx, { headers }, reply) => {
      const token = cookieIn(headers.cookie, name)
      if (token === undefined) return undefined as never
      try {
        return await renew(ctx, reply, token)
      } catch (error) {
        if (isOver(error)) setCookie(ctx, reply, '', 0)
        throw error
      }
    },
  }),
  route({
    method: 'DELETE',
    path,
    name: 'dashboard.end',
    access: 'public_own_site',
    summary: 'End the session of the cookie, and clear it',
    hidden: true,
    headers: Cookies,
    errors: [403, 429],
    handle: async (ctx, { headers }, reply) => {
      await identity.signOutByRefresh(ctx, cookieIn(headers.cookie, name))
      setCookie(ctx, reply, '', 0)
    },
  }),
]

/** What is merely away for a moment signs nobody out. */
const isOver = (error: unknown): boolean => {
  const { status = 500 } = error as { status?: number }
  return status === 401 || status === 403
}
