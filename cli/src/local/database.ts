import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Failure } from '../failure.ts'
import { databaseProgram } from './children.ts'

/** The database of a data folder, for as long as a command needs it. */
export interface LocalDatabase {
  /** The administrator's connection string. */
  url: string
  /** Whether a server runs on this folder. */
  isServed: boolean
  close(): Promise<void>
}

/**
 * That of the server which runs on the folder; if none does, it is started for the moment.
 *
 * @throws Failure where there is no database, or it does not start
 */
export async function openDatabase(dataDir: string): Promise<LocalDatabase> {
  if (!existsSync(join(dataDir, 'postgres'))) {
    throw new Failure(
      'not_found',
      `There is no embedded database in ${dataDir}`,
      'give --data-dir, or set FLUMEN_DATA_DIR or FLUMEN_DATABASE_URL',
    )
  }
  const child = spawn(process.execPath, [databaseProgram], {
    env: environmentFor(dataDir),
    stdio: ['pipe', 'pipe', 'inherit'],
    // A Ctrl-C is the command's to hear: it closes what it opened.
    detached: true,
  })
  const told = await firstLine(child)
  if (told.url) return { url: told.url, isServed: false, close: () => end(child) }
  if (told.code === 'data_folder_in_use') return ofServer(dataDir)
  throw new Failure('failed', told.message ?? 'The database did not start', undefined, told.code)
}

/** With a secret that nothing is done with: where there is none, none must be made. */
const environmentFor = (dataDir: string) => ({
  ...process.env,
  FLUMEN_DATA_DIR: dataDir,
  FLUMEN_DATABASE_URL: '',
  FLUMEN_PROCESSES: '',
  FLUMEN_SECRET: 'the database alone asks for no secret',
})

interface Told {
  url?: string
  code?: string
  message?: string
}

async function firstLine(child: ChildProcess): Promise<Told> {
  if (child.stdout) {
    for await (const line of createInterface({ input: child.stdout }))
      return JSON.parse(line) as Told
  }
  return {}
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.stdin?.end()
  await once(child, 'exit')
}

function ofServer(dataDir: string): LocalDatabase {
  const url = readFileSync(join(dataDir, 'database.url'), 'utf8').trim()
  return { url, isServed: true, close: async () => undefined }
}
