import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Failure } from '../../failure.ts'

/** A migration as it lies in two files. */
export interface InFolder {
  name: string
  up_sql: string
  down_sql?: string
}

const form = /^([\w.-]{1,200})\.(up|down)\.sql$/

/** In the order of names, which is the order in which they are applied. */
export function readFolder(dir: string): InFolder[] {
  const folder = resolve(dir)
  if (!existsSync(folder)) {
    throw new Failure(
      'not_found',
      `There is no folder ${folder}`,
      'run flumen migrations new, or give --dir',
    )
  }
  const files = new Set(readdirSync(folder).filter((file) => file.endsWith('.sql')))
  for (const file of files) mustFit(file, files)
  const names = [...files]
    .filter((file) => file.endsWith('.up.sql'))
    .map((file) => file.slice(0, -7))
  return names.sort().map((name) => {
    const down = `${name}.down.sql`
    const down_sql = files.has(down) ? readFileSync(join(folder, down), 'utf8') : ''
    return {
      name,
      up_sql: readFileSync(join(folder, `${name}.up.sql`), 'utf8'),
      ...(down_sql.trim() === '' ? {} : { down_sql }),
    }
  })
}

/** A file that would be passed over in silence is a mistake of whoever named it. */
function mustFit(file: string, files: ReadonlySet<string>): void {
  const [, name, way] = form.exec(file) ?? []
  if (name === undefined) {
    throw new Failure(
      'usage',
      `${file} is no file of a migration`,
      'call it <name>.up.sql or <name>.down.sql',
    )
  }
  if (way === 'down' && !files.has(`${name}.up.sql`)) {
    throw new Failure(
      'usage',
      `${file} has no ${name}.up.sql beside it`,
      'add it, or delete this one',
    )
  }
}
