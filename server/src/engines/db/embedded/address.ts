import { lchownSync, lstatSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { URL } from 'node:url'
import type { Runner } from './privileges.ts'

/** Where the server listens: a Unix socket in a private folder, or a port of this machine. */
export interface Address {
  /** The socket's folder, or 127.0.0.1. */
  host: string
  port: number
  isSocket: boolean
}

/** The login that owns the cluster. */
export const adminLogin = 'flumen_admin'

/** Longest path of a Unix socket, in bytes: 107 on Linux, 103 on macOS. */
const socketPathBytes = 103
/** Part of the socket's file name; with a socket no TCP port is opened. */
const socketPort = 5432

export const defaultSocketParents = (): string[] => [tmpdir(), '/tmp']

/**
 * A new address. A socket is twice as fast as TCP and closed to other users of the machine.
 *
 * @param parents folders to try for the socket's folder; a short path is needed
 */
export async function chooseAddress(parents: string[]): Promise<Address> {
  for (const parent of parents) {
    const host = makeSocketFolder(parent)
    if (host) return { host, port: socketPort, isSocket: true }
  }
  return { host: '127.0.0.1', port: await findFreePort(), isSocket: false }
}

function makeSocketFolder(parent: string): string | undefined {
  const longest = join(parent, 'flumen-XXXXXX', `.s.PGSQL.${socketPort}`)
  if (Buffer.byteLength(longest) > socketPathBytes) return undefined
  try {
    return mkdtempSync(join(parent, 'flumen-'))
  } catch {
    return undefined
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const bound = server.address()
      const port = typeof bound === 'object' && bound ? bound.port : 0
      server.close(() => resolve(port))
    })
  })
}

/**
 * Makes the socket's folder ready for the server: also again, if something cleaned the folder away.
 * Never through a link, and never a folder that appeared meanwhile: its parent is open to everybody.
 */
export function openAddress(address: Address, runner: Runner): void {
  if (!address.isSocket) return
  if (!lstatSync(address.host, { throwIfNoEntry: false })) mkdirSync(address.host, { mode: 0o700 })
  if (runner.identity) lchownSync(address.host, runner.identity.uid, runner.identity.gid)
}

/** Removes what an address left on disk. */
export function closeAddress(address: Address): void {
  if (address.isSocket) rmSync(address.host, { recursive: true, force: true })
}

/** A connection string that `pg` and libpq both read; every part is given, so no PG* variable counts. */
export function urlOf(address: Address, password: string, database: string): string {
  const login = `${adminLogin}:${encodeURIComponent(password)}`
  const { host, port } = address
  if (!address.isSocket) return `postgres://${login}@${host}:${port}/${database}`
  return `postgres://${login}@/${database}?host=${encodeURIComponent(host)}&port=${port}`
}

/** Password and address of a connection string that `urlOf` wrote; undefined for any other text. */
export function parseUrl(text: string): { password: string; address: Address } | undefined {
  // URL refuses a login without a host, as a connection string with a socket has it.
  const url = URL.parse(text.trim().replace('@/', '@socket/'))
  if (!url?.password) return undefined
  const folder = url.searchParams.get('host')
  const port = Number(url.searchParams.get('port') ?? url.port)
  const isSocket = folder !== null && /^flumen-\w{6}$/.test(basename(folder))
  return {
    password: decodeURIComponent(url.password),
    address: { host: folder ?? url.hostname, port, isSocket },
  }
}
