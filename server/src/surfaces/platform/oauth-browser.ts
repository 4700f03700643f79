import type { Ctx } from '../../engines/context.ts'
import { flowMinutes } from '../../features/oauth/index.ts'
import { sha256 } from '../../kernel/crypto.ts'

/**
 * Binds a sign-in to the browser that began it (RFC 9700 §4.7): without it a stranger's finished
 * flow could be slipped to somebody else. It opens nothing by itself and is no credential;
 * each flow has a cookie of its own.
 * @param by below which path of `/auth` the browser comes back
 */
export function bindingCookie(ctx: Ctx, state: string, secret: string, by = 'oauth'): string {
  const secure = ctx.instance.publicUrl.startsWith('https:') ? '; Secure' : ''
  const attributes = `Path=/api/v1/auth/${by}; Max-Age=${flowMinutes * 60}; HttpOnly; SameSite=Lax`
  return `${nameOf(state)}=${secret}; ${attributes}${secure}`
}

export function readBinding(cookies: string | undefined, state: string): string | undefined {
  const name = nameOf(state)
  for (const pair of cookies?.split(';') ?? []) {
    const [key = '', value = ''] = pair.trim().split('=')
    if (key === name && /^[0-9A-Za-z]{43}$/.test(value)) return value
  }
  return undefined
}

const nameOf = (state: string): string =>
  `flumen_oauth_${sha256(state).toString('hex').slice(0, 16)}`

/** A browser that navigates names HTML, and before anything else that it could be given. */
export function prefersHtml(accept = ''): boolean {
  const [first = ''] = accept.split(',')
  return first.trim().toLowerCase().startsWith('text/html')
}
