import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Run } from '../../command.ts'
import { Failure } from '../../failure.ts'

export const create: Run = async ({ args, options, terminal }) => {
  const title = (args[0] ?? '')
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
  if (title === '') throw new Failure('usage', `${args[0]} is no name`, 'use letters and digits')
  const dir = options.text('dir') ?? 'migrations'
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const name = `${stamp}_${title}`.slice(0, 200)
  mkdirSync(dir, { recursive: true })
  const files = { up: join(dir, `${name}.up.sql`), down: join(dir, `${name}.down.sql`) }
  writeFileSync(
    files.up,
    `-- ${title}: what changes. A table is served once it has row-level security.\n`,
    { flag: 'wx' },
  )
  writeFileSync(files.down, `-- ${title}: how it is taken back.\n`, { flag: 'wx' })
  terminal.show({ name, files }, `Made ${files.up}\nMade ${files.down}`)
  return undefined
}
