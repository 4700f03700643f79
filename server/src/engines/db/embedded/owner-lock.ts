import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { AppError, conflict } from '../../../kernel/errors.ts'

/** The right to run the database of one data folder. */
export interface OwnerLock {
  release(): void
}

/** SQLite's result code for "somebody else holds the lock". */
const sqliteBusy = 5

/**
 * Makes this process the owner of the data folder, or refuses at once.
 *
 * The lock is a file lock of the kernel, taken through SQLite because Node has no call of its own for
 * one. It ends with the process, however that ends, so it is never stale; it stands before there is a
 * database and while the database restarts, which a lock inside the database cannot; and it holds
 * against a second owner in the same process too.
 *
 * Nothing else may open the lock file in this process: closing any descriptor of it would drop a POSIX
 * file lock. Hence the process id stands in a file of its own.
 *
 * @throws AppError `data_folder_in_use` naming the folder and the owner's process id
 */
export function takeOwnerLock(dataDir: string): OwnerLock {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  const pidFile = join(dataDir, 'flumen.pid')
  const lock = openLock(join(dataDir, 'flumen.lock'), dataDir, pidFile)
  writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o600 })
  return {
    release() {
      rmSync(pidFile, { force: true })
      lock.close()
    },
  }
}

function openLock(file: string, dataDir: string, pidFile: string): DatabaseSync {
  try {
    return lockFile(file)
  } catch (cause) {
    if (isBusy(cause)) throw inUse(dataDir, pidFile)
    throw new AppError(
      'unavailable',
      'data_folder_unusable',
      `The data folder ${dataDir} cannot be locked: it must be writable and allow file locks`,
      { cause },
    )
  }
}

function lockFile(file: string): DatabaseSync {
  const lock = new DatabaseSync(file, { timeout: 0 })
  try {
    // Nothing is ever written, so there is nothing to roll back: no journal beside the file.
    lock.exec('PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE')
    // Whoever may read the file may lock it too.
    chmodSync(file, 0o600)
    return lock
  } catch (error) {
    lock.close()
    throw error
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy
}

function inUse(dataDir: string, pidFile: string): AppError {
  const pid = readPid(pidFile)
  const owner =
    pid === undefined ? 'another Flumen server' : `another Flumen server, process ${pid}`
  return conflict(
    'data_folder_in_use',
    `The data folder ${dataDir} is in use by ${owner}: stop it, or set FLUMEN_DATA_DIR to another folder`,
    { details: { data_dir: dataDir, ...(pid === undefined ? {} : { pid }) } },
  )
}

function readPid(file: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10) || undefined
  } catch {
    return undefined
  }
}
