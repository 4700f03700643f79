import type { Call } from '../command.ts'
import { type Check, type Finding, found, ok } from './check.ts'

/** What a server says of itself; the last two to operators alone. */
export const server: Record<string, Check> = {
  async server(call) {
    const { urlOf } = await import('../connection.ts')
    const url = urlOf(call.target)
    let response: Response
    try {
      response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(5_000) })
    } catch {
      return found('server', 'warning', `${url} does not answer`, 'flumen start, or give --url')
    }
    const { services } = (await response.json()) as { services?: Record<string, boolean> }
    const down = Object.entries(services ?? {}).filter(([, isWell]) => !isWell)
    const told: Finding[] = down.map(([name]) =>
      found('server', 'error', `${name} of ${url} does not answer`, 'see its log'),
    )
    const clock = clockOf(response.headers.get('date'))
    return [...(told.length > 0 ? told : [ok('server', `${url} is well`)]), ...clock]
  },

  async migrations(call) {
    const all = await asOperator<{ name: string; status: string }[]>(
      call,
      '/api/v1/admin/migrations',
    )
    if (!all) return undefined
    const open = all.filter(({ status }) => status === 'pending' || status === 'failed')
    if (open.length === 0) return ok('migrations', `${all.length}, none is pending`)
    const names = open.map(({ name, status }) => `${name} (${status})`).join(', ')
    return found('migrations', 'warning', names, 'flumen migrations apply')
  },

  async advisor(call) {
    const answer = await asOperator<{ findings: Advice[] }>(call, '/api/v1/admin/advisor')
    if (!answer) return undefined
    const { findings } = answer
    if (findings.length === 0) return ok('advisor', 'finds nothing in your tables')
    return findings.map(({ level, message, fix }) =>
      found('advisor', level === 'info' ? 'note' : level, message, fix),
    )
  },
}

interface Advice {
  level: 'error' | 'warning' | 'info'
  message: string
  fix: string
}

/** Nothing where nobody is signed in, it is no operator, or no server: that is told elsewhere. */
async function asOperator<T>(call: Call, path: string): Promise<T | undefined> {
  const { ask } = await import('../connection.ts')
  try {
    return (await ask(await call.client(), 'GET', path)) as T
  } catch (error) {
    if ([0, 401, 403].includes((error as { status?: number }).status ?? 0)) return undefined
    throw error
  }
}

function clockOf(date: string | null): Finding[] {
  const apartMs = date === null ? 0 : Math.abs(Date.now() - Date.parse(date))
  if (apartMs < 5_000) return []
  const message = `that of the server is ${Math.round(apartMs / 1000)} s off`
  return [found('clock', 'error', message, 'set both by NTP: codes and tokens have short lives')]
}
