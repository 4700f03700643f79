import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { TestServer } from '../kit.ts'
import { asAdministrator } from '../tables.ts'

/** What the log of PostgreSQL must never hold after calls of clients: their text became SQL, or an error of ours. */
const forbidden = new Set(['42601', '42P01', '42703', '22P05', 'XX000'])

/**
 * PostgreSQL gives a value of the type `tsvector` that it cannot read the number of a syntax error; it
 * is a value like any other of a wrong form, which for all other types is 22P02.
 */
const isValue = /ERROR: {2}42601: syntax error in tsvector:/

export interface LogOracle {
  /** Entries of these classes since it began to watch. */
  complaints(): string[]
}

/**
 * Watches the log of the cluster for one database (`threats.md`, SQLSTATE oracle). Its sessions write
 * the SQLSTATE of every error. An external server keeps its log to itself: there nothing is heard.
 */
export async function watchLog(server: TestServer): Promise<LogOracle> {
  const name = databaseOf(server.databaseUrl)
  await asAdministrator(
    server,
    `alter database ${name} set log_error_verbosity = 'verbose'; alter database ${name} set log_min_error_statement = 'error'`,
  )
  const { rows } = await asAdministrator(
    server,
    `select current_setting('data_directory') as folder`,
  )
  const file = join(dirname(rows[0].folder), 'postgres.log')
  if (!existsSync(file)) return { complaints: () => [] }
  const start = statSync(file).size
  return {
    complaints: () => {
      const text = readFileSync(file).subarray(start).toString()
      const entries = text.split(/\n(?=\d{4}-\d\d-\d\d )/)
      return entries.flatMap((entry, i) => {
        const [, code = ''] = /ERROR: {2}(\w{5}): /.exec(entry) ?? []
        const statement = entries.slice(i, i + 4).find((one) => /STATEMENT: /.test(one)) ?? ''
        return forbidden.has(code) && !isValue.test(entry)
          ? [`${entry}\n${statement.slice(0, 1_500)}`]
          : []
      })
    },
  }
}

const databaseOf = (url: string): string =>
  /^[^?]*\/([^/?]*)/.exec(url.replace('://', ':'))?.[1] ?? ''
