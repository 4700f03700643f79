import { type Sql, sql } from '../../../kernel/sql.ts'
import type { AppUser, Page } from '../schema.ts'

const user = sql`u.id, u.short_id, u.realm_id, u.username, u.email, u.phone, u.phone_country,
  u.first_name, u.last_name, u.role, u.tokens_end_at, u.created_at`

const isLiving = sql`u.deleted_at is null and u.disabled_at is null`

/** Held until the end of the transaction, so that what is made for the user finds them. */
const held = sql`for key share of u`

export const selectByShortId = (realmId: string, shortId: string): Sql => sql`
  select ${user} from auth.users u
  where u.short_id = ${shortId} and u.realm_id = ${realmId} and ${isLiving}`

export const selectAndHold = (id: string): Sql =>
  sql`select ${user} from auth.users u where u.id = ${id} and ${isLiving} ${held}`

/** The user of an address or a number; each is unique in a directory. */
export const selectByAddress = (
  realmId: string,
  by: { email: string } | { phone: string },
): Sql => sql`
  select ${user} from auth.users u
  where u.realm_id = ${realmId} and u.deleted_at is null and ${
    'email' in by
      ? sql`u.email = ${by.email} and u.email_verified_at is not null`
      : sql`u.phone = ${by.phone}`
  } ${held}`

export const selectByIdentity = (realmId: string, issuer: string, subject: string): Sql => sql`
  select ${user} from auth.identities i join auth.users u on u.id = i.user_id
  where i.realm_id = ${realmId} and i.issuer = ${issuer} and i.subject = ${subject}
    and u.deleted_at is null ${held}`

export interface NewAppUser {
  id: string
  shortId: string
  realmId: string
  /** Proven, always: by a code or by the identity provider. */
  email: string | null
  phone: string | null
  phoneCountry: string | null
  firstName: string | null
  lastName: string | null
  language: string
}

/** Of two at once one is made; the other gets no row and looks again. */
export const insertUser = (u: NewAppUser): Sql => sql`
  insert into auth.users as u (id, short_id, realm_id, email, email_verified_at, phone,
    phone_country, first_name, last_name, language, origin)
  values (${u.id}, ${u.shortId}, ${u.realmId}, ${u.email},
    case when ${u.email}::text is not null then now() end, ${u.phone}, ${u.phoneCountry},
    ${u.firstName}, ${u.lastName}, ${u.language}, 'app')
  on conflict do nothing returning ${user}`

export const insertIdentity = (i: {
  id: string
  userId: string
  realmId: string
  provider: string
  issuer: string
  subject: string
  email: string | null
}): Sql => sql`
  insert into auth.identities (id, user_id, realm_id, provider, issuer, subject, email)
  values (${i.id}, ${i.userId}, ${i.realmId}, ${i.provider}, ${i.issuer}, ${i.subject}, ${i.email})`

export const fillNames = (id: string, first: string | null, last: string | null): Sql => sql`
  update auth.users u set first_name = coalesce(u.first_name, ${first}),
    last_name = coalesce(u.last_name, ${last}), updated_at = now()
  where u.id = ${id} returning ${user}`

export const setNames = (id: string, first: string | null, last: string | null): Sql => sql`
  update auth.users u set first_name = coalesce(${first}, u.first_name),
    last_name = coalesce(${last}, u.last_name), updated_at = now()
  where u.id = ${id} and ${isLiving} returning ${user}`

export const endTokens = (id: string): Sql =>
  sql`update auth.users set tokens_end_at = now() where id = ${id}`

/** With everything that hangs on it: sign-ins that were verified, sessions, identities. */
export const deleteUser = (id: string): Sql => sql`delete from auth.users where id = ${id}`

/** What names the person without belonging to them yet: sign-ins begun and their codes. */
export const deleteTraces = (
  appId: string,
  { realm_id, email, phone }: Pick<AppUser, 'realm_id' | 'email' | 'phone'>,
): Sql => sql`
  with begun as (
    delete from provisioning.sign_ins where app_id = ${appId} and verified_at is null
      and (email = ${email} or phone = ${phone})
  )
  delete from auth.codes where realm_id = ${realm_id} and (address = ${email} or address = ${phone})`

export const selectUsers = (realmId: string, { limit, page }: Page): Sql => sql`
  select ${user} from auth.users u where u.realm_id = ${realmId} and u.deleted_at is null
  order by u.created_at desc, u.id limit ${limit} offset ${(page - 1) * limit}`
