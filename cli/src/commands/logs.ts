import { setTimeout as sleep } from 'node:timers/promises'
import type { Call, Run } from '../command.ts'
import { ask } from '../connection.ts'
import { plain } from '../terminal.ts'

interface Entry {
  timestamp: string
  level: string
  message: string
  component?: string
  request_id?: string
  fields?: Record<string, unknown>
}

interface Page {
  entries: Entry[]
  next_after: string
}

const everyMs = 1_000

export const logs: Run = async (call) => {
  const { options, client, signal } = call
  const api = await client()
  const filters = filtersOf(call)
  const limit = options.text('lines') ?? '50'
  const fetchPage = async (more: Record<string, string>): Promise<Page> => {
    const query = new URLSearchParams({ ...filters, ...more })
    return (await ask(api, 'GET', `/api/v1/admin/logs?${query}`)) as Page
  }
  const first = await fetchPage({ limit })
  // Newest first, unlike those that are followed.
  print(call, first.entries.toReversed())
  if (!options.isSet('follow')) return undefined
  for (let after = first.next_after; !signal.aborted; ) {
    const page = await fetchPage({ after, limit: '1000' })
    print(call, page.entries)
    after = page.next_after
    if (page.entries.length < 1000)
      await sleep(everyMs, undefined, { signal }).catch(() => undefined)
  }
  return undefined
}

function filtersOf({ options }: Call): Record<string, string> {
  const given = {
    level: options.text('level'),
    category: options.text('category'),
    search: options.text('search'),
    request_id: options.text('requestId'),
  }
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as Record<string, string>
}

/** One object a line for programs: a log has no end that a list could be closed at. */
function print({ terminal }: Call, entries: readonly Entry[]): void {
  for (const entry of entries) {
    const line = terminal.isJson ? JSON.stringify(entry) : lineOf(terminal, entry)
    process.stdout.write(`${line}\n`)
  }
}

function lineOf({ style }: Call['terminal'], entry: Entry): string {
  const { timestamp, level, message, component, fields = {} } = entry
  const colour = /error|fatal/.test(level) ? 'red' : level === 'warn' ? 'yellow' : 'dim'
  const rest = Object.entries(fields).map(
    ([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`,
  )
  const said = [component, message, ...rest].filter((part) => part !== undefined).join(' ')
  return `${style('dim', timestamp.slice(0, 19).replace('T', ' '))} ${style(colour, level.padEnd(5))} ${plain(said)}`
}
