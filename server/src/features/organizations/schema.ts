import type { MemberRole } from '../members/index.ts'

/** A tenant as its own people see it. */
export interface Organization {
  id: string
  name: string
  billing_address_line1: string | null
  billing_address_city: string | null
  billing_address_state: string | null
  billing_address_country: string | null
  billing_address_postal_code: string | null
  /** ISO 4217. */
  default_currency: string
  /** A name of the IANA database. */
  timezone: string
  /** Whether usage of an unknown customer makes that customer. */
  auto_create_customers: boolean
  created_at: Date
  updated_at: Date
}

/** What stands beside the tenant, in a row of its own. */
export const detailNames = [
  'billing_address_line1',
  'billing_address_city',
  'billing_address_state',
  'billing_address_country',
  'billing_address_postal_code',
  'default_currency',
  'timezone',
  'auto_create_customers',
] as const

export type Details = Pick<Organization, (typeof detailNames)[number]>

export type OrganizationChanges = Partial<Details> & { name?: string }

/** Somebody's place in an organization. */
export interface Membership {
  id: string
  name: string
  role: MemberRole
}

/** Who is in an organization, or is asked to be: then the id is that of the invitation. */
export interface Person {
  id: string
  email: string | null
  name: string | null
  role: MemberRole
  status: 'active' | 'invited'
  created_at: Date
  /** Of an invitation. */
  expires_at: Date | null
}
