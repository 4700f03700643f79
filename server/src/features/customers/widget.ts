import { jwtVerify, SignJWT } from 'jose'
import type { Ctx } from '../../engines/context.ts'
import { isUuid } from '../../kernel/ids.ts'
import type { Customer } from './schema.ts'

/** Seconds: a page asks for a fresh one each time it is loaded. */
const lifeSeconds = 3_600
/** Says what the token is; its key signs nothing else. */
const type = 'widget+jwt'

export interface WidgetToken {
  token: string
  expires_at: Date
}

/** What shows one customer their own usage, and nothing else. */
export async function widgetToken(
  ctx: Ctx,
  { id, organization_id }: Customer,
): Promise<WidgetToken> {
  const root = ctx.secrets.current
  const exp = Math.floor(Date.now() / 1000) + lifeSeconds
  const token = await new SignJWT({ org: organization_id, mode: ctx.caller.mode ?? 'live' })
    .setProtectedHeader({ alg: 'HS256', kid: root.kid, typ: type })
    .setIssuer(ctx.instance.publicUrl)
    .setSubject(id)
    .setIssuedAt()
    .setExpirationTime(exp)
    .sign(root.key('widget'))
  return { token, expires_at: new Date(exp * 1000) }
}

/** Whose usage a genuine token shows; undefined for anything else. */
export async function openWidget(
  ctx: Ctx,
  token: string,
): Promise<{ tenantId: string; customerId: string; mode: 'live' | 'test' } | undefined> {
  if (token.length > 2_048) return undefined
  try {
    const { payload } = await jwtVerify(
      token,
      ({ kid = '' }) => {
        const root = ctx.secrets.withKid(kid)
        if (!root) throw new TypeError('no root of ours')
        return root.key('widget')
      },
      { algorithms: ['HS256'], typ: type, issuer: ctx.instance.publicUrl, requiredClaims: ['exp'] },
    )
    const { sub = '', org, mode } = payload
    if (!isUuid(sub) || typeof org !== 'string' || (mode !== 'live' && mode !== 'test')) return
    return { tenantId: org, customerId: sub, mode }
  } catch {
    return undefined
  }
}
