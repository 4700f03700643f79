import type { Ctx } from '../../../engines/context.ts'
import type { Endpoint } from '../schema.ts'

/** What of an endpoint nobody reads in the database: its secrets and its headers. */

const about = (id: string, what: 'secret' | 'headers'): string => `webhooks.endpoints:${id}:${what}`

export const sealSecret = (ctx: Ctx, id: string, secret: string | null): string | null =>
  secret === null ? null : ctx.secrets.seal(about(id, 'secret'), secret)

export const sealHeaders = (
  ctx: Ctx,
  id: string,
  headers: Record<string, string>,
): string | null =>
  Object.keys(headers).length === 0
    ? null
    : ctx.secrets.seal(about(id, 'headers'), JSON.stringify(headers))

type Sealed = Pick<Endpoint, 'id' | 'sealed_secret' | 'sealed_previous'>

/** Those that sign: the one in force first, then the one it replaced while that still counts. */
export const openSecrets = (ctx: Ctx, endpoint: Sealed): string[] =>
  [endpoint.sealed_secret, endpoint.sealed_previous].flatMap((sealed) =>
    sealed === null ? [] : [ctx.secrets.open(about(endpoint.id, 'secret'), sealed)],
  )

/** The headers that its owner wants on every delivery. */
export const openHeaders = (
  ctx: Ctx,
  { id, sealed_headers }: Pick<Endpoint, 'id' | 'sealed_headers'>,
): Record<string, string> =>
  sealed_headers === null
    ? {}
    : (JSON.parse(ctx.secrets.open(about(id, 'headers'), sealed_headers)) as Record<string, string>)
