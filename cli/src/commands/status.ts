import type { Run } from '../command.ts'
import { ask, connectAsNobody, urlOf } from '../connection.ts'
import { profileOf } from '../credentials.ts'
import { environment } from '../environment.ts'
import { exitCodes } from '../failure.ts'
import { facts } from '../table.ts'

interface Health {
  status: string
  services: Record<string, boolean>
}

export const status: Run = async ({ target, terminal }) => {
  const url = urlOf(target)
  const client = connectAsNobody(target)
  const startedAt = performance.now()
  const health = await readHealth(url)
  const answeredMs = Math.round(performance.now() - startedAt)
  const setUp = (await ask(client, 'GET', '/api/v1/admin/setup/status')) as { needs_setup: boolean }
  const profile = profileOf(url)
  const as = environment.token ? 'FLUMEN_TOKEN' : (profile?.email ?? (profile ? 'a key' : null))
  const { status, services } = health
  const data = { url, status, services, answered_ms: answeredMs, ...setUp, signed_in_as: as }
  terminal.show(data, () =>
    facts(
      terminal,
      {
        server: url,
        status,
        ...Object.fromEntries(
          Object.entries(services).map(([name, isWell]) => [name, isWell ? 'ok' : 'not answering']),
        ),
        answered: `in ${answeredMs} ms`,
        'set up': setUp.needs_setup ? 'no: use the set-up token of its log' : 'yes',
        'signed in': as ?? 'no: run flumen login',
      },
      { status: status === 'ok' ? 'green' : 'red' },
    ),
  )
  return status === 'ok' ? undefined : exitCodes.unreachable
}

/** A server that is not well says so with 503, which is an answer too. */
async function readHealth(url: string): Promise<Health> {
  const { FlumenError } = await import('@flumen/client')
  let response: Response
  try {
    response = await fetch(`${url}/health`)
  } catch (cause) {
    throw new FlumenError('The server cannot be reached', { code: 'unreachable' }, { cause })
  }
  try {
    const { status, services } = (await response.json()) as Health
    if (typeof status === 'string' && services) return { status, services }
  } catch {}
  throw new FlumenError(`${url} answers, but it is no Flumen server`, { status: 502 })
}
