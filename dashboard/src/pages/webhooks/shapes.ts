import type { Data } from '../../api/data.ts'

export type Webhook = Data<'/api/v1/webhooks/{id}'>
export type Delivery = Extract<
  Data<'/api/v1/webhooks/{id}/deliveries'>,
  { deliveries: unknown }
>['deliveries'][number]

/** What is heard, as one would type it: `orders.insert`, `auth.login`. */
export function eventsOf({ events, event_configs }: Webhook): string[] {
  const rows = (event_configs ?? []).flatMap(({ schema, table, operations }) => {
    const name = schema === 'public' || table === '*' ? table : `${schema}.${table}`
    return operations.map((operation) => `${name}.${operation.toLowerCase()}`)
  })
  const named = (Array.isArray(events) ? events : []).filter((one) => typeof one === 'string')
  return [...new Set([...named.filter((one) => accountEvents.includes(one)), ...rows])]
}

export const accountEvents: readonly string[] = [
  'user.created',
  'user.updated',
  'user.deleted',
  'auth.login',
  'auth.logout',
  'password.reset',
  'email.verified',
]
