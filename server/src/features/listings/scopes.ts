/**
 * What an app may ask for. Writing does not imply reading. Customers and usage
 * are opened by metering; the other names are known and kept for their resources.
 */
const resources = [
  'payments',
  'customers',
  'refunds',
  'products',
  'prices',
  'orders',
  'fulfillments',
  'inventory',
] as const

export const scopes: readonly string[] = [
  ...resources.flatMap((resource) => [`read_${resource}`, `write_${resource}`]),
  'read_usage',
]

/** What the second word of a scope can be. */
export type ScopeResource = (typeof resources)[number] | 'usage'

/** What happens to a merchant's things; `app_installation.…` is always told, asked for or not. */
const told: Record<string, readonly string[]> = {
  app_installation: ['created', 'updated', 'deleted'],
  customer: ['created', 'updated', 'deleted'],
  product: ['created', 'updated', 'deleted'],
  price: ['created', 'updated', 'deleted'],
  order: ['created', 'updated', 'deleted'],
  payment: ['created', 'updated'],
  refund: ['created', 'updated'],
  fulfillment: ['created', 'updated'],
  inventory_level: ['updated'],
  usage: ['threshold'],
}

/** What an app may subscribe to; `*` is all of it. */
export const webhookEvents: readonly string[] = [
  '*',
  ...Object.entries(told).flatMap(([noun, verbs]) => verbs.map((verb) => `${noun}.${verb}`)),
]
