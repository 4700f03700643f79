import { lookup, Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'
import { isLocalhost } from './addresses.ts'

/** All addresses of a name, asked once. Rejects when there is none. */
export type Resolve = (hostname: string, signal: AbortSignal) => Promise<string[]>

/**
 * Asks the name servers directly: `getaddrinfo` would hold one of the few libuv threads, which also
 * hash passwords, for as long as a stranger's name server likes, and would try search domains.
 */
export const resolveByDns: Resolve = async (hostname, signal) => {
  if (isLocalhost(hostname)) return ['127.0.0.1', '::1']
  const resolver = new Resolver({ timeout: 2_000, tries: 2 })
  signal.addEventListener('abort', () => resolver.cancel(), { once: true })
  const answers = await Promise.allSettled([
    resolver.resolve4(hostname),
    resolver.resolve6(hostname),
  ])
  const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
  if (addresses.length === 0) throw new Error(`No address: ${hostname}`, { cause: answers })
  return addresses
}

/** The system's way, with its hosts file: for origins that the operator configured. */
export const resolveBySystem: Resolve = async (hostname) =>
  (await lookup(hostname, { all: true })).map((found) => found.address)

/** The host of a URL, as an address without brackets or as a name. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1')
}

export const isAddress = (host: string): boolean => isIP(host) !== 0
