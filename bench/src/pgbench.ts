import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { claimsOf, enter, type StatementName, statements } from './tables-statements.ts'

const run = promisify(execFile)

/** pgbench takes at most 128 scripts. */
const mostPeople = 100

/** What one value of each statement is, in SQL. */
type Values = Record<StatementName, (person: number) => string>

/**
 * PostgreSQL's own load generator with the four statements of a request: begin, enter, the
 * statement, commit; prepared, a round trip each, no HTTP, no JSON to parse.
 */
export class Pgbench {
  readonly #url: string
  readonly #folder: string
  readonly #scripts = new Map<StatementName, string[]>()

  private constructor(url: string, folder: string) {
    this.#url = url
    this.#folder = folder
  }

  /** @returns undefined where Debian's postgresql-contrib or its like is not installed */
  static async open(
    url: string,
    folder: string,
    users: readonly string[],
    values: Values,
  ): Promise<Pgbench | undefined> {
    const isThere = await run('pgbench', ['--version']).then(
      () => true,
      () => false,
    )
    if (!isThere) return undefined
    const made = new Pgbench(url, join(folder, 'pgbench'))
    await mkdir(made.#folder)
    for (const name of Object.keys(statements) as StatementName[]) {
      await made.#write(name, users.slice(0, mostPeople), values[name])
    }
    return made
  }

  async #write(name: StatementName, users: readonly string[], value: Values[StatementName]) {
    const files = users.map(async (user, person) => {
      const claims = enter.replace('$1', `'${claimsOf(user)}'`).replace('$2', `'${user}'`)
      const lines = ['begin', claims, statements[name].replace('$1', value(person)), 'commit']
      const file = join(this.#folder, `${name}-${person}.sql`)
      await writeFile(file, lines.map((line) => `${line.replace(/\s*\n\s*/g, ' ')};\n`).join(''))
      return file
    })
    this.#scripts.set(name, await Promise.all(files))
  }

  /** @returns transactions per second, connecting aside */
  async measure(name: StatementName, clients: number, seconds: number): Promise<number> {
    const scripts = (this.#scripts.get(name) ?? []).flatMap((file) => ['-f', file])
    const settings = ['-n', '-M', 'prepared', '-c', String(clients), '-j', '2']
    const time = ['-T', String(Math.max(1, Math.round(seconds)))]
    const { stdout } = await run('pgbench', [...settings, ...time, ...scripts, this.#url], {
      maxBuffer: 1 << 26,
    })
    const tps = /^tps = ([\d.]+) \(without/m.exec(stdout)?.[1]
    if (!tps) throw new Error(`pgbench said no figure:\n${stdout}`)
    return Number(tps)
  }
}
