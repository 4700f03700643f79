import type { Grant } from '../grants/index.ts'

/** A person as administrators see them: an account, or the end user of an app. */
export interface Person {
  id: string
  realm_id: string
  /** Null for accounts. */
  app_id: string | null
  email: string | null
  email_verified_at: Date | null
  new_email: string | null
  phone: string | null
  username: string | null
  full_name: string | null
  avatar_url: string | null
  language: string
  /** The highest grant, else what the application calls them. */
  role: string
  grants: Grant[]
  user_metadata: Record<string, unknown>
  app_metadata: Record<string, unknown>
  is_anonymous: boolean
  has_password: boolean
  has_second_factor: boolean
  providers: string[]
  banned_at: Date | null
  /** Null while banned: until somebody lifts it. */
  banned_until: Date | null
  ban_reason: string | null
  origin: string
  created_at: Date
  updated_at: Date
  last_sign_in_at: Date | null
}

export const orders = [
  'created_at.desc',
  'created_at.asc',
  'last_sign_in_at.desc',
  'email.asc',
] as const
export type Order = (typeof orders)[number]

export interface Filters {
  /** In the address, the name, the user name; or an id. */
  q?: string | undefined
  app_id?: string | undefined
  verified?: boolean | undefined
  banned?: boolean | undefined
  anonymous?: boolean | undefined
  second_factor?: boolean | undefined
  provider?: string | undefined
  role?: string | undefined
}

export interface NewPerson {
  email: string
  password?: string | undefined
  /** A mail leads to choosing a password. */
  invite?: boolean | undefined
  full_name?: string | undefined
  user_metadata?: Record<string, unknown> | undefined
  app_metadata?: Record<string, unknown> | undefined
  role?: string | undefined
}

export interface PersonChanges {
  email?: string | undefined
  /** Somebody with the right to say so vouches for the mailbox. */
  email_verified?: true | undefined
  password?: string | undefined
  full_name?: string | null | undefined
  username?: string | undefined
  user_metadata?: Record<string, unknown> | undefined
  app_metadata?: Record<string, unknown> | undefined
  role?: string | undefined
}
