import type { Ctx } from '../../engines/context.ts'
import { cookieIn, httpOnlyCookie } from '../../kernel/cookies.ts'
import type { Reply } from '../../kernel/route.ts'

/** The names and paths are the contract's. */
const paths = { access_token: '/', refresh_token: '/api/v1/auth' } as const

export type CookieName = keyof typeof paths

export const readCookie = (header: string | undefined, name: CookieName): string | undefined =>
  cookieIn(header, name)

export function setCookie(
  ctx: Ctx,
  reply: Reply,
  name: CookieName,
  value: string,
  seconds: number,
): void {
  const isSecure = ctx.instance.publicUrl.startsWith('https:')
  const terms = { path: paths[name], seconds, sameSite: 'Lax', isSecure } as const
  reply.header('set-cookie', httpOnlyCookie(name, value, terms))
}

export function clearCookies(ctx: Ctx, reply: Reply): void {
  setCookie(ctx, reply, 'access_token', '', 0)
  setCookie(ctx, reply, 'refresh_token', '', 0)
}
