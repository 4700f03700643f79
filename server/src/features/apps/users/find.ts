import type { Ctx } from '../../../engines/context.ts'
import type { IdTokenClaims } from '../../../engines/issuers/index.ts'
import { canonicalEmail } from '../../../kernel/addresses.ts'
import { shortId, uuid } from '../../../kernel/ids.ts'
import type { App, AppUser } from '../schema.ts'
import {
  fillNames,
  insertIdentity,
  insertUser,
  type NewAppUser,
  selectByAddress,
  selectByIdentity,
} from './queries.ts'

/** Names as an identity provider, or the app on its behalf, tells them. */
export interface Names {
  firstName: string | null
  lastName: string | null
}

/** The user of a proven address, made at first need. In the caller's transaction. */
export async function findByEmail(ctx: Ctx, app: App, email: string): Promise<AppUser> {
  const find = () => ctx.db.row<AppUser>(selectByAddress(app.realm_id, { email }))
  return (await find()) ?? (await make(ctx, app, { email }, find))
}

/** The user of a proven number, made at first need. In the caller's transaction. */
export async function findByPhone(
  ctx: Ctx,
  app: App,
  phone: string,
  phoneCountry: string | null,
): Promise<AppUser> {
  const find = () => ctx.db.row<AppUser>(selectByAddress(app.realm_id, { phone }))
  return (await find()) ?? (await make(ctx, app, { phone, phoneCountry }, find))
}

/**
 * The user behind a verified ID token: by issuer and subject, else the one of the same address if
 * the provider verified it, else a new one. In the caller's transaction.
 */
export async function findByIdentity(
  ctx: Ctx,
  app: App,
  given: { provider: 'google' | 'apple'; claims: IdTokenClaims; names: Names },
): Promise<AppUser> {
  const { provider, claims, names } = given
  const { issuer, subject } = claims
  const known = await ctx.db.row<AppUser>(selectByIdentity(app.realm_id, issuer, subject))
  const user = known ?? (await findOrMake(ctx, app, provenEmail(claims)))
  if (!known) {
    await ctx.db.run(
      insertIdentity({
        id: uuid(),
        userId: user.id,
        realmId: app.realm_id,
        provider,
        issuer,
        subject,
        email: provenEmail(claims) ?? null,
      }),
    )
  }
  return fill(ctx, user, names)
}

/** An address that the provider has not verified is nobody's: it is not even kept. */
export const provenEmail = (claims: IdTokenClaims): string | undefined =>
  claims.email_verified ? canonicalEmail(claims.email ?? '') : undefined

const findOrMake = (ctx: Ctx, app: App, email: string | undefined): Promise<AppUser> =>
  email === undefined ? make(ctx, app, {}) : findByEmail(ctx, app, email)

/** Only where the user has no name at all: what they typed themselves stays. */
async function fill(ctx: Ctx, user: AppUser, { firstName, lastName }: Names): Promise<AppUser> {
  const isNamed = user.first_name !== null || user.last_name !== null
  if (isNamed || (firstName === null && lastName === null)) return user
  return (await ctx.db.row<AppUser>(fillNames(user.id, firstName, lastName))) ?? user
}

async function make(
  ctx: Ctx,
  app: App,
  given: Partial<NewAppUser>,
  find?: () => Promise<AppUser | undefined>,
): Promise<AppUser> {
  const row = { ...blank(ctx, app), ...given }
  const user = (await ctx.db.row<AppUser>(insertUser(row))) ?? (await find?.())
  if (!user) throw new Error('the user was not made')
  return user
}

const blank = (ctx: Ctx, app: App): NewAppUser => ({
  id: uuid(),
  shortId: shortId(),
  realmId: app.realm_id,
  email: null,
  phone: null,
  phoneCountry: null,
  firstName: null,
  lastName: null,
  language: ctx.origin.language,
})
