import { isIP } from 'node:net'
import type { Ctx } from '../../engines/context.ts'
import { unavailable } from '../../kernel/errors.ts'
import * as settings from '../settings/index.ts'

/** The site that passkeys are made for: they sign for its name and its subdomains, for no other. */
export interface RelyingParty {
  /** A domain name. */
  id: string
  origins: string[]
}

/**
 * As the operator set it (`app.auth.passkey_origins`: the first one's host is the name), else as the
 * server's own address has it. Always the instance's word: its accounts are those of all tenants.
 * @returns undefined where the address has no name, which browsers ask for
 */
export async function findRelyingParty(ctx: Ctx): Promise<RelyingParty | undefined> {
  const { passkey_origins: set } = await settings.auth(ctx, null)
  const own = ownOrigins(new URL(ctx.instance.publicUrl))
  const id = hostOf(set[0] ?? own[0] ?? '')
  if (isIP(id.replace(/^\[|\]$/g, ''))) return undefined
  const origins = set.length === 0 ? own : [...set, ...own.filter((origin) => isOf(id, origin))]
  return { id, origins }
}

/** @throws unavailable `passkeys_not_configured` */
export async function relyingParty(ctx: Ctx): Promise<RelyingParty> {
  const party = await findRelyingParty(ctx)
  if (party) return party
  const why = 'Passkeys need a domain name: set FLUMEN_PUBLIC_URL or app.auth.passkey_origins'
  throw unavailable('passkeys_not_configured', why)
}

/** On the own machine the name is `localhost`: browsers make no passkeys for an address. */
function ownOrigins({ hostname, protocol, port, origin }: URL): string[] {
  const isLoopback = /^(127(\.\d+){3}|0\.0\.0\.0|\[::1?\])$/.test(hostname)
  return isLoopback ? [`${protocol}//localhost${port && `:${port}`}`, origin] : [origin]
}

const hostOf = (origin: string): string => URL.parse(origin)?.hostname ?? ''

const isOf = (id: string, origin: string): boolean =>
  hostOf(origin) === id || hostOf(origin).endsWith(`.${id}`)
