import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Failure } from '../failure.ts'

/** The parts that libpq reads from the environment, where other users do not see the password. */
export function loginOf(text: string): { env: Record<string, string>; name: string } {
  // A socket folder stands where the host would: that is no URL to WHATWG.
  const url = URL.parse(text.replace('@/', '@socket/'))
  if (!url) throw new Failure('failed', 'The connection string of the database cannot be read')
  const query = url.searchParams
  const parts = {
    PGHOST: query.get('host') ?? decodeURIComponent(url.hostname),
    PGPORT: query.get('port') ?? url.port,
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGSSLMODE: query.get('sslmode') ?? '',
    PGSSLROOTCERT: query.get('sslrootcert') ?? '',
  }
  const env = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== ''))
  return { env, name: decodeURIComponent(url.pathname.slice(1)) || 'postgres' }
}

/** A program of PostgreSQL's that is on this machine. @returns its exit code */
export async function runTool(tool: string, args: string[], url: string): Promise<number> {
  const env = { ...process.env, ...loginOf(url).env }
  const child = spawn(tool, args, { stdio: 'inherit', env })
  try {
    const [code] = (await once(child, 'exit')) as [number | null]
    return code ?? 1
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw new Failure(
      'failed',
      `${tool} is not on this machine`,
      'install the tools of PostgreSQL, not older than the server',
    )
  }
}
