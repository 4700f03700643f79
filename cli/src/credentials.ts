import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { environment } from './environment.ts'
import { Failure } from './failure.ts'

/** How one server is entered. */
export interface Profile {
  /** A key, as it is. */
  key?: string
  access_token?: string
  refresh_token?: string
  /** Milliseconds since 1970. */
  expires_at?: number
  email?: string
}

interface Stored {
  /** The server that commands speak to unless told otherwise. */
  current?: string
  servers: Record<string, Profile>
}

const file = join(environment.configDir, 'credentials.json')
const lock = `${file}.lock`

/** @throws Failure if others may read it, or it is not ours */
export function readCredentials(): Stored {
  if (!existsSync(file)) return { servers: {} }
  if ((statSync(file).mode & 0o077) !== 0) {
    throw new Failure('failed', `${file} can be read by others`, `run chmod 600 ${file}`)
  }
  try {
    const { current, servers } = JSON.parse(readFileSync(file, 'utf8')) as Stored
    return { ...(current ? { current } : {}), servers: { ...servers } }
  } catch {
    throw new Failure('failed', `${file} cannot be read`, 'delete it and sign in again')
  }
}

export const profileOf = (url: string): Profile | undefined => readCredentials().servers[url]

/** Stores the profile and makes its server the current one. */
export const remember = (url: string, profile: Profile): Promise<void> =>
  underLock(async () => {
    const { servers } = readCredentials()
    write({ current: url, servers: { ...servers, [url]: profile } })
  })

export const forget = (url: string): Promise<void> =>
  underLock(async () => {
    const { servers, current } = readCredentials()
    delete servers[url]
    write({ ...(current && current !== url ? { current } : {}), servers })
  })

/**
 * One process refreshes, the others get what it got.
 *
 * @param refused the access token that is no good any more
 */
export const renew = (
  url: string,
  refused: string | undefined,
  refresh: (token: string) => Promise<Profile>,
): Promise<Profile | undefined> =>
  underLock(async () => {
    const { current, servers } = readCredentials()
    const known = servers[url]
    if (known?.access_token !== refused) return known
    if (!known?.refresh_token) return undefined
    const profile = { ...known, ...(await refresh(known.refresh_token)) }
    write({ ...(current ? { current } : {}), servers: { ...servers, [url]: profile } })
    return profile
  })

/** Whole or not at all, and never readable by others, not even for a moment. */
function write(stored: Stored): void {
  const next = `${file}.${randomBytes(6).toString('hex')}`
  const handle = openSync(next, 'wx', 0o600)
  try {
    writeSync(handle, `${JSON.stringify(stored, null, 2)}\n`)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(next, file)
}

/** A process that died holding the lock holds it no longer than this. */
const staleMs = 30_000
const patienceMs = 40_000

async function underLock<T>(work: () => Promise<T>): Promise<T> {
  mkdirSync(environment.configDir, { recursive: true, mode: 0o700 })
  chmodSync(environment.configDir, 0o700)
  const deadline = Date.now() + patienceMs
  while (!takeLock()) {
    if (Date.now() > deadline) {
      throw new Failure(
        'failed',
        `${lock} is held by another command`,
        'delete it if none is running',
      )
    }
    await sleep(25)
  }
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function takeLock(): boolean {
  try {
    writeFileSync(lock, `${process.pid}\n`, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    const heldSince = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
    // Moved away first: of several that find it stale only one may take it out.
    if (Date.now() - heldSince > staleMs) {
      const gone = `${lock}.${process.pid}`
      try {
        renameSync(lock, gone)
        rmSync(gone, { force: true })
      } catch {}
    }
    return false
  }
}
