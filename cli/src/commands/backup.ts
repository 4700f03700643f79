import { existsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { backUpEmbedded } from '../backup/embedded.ts'
import { backUpExternal } from '../backup/external.ts'
import type { Manifest } from '../backup/manifest.ts'
import { ArchiveWriter } from '../backup/writer.ts'
import type { Run } from '../command.ts'
import { environment } from '../environment.ts'
import { exitCodes, Failure } from '../failure.ts'
import { facts, sizeOf } from '../table.ts'

export const backup: Run = async ({ args, options, terminal, signal }) => {
  const dataDir = resolve(options.text('dataDir') ?? environment.dataDir)
  const path = resolve(args[0] ?? nameOfNow())
  mustBeNew(path)
  const databaseUrl = options.text('dataDir') ? undefined : environment.databaseUrl
  const writer = new ArchiveWriter(path)
  const job = { dataDir, writer, terminal, signal, withSecret: !options.isSet('withoutSecret') }
  let manifest: Manifest
  try {
    manifest = await (databaseUrl ? backUpExternal(job, databaseUrl) : backUpEmbedded(job))
  } catch (error) {
    await writer.abandon()
    throw error
  }
  const bytes = statSync(path).size
  const { tables, blobs, has_secret, database } = manifest
  const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0)
  const data = {
    file: path,
    bytes,
    database,
    tables: Object.keys(tables).length,
    rows,
    blobs,
    has_secret,
  }
  terminal.show(data, () =>
    facts(terminal, {
      'backed up to': `${path} (${sizeOf(bytes)})`,
      database: `${data.tables} tables, ${rows} rows, ${database.kind === 'embedded' ? 'started' : 'dumped'} and counted`,
      files: `${blobs.count} (${sizeOf(blobs.bytes)})`,
    }),
  )
  tellOfSecret(has_secret, terminal.warn)
  if (blobs.missing.length === 0) return undefined
  terminal.warn(
    `${blobs.missing.length} files have a row and no whole bytes on this disk, so they are not in the backup: ${blobs.missing.slice(0, 3).join(', ')}…`,
  )
  return exitCodes.findings
}

function tellOfSecret(isIn: boolean, warn: (line: string) => void): void {
  if (isIn) {
    warn(
      'the archive holds the root secret: whoever has the file can be everybody. Keep it like a password',
    )
  } else {
    warn(
      'the root secret is not in the archive: keep FLUMEN_SECRET in another place, without it what is encrypted stays so',
    )
  }
}

const nameOfNow = (): string =>
  `flumen-${new Date().toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}.tar.zst`

function mustBeNew(path: string): void {
  if (existsSync(path))
    throw new Failure('refused', `${path} is there already`, 'give another name')
  if (!existsSync(dirname(path)))
    throw new Failure('not_found', `There is no folder ${dirname(path)}`)
}
