import { isLocalhost, isLoopback, isPublic } from './addresses.ts'
import { notAllowed } from './failures.ts'
import { isWebPort } from './ports.ts'
import { hostOf, isAddress, type Resolve, resolveBySystem } from './resolve.ts'

/** What a fetcher may dial. */
export interface Rules {
  allowLoopback: boolean
  trustedOrigins: ReadonlySet<string>
  resolve: Resolve
}

/** Where one request goes: the URL for its words, the addresses for its socket. */
export interface Target {
  url: URL
  addresses: string[]
}

/** @throws invalid `address_not_allowed` */
export function parseUrl(text: string | URL): URL {
  const url = URL.parse(`${text}`)
  if (!url) throw notAllowed('This is not a URL.')
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw notAllowed('Only http and https URLs are allowed.')
  }
  if (url.username !== '' || url.password !== '') {
    throw notAllowed('The URL must not hold a user name or a password.')
  }
  return url
}

/**
 * Resolves a URL once and checks every address found: one private address among public ones is
 * enough to refuse, since it is not ours to say which of them would be dialled.
 */
export async function locate(url: URL, rules: Rules, signal: AbortSignal): Promise<Target> {
  if (rules.trustedOrigins.has(url.origin)) {
    return { url, addresses: await addressesOf(url, resolveBySystem, signal) }
  }
  if (!isWebPort(url.port)) throw notAllowed('This port is not allowed.')
  const addresses = await addressesOf(url, rules.resolve, signal)
  if (!addresses.every((address) => mayDial(address, rules))) {
    throw notAllowed('The URL must lead to a public address.')
  }
  return { url, addresses }
}

async function addressesOf(url: URL, resolve: Resolve, signal: AbortSignal): Promise<string[]> {
  const host = hostOf(url)
  return isAddress(host) ? [host] : await resolve(host, signal)
}

function mayDial(address: string, rules: Rules): boolean {
  return isPublic(address) || (rules.allowLoopback && isLoopback(address))
}

/** Whether a URL stays with the operator: a configured origin, or this machine in development. */
export function isTrusted(url: URL, rules: Rules): boolean {
  const isLocal = isLoopback(hostOf(url)) || isLocalhost(url.hostname)
  return rules.trustedOrigins.has(url.origin) || (rules.allowLoopback && isLocal)
}
