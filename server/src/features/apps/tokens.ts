import { createSecretKey, type KeyObject } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'
import type { Ctx } from '../../engines/context.ts'
import type { App, AppUser } from './schema.ts'
import { jwtSecretOf, jwtSecretsInForce } from './secrets.ts'
import { selectByShortId } from './users/queries.ts'

const accessSeconds = 3600
const longestToken = 1024

/**
 * An access token of an end user: HS256 with the app's own secret, payload exactly `sub iat exp iss`.
 * It names no session, so it is dead when it was issued in or before the second in
 * which the user's tokens ended; a new one is dated after that.
 * @returns the token and when it expires, in seconds since 1970
 */
export async function signFor(
  ctx: Ctx,
  app: App,
  user: AppUser,
): Promise<{ token: string; expires_at: number }> {
  const iat = Math.max(Math.floor(Date.now() / 1000), cutOffOf(user) + 1)
  const exp = iat + accessSeconds
  const token = await new SignJWT({
    sub: user.short_id,
    iat,
    exp,
    iss: ctx.instance.appTokenIssuer,
  })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(keyOf(jwtSecretOf(ctx, app)))
  return { token, expires_at: exp }
}

/** The living user behind an access token of this app; undefined for anything else. */
export async function resolve(ctx: Ctx, app: App, token: string): Promise<AppUser | undefined> {
  if (token.length > longestToken) return undefined
  for (const secret of jwtSecretsInForce(ctx, app)) {
    const claims = await verify(ctx, token, secret)
    if (claims) return findLiving(ctx, app, claims)
  }
  return undefined
}

interface Claims {
  sub: string
  iat: number
}

async function verify(ctx: Ctx, token: string, secret: string): Promise<Claims | undefined> {
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), {
      algorithms: ['HS256'],
      issuer: ctx.instance.appTokenIssuer,
      requiredClaims: ['sub', 'iat', 'exp'],
    })
    return payload as unknown as Claims
  } catch {
    return undefined
  }
}

async function findLiving(ctx: Ctx, app: App, claims: Claims): Promise<AppUser | undefined> {
  const user = await ctx.db.row<AppUser>(selectByShortId(app.realm_id, claims.sub))
  return user && claims.iat > cutOffOf(user) ? user : undefined
}

const cutOffOf = (user: AppUser): number =>
  user.tokens_end_at ? Math.floor(user.tokens_end_at.getTime() / 1000) : 0

const keyOf = (secret: string): KeyObject => createSecretKey(Buffer.from(secret, 'utf8'))
