import { type Api, apiOf } from './api.ts'
import { type Auth, type AuthOptions, createAuth } from './auth/index.ts'
import { type Connection, type Credentials, connect } from './connection.ts'
import { runGraphql } from './graphql.ts'
import { createRealtime, type Realtime } from './realtime/index.ts'
import { createStorage, type Storage } from './storage/index.ts'
import { createTables, type Database, type Tables, type UnknownDatabase } from './tables/index.ts'

export { type Api, createApi, type paths } from './api.ts'
export * from './auth/index.ts'
export { type Connection, type ConnectionOptions, type Credentials, connect } from './connection.ts'
export { errorOf, FlumenError } from './error.ts'
export * from './realtime/index.ts'
export * from './storage/index.ts'
export * from './tables/index.ts'

export interface ClientOptions extends Omit<AuthOptions, 'url'> {
  /** A key instead of a session, for servers: it is sent as `Authorization: Bearer`. */
  key?: string | undefined
  /** The tenant to work in: its id or slug (`X-FB-Tenant`). */
  tenant?: string | undefined
}

/** A Flumen server, as one person or key sees it. */
export interface Client<D extends Database = UnknownDatabase> extends Tables<D> {
  /** Sign-in. With a `key` nobody is signed in, and the key stays. */
  auth: Auth
  /** Every route with its types. */
  api: Api
  /** Files, in buckets. */
  storage: Storage
  /** Changes of tables, messages between clients, and who is there. */
  realtime: Realtime
  /** The connection that all parts share. */
  connection: Connection
  /** Runs a GraphQL document over the tables. @throws FlumenError with its first error */
  graphql<Data = Record<string, unknown>>(
    query: string,
    variables?: Record<string, unknown>,
  ): Promise<Data>
  /** Ends timers and connections. */
  close(): void
}

/**
 * The client of a server. Calls throw `FlumenError`; none answers with an error.
 *
 * ```ts
 * const client = createClient('https://api.example.com')
 * await client.auth.signIn({ email, password })
 * const posts = await client.from('posts').select('id,title').limit(10)
 * ```
 */
export function createClient<D extends Database = UnknownDatabase>(
  url: string,
  options: ClientOptions = {},
): Client<D> {
  const { key, tenant, ...rest } = options
  const headers = tenant === undefined ? rest.headers : { ...rest.headers, 'x-fb-tenant': tenant }
  const auth = createAuth({ ...rest, url, headers })
  const connection =
    key === undefined ? auth.connection : connect({ ...rest, url, headers, credentials: only(key) })
  const realtime = createRealtime(connection, key === undefined ? auth : undefined)
  return {
    ...createTables<D>(connection),
    auth,
    storage: createStorage(connection),
    realtime,
    api: apiOf(connection),
    connection,
    graphql: (query, variables) => runGraphql(connection, query, variables),
    close: () => {
      realtime.close()
      auth.close()
    },
  }
}

const only = (key: string): Credentials => ({ token: async () => key })
