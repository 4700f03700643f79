import type { Ctx } from '../../engines/context.ts'
import { invalid } from '../../kernel/errors.ts'
import * as settings from '../settings/index.ts'

const longest = 2000

/**
 * Where a person may be sent after a proof: http(s) on an origin of the allow-list, below its path.
 * Whatever two readers could understand differently is refused rather than
 * cleaned: a proof goes along, so the browser must end up exactly where we think.
 * @returns the address as a browser spells it; undefined where it is not allowed
 */
export function allowedRedirect(list: readonly string[], text: string): string | undefined {
  const url = isPlain(text) ? URL.parse(text) : null
  if (!url || !isOrdinary(url) || url.hash !== '' || text.includes('#')) return undefined
  return list.some((entry) => covers(entry, url)) ? url.href : undefined
}

/** Browsers drop tabs and line ends, trim, and read `\` as `/`; other readers do not. */
const isPlain = (text: string): boolean =>
  text.length <= longest && /^https?:\/\/[^/?#@%]+([/?]|$)/.test(text) && /^[!-[\]-~]+$/.test(text)

/** No credentials in front of the host; no path that a server behind could decode into another. */
const isOrdinary = (url: URL): boolean =>
  (url.protocol === 'https:' || url.protocol === 'http:') &&
  url.username === '' &&
  url.password === '' &&
  !/\/\/|;|%(2[ef5]|5c|[01][\da-f]|7f)/i.test(url.pathname)

/** An entry is an origin or a URL whose path is a prefix that ends where a segment ends. */
function covers(entry: string, url: URL): boolean {
  const allowed = URL.parse(entry)
  if (!allowed || !isOrdinary(allowed) || allowed.search || allowed.hash) return false
  if (allowed.origin !== url.origin) return false
  const prefix = allowed.pathname.replace(/\/$/, '')
  return url.pathname === prefix || url.pathname.startsWith(`${prefix}/`)
}

/** Where people may go on after a proof: what the settings list, and the door of our own dashboard. */
export const allowList = async (ctx: Ctx): Promise<readonly string[]> => [
  ...(await settings.auth(ctx)).redirect_allow_list,
  `${ctx.instance.publicUrl}/dashboard/sign-in`,
]

/** The same for what stands in a request. @throws invalid `invalid_redirect_url` */
export async function mustBeAllowedRedirect(
  ctx: Ctx,
  text: string | undefined,
): Promise<string | undefined> {
  if (text === undefined) return undefined
  const allowed = allowedRedirect(await allowList(ctx), text)
  if (allowed !== undefined) return allowed
  throw invalid('invalid_redirect_url', 'redirect_to is not on the allow-list of this server')
}

/** An address with one parameter more; one of that name that stood there is replaced. */
export function withParameter(address: string, name: string, value: string): string {
  const url = new URL(address)
  url.searchParams.set(name, value)
  return url.href
}
