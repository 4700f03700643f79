/** GraphQL over connections that stay: WebSockets and server-sent events. */
export { Sockets } from './sockets.ts'
export { stream } from './stream.ts'
