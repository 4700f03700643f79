import type { Ctx } from '../../engines/context.ts'
import type { Reply } from '../../kernel/route.ts'

/** The names and paths are the contract's (fluxrate §1). */
const paths = { access_token: '/', refresh_token: '/api/v1/auth' } as const

export type CookieName = keyof typeof paths

/** The value of a cookie; undefined when it is absent, empty, or sent twice with two values. */
export function readCookie(header: string | undefined, name: CookieName): string | undefined {
  const values = (header ?? '').split(';').flatMap((pair) => {
    const at = pair.indexOf('=')
    return pair.slice(0, at).trim() === name ? [pair.slice(at + 1).trim()] : []
  })
  // A neighbour on the host could have set one beside ours.
  return new Set(values).size === 1 ? values[0] || undefined : undefined
}

export function setCookie(
  ctx: Ctx,
  reply: Reply,
  name: CookieName,
  value: string,
  seconds: number,
): void {
  const secure = ctx.instance.publicUrl.startsWith('https:') ? '; Secure' : ''
  const attributes = `Path=${paths[name]}; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`
  reply.header('set-cookie', `${name}=${value}; ${attributes}`)
}

export function clearCookies(ctx: Ctx, reply: Reply): void {
  setCookie(ctx, reply, 'access_token', '', 0)
  setCookie(ctx, reply, 'refresh_token', '', 0)
}
