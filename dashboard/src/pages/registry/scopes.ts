/** What an app may ask for; those that open something today come first. */
export const scopes = [
  'read_customers',
  'write_customers',
  'read_usage',
  'read_payments',
  'write_payments',
  'read_refunds',
  'write_refunds',
  'read_products',
  'write_products',
  'read_prices',
  'write_prices',
  'read_orders',
  'write_orders',
  'read_fulfillments',
  'write_fulfillments',
  'read_inventory',
  'write_inventory',
] as const
export type Scope = (typeof scopes)[number]

/** In words: "See customers". */
export function meaning(scope: string): string {
  const [verb, noun = scope] = scope.split('_')
  return verb === 'write' ? `Change ${noun}` : `See ${noun}`
}
