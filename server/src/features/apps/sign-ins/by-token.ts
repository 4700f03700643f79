import type { Ctx } from '../../../engines/context.ts'
import type { IdTokenClaims } from '../../../engines/issuers/index.ts'
import { clientNetwork } from '../../../kernel/addresses.ts'
import { unauthenticated } from '../../../kernel/errors.ts'
import { shortId } from '../../../kernel/ids.ts'
import { audiencesOf } from '../methods.ts'
import type { App } from '../schema.ts'
import { findByIdentity, type Names, provenEmail } from '../users/find.ts'
import { blank, mustOffer } from './begin.ts'
import { type FullSession, open } from './open.ts'
import { insertSignIn } from './queries.ts'

/** Sign-in with Google's ID token. @throws unauthenticated `invalid_id_token`; invalid; unavailable */
export async function signInWithGoogle(
  ctx: Ctx,
  app: App,
  given: { googleIdToken: string },
): Promise<FullSession> {
  mustOffer(app, 'google', 'googleIdToken')
  const claims = await verify(ctx, app, 'google', given.googleIdToken)
  const names = { firstName: nameOf(claims.given_name), lastName: nameOf(claims.family_name) }
  return openFor(ctx, app, 'google', claims, names)
}

/**
 * Sign-in with Apple's ID token. Apple tells names only the first time, and to the app, not in the
 * token. @throws as `signInWithGoogle`
 */
export async function signInWithApple(
  ctx: Ctx,
  app: App,
  given: { appleIdToken: string; firstName?: string | undefined; lastName?: string | undefined },
): Promise<FullSession> {
  mustOffer(app, 'apple', 'appleIdToken')
  const claims = await verify(ctx, app, 'apple', given.appleIdToken)
  const names = { firstName: nameOf(given.firstName), lastName: nameOf(given.lastName) }
  return openFor(ctx, app, 'apple', claims, names)
}

/** Issuer from our configuration, client ids from the app's own settings. */
function verify(
  ctx: Ctx,
  app: App,
  provider: 'google' | 'apple',
  idToken: string,
): Promise<IdTokenClaims> {
  const network = clientNetwork(ctx.origin.address)
  ctx.limits.rate(`app:id-token:${app.id}:${network}`, 60)
  const issuer = ctx.instance.providers[provider]?.issuer
  const audiences = audiencesOf(app, provider)
  if (!issuer || audiences.length === 0) {
    throw unauthenticated('invalid_id_token', `This app takes no ID tokens of ${provider}`)
  }
  return ctx.issuers.verify(idToken, { issuer, audiences })
}

function openFor(
  ctx: Ctx,
  app: App,
  provider: 'google' | 'apple',
  claims: IdTokenClaims,
  names: Names,
): Promise<FullSession> {
  const signInId = shortId()
  const email = provenEmail(claims) ?? null
  return open(ctx, app, {
    signInId,
    amr: provider,
    findUser: (ctx) => findByIdentity(ctx, app, { provider, claims, names }),
    claim: async (ctx) => {
      const row = { ...blank(ctx, app, signInId), method: provider, email }
      await ctx.db.run(insertSignIn(row))
    },
  })
}

/** Empty is none: an app shows its own screen for a name it does not have. */
const nameOf = (text: string | undefined): string | null => text?.trim().slice(0, 100) || null
