/** What happens in the registry and to its merchants, told to the webhooks that must hear it. */
export { listen } from './listen.ts'
export { eventTypes } from './types.ts'
