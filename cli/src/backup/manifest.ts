import type { TableSums } from './tables.ts'

export const manifestName = 'manifest.json'
export const format = 'flumen-backup'

/** The last entry of an archive: what must be in it, and what it must come to when it runs again. */
export interface Manifest {
  format: typeof format
  format_version: 1
  flumen_version: string
  created_at: string
  database: { kind: 'embedded' | 'external'; version: string }
  /** Whether the generated root secret is in it. */
  has_secret: boolean
  tables: TableSums
  blobs: { count: number; bytes: number; missing: string[] }
  /** Every entry before this one. */
  entries: Record<string, Entry>
}

export interface Entry {
  size: number
  sha256: string
}

/** What entries may be called; nothing in it leads out of the folder. */
export function isSafeName(name: string): boolean {
  if (!/^(postgres\/|blobs\/|secret$|database\.dump$|roles\.json$|manifest\.json$)/.test(name))
    return false
  const parts = name.replace(/\/$/, '').split('/')
  return parts.every((part) => part !== '' && part !== '.' && part !== '..') && !/[\0\\]/.test(name)
}
