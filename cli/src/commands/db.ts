import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Call, Run } from '../command.ts'
import { environment } from '../environment.ts'
import { Failure } from '../failure.ts'
import { type LocalDatabase, openDatabase } from '../local/database.ts'
import { loginOf, runTool } from '../local/tools.ts'
import { mustConfirm } from '../prompt.ts'

/** One of the operator's, unless a folder was named. */
const externalUrl = ({ options }: Call): string | undefined =>
  options.text('dataDir') ? undefined : environment.databaseUrl

const folderOf = ({ options }: Call): string =>
  resolve(options.text('dataDir') ?? environment.dataDir)

export const url: Run = async (call) => {
  const found = externalUrl(call) ?? (await readUrl(folderOf(call)))
  call.terminal.show({ url: found }, found)
  return undefined
}

async function readUrl(dataDir: string): Promise<string> {
  const file = join(dataDir, 'database.url')
  if (existsSync(file)) return (await readFile(file, 'utf8')).trim()
  throw new Failure(
    'not_found',
    `There is no database in ${dataDir}`,
    'start a server once, or give --data-dir',
  )
}

export const psql: Run = (call) => withTool(call, 'psql', () => call.args.filter(isWord))

export const dump: Run = async (call) => {
  const [file = '', ...words] = call.args.filter(isWord)
  if (existsSync(file))
    throw new Failure('refused', `${file} is there already`, 'give another name')
  const code = await withTool(call, 'pg_dump', () => [
    '--format=custom',
    `--file=${file}`,
    ...words,
  ])
  if (code === undefined) call.terminal.show({ file }, `Dumped to ${file}.`)
  return code
}

export const restore: Run = async (call) => {
  const [file = '', ...words] = call.args.filter(isWord)
  if (!existsSync(file)) throw new Failure('not_found', `There is no file ${file}`)
  await mustConfirm(
    call,
    `Restore ${file} into the database of ${externalUrl(call) ? 'FLUMEN_DATABASE_URL' : folderOf(call)}?`,
  )
  const flags = ['--single-transaction', '--exit-on-error']
  const code = await withTool(call, 'pg_restore', (name) => [
    ...flags,
    `--dbname=${name}`,
    ...words,
    file,
  ])
  if (code === undefined) call.terminal.show({ file }, `Restored ${file}.`)
  return code
}

const isWord = (word: string | undefined): word is string => word !== undefined

/** With the connection string in its environment, where other users do not see it. */
async function withTool(
  call: Call,
  tool: string,
  words: (database: string) => string[],
): Promise<number | undefined> {
  const external = externalUrl(call)
  const database: LocalDatabase = external
    ? { url: external, isServed: true, close: async () => undefined }
    : await openDatabase(folderOf(call))
  try {
    const { name } = loginOf(database.url)
    const args = tool === 'pg_restore' ? words(name) : ['--dbname', name, ...words(name)]
    return (await runTool(tool, args, database.url)) || undefined
  } finally {
    await database.close()
  }
}
