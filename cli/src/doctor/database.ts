import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { withClient } from '../backup/tables.ts'
import { environment } from '../environment.ts'
import { type Check, type Finding, found, ok } from './check.ts'

const oldest = 15
const newest = 18

export const database: Record<string, Check> = {
  async database(call, dataDir) {
    const isExternal = !call.options.text('dataDir') && environment.databaseUrl !== undefined
    const file = join(dataDir, 'database.url')
    if (!isExternal && !existsSync(file)) {
      return found('database', 'note', `there is none in ${dataDir} yet`, 'flumen start makes it')
    }
    const url = isExternal ? environment.databaseUrl : readFileSync(file, 'utf8').trim()
    try {
      return await withClient(url ?? '', lookInto)
    } catch (error) {
      const message = `it does not answer (${(error as Error).message})`
      const advice = isExternal ? 'see FLUMEN_DATABASE_URL' : 'start the server, then ask again'
      return found('database', isExternal ? 'error' : 'note', message, advice)
    }
  },
}

async function lookInto(client: pg.Client): Promise<Finding[]> {
  const { rows } = await client.query<Seen>(`
    select current_setting('server_version') as version,
      current_setting('server_version_num')::int / 10000 as major,
      extract(epoch from clock_timestamp())::float8 * 1000 as now_ms,
      array(select name::text from pg_available_extensions where name in ('vector', 'postgis')) as extensions,
      (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as connections,
      current_setting('max_connections')::int as limit`)
  const [seen] = rows
  return seen ? [versionOf(seen), ...extensionsOf(seen), clockOf(seen), ...connectionsOf(seen)] : []
}

interface Seen {
  version: string
  major: number
  now_ms: number
  extensions: string[]
  connections: number
  limit: number
}

function versionOf({ version, major }: Seen): Finding {
  if (major >= oldest && major <= newest) return ok('database', `PostgreSQL ${version} answers`)
  const advice = `use PostgreSQL ${oldest} to ${newest}`
  return found('database', 'error', `PostgreSQL ${version} is none that is tested`, advice)
}

const purposes: Record<string, string> = {
  vector: 'filters by similarity of vectors answer 501',
  postgis: 'filters by place answer 501',
}

const extensionsOf = ({ extensions }: Seen): Finding[] =>
  Object.entries(purposes).map(([name, purpose]) =>
    extensions.includes(name)
      ? ok('extensions', `${name} is there`)
      : found(
          'extensions',
          'note',
          `${name} is not there: ${purpose}`,
          'only needed if you use them',
        ),
  )

function clockOf({ now_ms }: Seen): Finding {
  const apartMs = Math.abs(Date.now() - now_ms)
  if (apartMs < 2_000) return ok('clock', 'that of the database is the same')
  const message = `that of the database is ${Math.round(apartMs / 1000)} s off`
  return found('clock', 'error', message, 'set both by NTP: codes and tokens have short lives')
}

const connectionsOf = ({ connections, limit }: Seen): Finding[] =>
  connections < limit * 0.8
    ? []
    : [
        found(
          'database',
          'warning',
          `${connections} of ${limit} connections are taken`,
          'raise max_connections, or run fewer processes',
        ),
      ]
