/** Who an organization sells to. */
export interface Customer {
  id: string
  organization_id: string
  external_id: string | null
  name: string
  email: string | null
  phone: string | null
  billing_address_line1: string | null
  billing_address_city: string | null
  billing_address_state: string | null
  billing_address_country: string | null
  billing_address_postal_code: string | null
  status: CustomerStatus
  /** Whose: that of live keys or of test keys. */
  mode: 'live' | 'test'
  created_at: Date
  updated_at: Date
}

export const customerStatuses = ['ACTIVE', 'ARCHIVED'] as const
export type CustomerStatus = (typeof customerStatuses)[number]

export const detailNames = [
  'external_id',
  'name',
  'email',
  'phone',
  'billing_address_line1',
  'billing_address_city',
  'billing_address_state',
  'billing_address_country',
  'billing_address_postal_code',
] as const

type Details = Pick<Customer, (typeof detailNames)[number]>

export type NewCustomer = Partial<Details> & { name: string; email: string }
export type CustomerChanges = Partial<Details> & { status?: CustomerStatus }

/** A part of a list. */
export interface Range {
  limit: number
  offset: number
}

/** Whose customers, and those of which keys. */
export interface Reach {
  tenantId: string
  live: boolean
}

/** The same where an id says which; without `live` of either mode. */
export interface Reachable {
  tenantId: string
  live?: boolean | undefined
}
