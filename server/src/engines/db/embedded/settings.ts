import { createHash } from 'node:crypto'
import { statfs } from 'node:fs/promises'
import type { Address } from './address.ts'

/** Shared memory below this is too little for parallel queries; containers get 64 MB by default. */
const enoughSharedMemoryBytes = 64 * 1024 * 1024

/** Tells the processes of this cluster from those of others in process titles. */
export function clusterName(cluster: string): string {
  return `flumen-${createHash('sha256').update(cluster).digest('hex').slice(0, 8)}`
}

/**
 * The server's arguments. They are given at each start and not written into the cluster, so a newer
 * Flumen changes them for old data too.
 *
 * @param fast gives up durability: for tests alone
 */
export async function serverSettings(
  cluster: string,
  address: Address,
  fast: boolean,
): Promise<string[]> {
  const settings = {
    cluster_name: clusterName(cluster),
    ...listening(address),
    shared_buffers: '128MB',
    max_connections: '100',
    wal_level: 'replica',
    jit: 'off',
    timezone: 'UTC',
    password_encryption: 'scram-sha-256',
    dynamic_shared_memory_type: (await hasSharedMemory()) ? 'posix' : 'mmap',
    ...logging,
    ...durability(fast),
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

const logging = {
  logging_collector: 'off',
  log_destination: 'stderr',
  log_min_error_statement: 'error',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
}

function listening({ isSocket, host, port }: Address): Record<string, string> {
  const listen = isSocket
    ? { listen_addresses: '', unix_socket_directories: host, unix_socket_permissions: '0700' }
    : { listen_addresses: host, unix_socket_directories: '' }
  return { ...listen, port: String(port) }
}

function durability(fast: boolean): Record<string, string> {
  const value = fast ? 'off' : 'on'
  return { fsync: value, synchronous_commit: value, full_page_writes: value }
}

/** macOS keeps POSIX shared memory elsewhere, without such a limit. */
export async function hasSharedMemory(folder = '/dev/shm'): Promise<boolean> {
  if (process.platform !== 'linux') return true
  try {
    const { bsize, blocks } = await statfs(folder)
    return bsize * blocks > enoughSharedMemoryBytes
  } catch {
    return false
  }
}
