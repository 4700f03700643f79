import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** All of today's global unicast IPv6 (RFC 4291 §2.4): leaves out `::/96`, NAT64 and what is unassigned. */
const globalUnicast = ipaddr.parse('2000::')

/** Public by its number, yet answered by the host of a virtual machine with its secrets (Azure). */
const wireServer = '168.63.129.16'

/**
 * Whether an address belongs to the public internet. An allow-list: what is not plain global unicast
 * is refused, so also every IPv6 form that carries an IPv4 address inside (mapped, compatible, NAT64,
 * 6to4, Teredo), whatever that address is.
 */
export function isPublic(address: string): boolean {
  if (isIP(address) === 0) return false
  const parsed = ipaddr.parse(address)
  if (parsed.range() !== 'unicast') return false
  return parsed.kind() === 'ipv4' ? address !== wireServer : parsed.match(globalUnicast, 3)
}

/** 127.0.0.0/8 and ::1. */
export function isLoopback(address: string): boolean {
  return isIP(address) !== 0 && ipaddr.parse(address).range() === 'loopback'
}

/** `localhost` and the names below it (RFC 6761 §6.3). */
export function isLocalhost(hostname: string): boolean {
  return /^(.+\.)?localhost\.?$/.test(hostname)
}
