import type { Ctx } from '../../engines/context.ts'
import { randomSecret } from '../../kernel/ids.ts'
import { object, Type } from '../../kernel/schema.ts'
import { route } from './route.ts'

const seconds = 86_400

/** The prefix keeps neighbours of the host from setting it (RFC 6265bis §4.1.3.2); it needs https. */
const nameOf = (ctx: Ctx): string =>
  ctx.instance.publicUrl.startsWith('https:') ? '__Host-csrf_token' : 'csrf_token'

function readToken(cookies: string, name: string): string | undefined {
  const values = cookies.split(';').flatMap((pair) => {
    const [key = '', value = ''] = pair.trim().split('=')
    return key === name && /^[A-Za-z0-9]{43}$/.test(value) ? [value] : []
  })
  return values[0]
}

function issueToken(name: string): { token: string; cookie: string } {
  const token = randomSecret(43)
  const secure = name.startsWith('__Host-') ? '; Secure' : ''
  const attributes = `Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`
  return { token, cookie: `${name}=${token}; ${attributes}` }
}

export const csrfRoutes = [
  route({
    method: 'GET',
    path: '/api/v1/auth/csrf',
    name: 'auth.csrf',
    access: 'public',
    summary: 'A token against forged requests',
    description:
      'Sets the cookie where it is absent and answers with its value. Nothing of this API needs it: ' +
      'no route here takes a cookie for a credential, so there is nothing to forge.',
    headers: object({ cookie: Type.Optional(Type.String()) }),
    returns: object({ csrf_token: Type.String() }),
    handle: async (ctx, { headers }, reply) => {
      const name = nameOf(ctx)
      const known = readToken(headers.cookie ?? '', name)
      if (known !== undefined) return { csrf_token: known }
      const { token, cookie } = issueToken(name)
      reply.header('set-cookie', cookie)
      return { csrf_token: token }
    },
  }),
]
