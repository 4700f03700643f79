import createFetchClient, {
  type Client,
  type ClientPathsWithMethod,
  type FetchResponse,
  type MaybeOptionalInit,
} from 'openapi-fetch'
import { type Connection, type ConnectionOptions, connect } from './connection.ts'
import type { paths } from './openapi.d.ts'

export type { components, operations, paths } from './openapi.d.ts'

/** Every route of the server, with its types. Failures are thrown as `FlumenError`. */
export interface Api {
  GET: Call<'get'>
  POST: Call<'post'>
  PUT: Call<'put'>
  PATCH: Call<'patch'>
  DELETE: Call<'delete'>
  HEAD: Call<'head'>
}

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete' | 'head'

type Call<M extends Method> = <
  Path extends ClientPathsWithMethod<Client<paths>, M>,
  Init extends MaybeOptionalInit<paths[Path], M>,
>(
  path: Path,
  // Left out where nothing in it is required.
  ...init: Partial<Init> extends Init ? [init?: Init] : [init: Init]
) => Promise<Answer<paths[Path][M], Init>>

/** `data` is the body that was read; its headers are in `response`. */
interface Answer<Operation, Init> {
  data: DataOf<FetchResponse<Extract<Operation, object>, Init, `${string}/${string}`>>
  response: Response
}

type DataOf<Fetched> = Fetched extends { data: infer Data } ? Data : never

/**
 * The client of all routes, made by `openapi-fetch` from `docs/openapi.json`.
 *
 * ```ts
 * const { data } = await api.GET('/api/v1/admin/tenants/{id}', { params: { path: { id } } })
 * ```
 */
export const createApi = (options: ConnectionOptions): Api => apiOf(connect(options))

/** The same over a connection that is there already. */
export const apiOf = ({ url, send }: Connection): Api =>
  createFetchClient<paths>({ baseUrl: url, fetch: send }) as unknown as Api
