import { domainToASCII } from 'node:url'
import ipaddr from 'ipaddr.js'

/**
 * One spelling per mailbox: trimmed, compatibility-normalised, lower-cased, the domain in ASCII.
 * Normalise first, judge afterwards: a check before normalising can be undone by it.
 * @returns undefined for anything that is not exactly one plain address of at most 254 characters.
 */
export function canonicalEmail(text: string): string | undefined {
  if (text.length > 512) return undefined
  const normal = text.trim().normalize('NFKC').toLowerCase()
  const at = normal.lastIndexOf('@')
  const local = normal.slice(0, at)
  const domain = domainToASCII(normal.slice(at + 1))
  if (at < 1 || local.length > 64 || !localPart.test(local) || !domainName.test(domain)) {
    return undefined
  }
  const email = `${local}@${domain}`
  return email.length <= 254 ? email : undefined
}

/** Dot-atom of RFC 5322 §3.2.3 without the quote characters that mail software disagrees about. */
const localPart = /^[a-z0-9!#$%&*+/=?^_{|}~-]+(\.[a-z0-9!#$%&*+/=?^_{|}~-]+)*$/

/** At least two labels of letters, digits and inner hyphens; the last one is not a number. */
const domainName =
  /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * One spelling per client: IPv4 as dotted quad (also when mapped into IPv6), IPv6 as its /64, which
 * is what one customer is given (OWASP ASVS 4.1.3).
 */
export function clientNetwork(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown'
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  const bytes = parsed.toByteArray().fill(0, 8)
  return `${ipaddr.fromByteArray(bytes).toString()}/64`
}

/** The wider network of a client: /24 of IPv4, /48 of IPv6. */
export function clientRegion(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown'
  const parsed = ipaddr.process(address)
  const keep = parsed.kind() === 'ipv4' ? 3 : 6
  const bytes = parsed.toByteArray().fill(0, keep)
  return `${ipaddr.fromByteArray(bytes).toString()}/${keep * 8}`
}
