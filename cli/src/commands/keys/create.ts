import { randomUUID } from 'node:crypto'
import type { Call, Run } from '../../command.ts'
import { ask } from '../../connection.ts'
import { Failure } from '../../failure.ts'
import { facts } from '../../table.ts'
import { keyOf, kindOf } from './kinds.ts'

export const create: Run = async ({ args, options, terminal, client }) => {
  const kind = kindOf(options)
  const given = {
    scopes: options.list('scope'),
    expires_at: timeIn(options.text('expires')),
    isLive: options.isSet('live'),
  }
  const body = kind.body(args[0] ?? '', given)
  const headers = { 'idempotency-key': randomUUID() }
  const made = (await ask(await client(), 'POST', kind.path, body, headers)) as Made
  showOnce(terminal, made, kind.secretOf(made))
  return undefined
}

type Made = Record<string, unknown>

export function showOnce(terminal: Call['terminal'], made: Made, secret: string): void {
  const { id, name, scopes, expires_at } = keyOf(made)
  terminal.show({ id, name, key: secret, expires_at }, () =>
    facts(terminal, { id, name, key: secret, scopes, expires: expires_at ?? 'never' }),
  )
  terminal.say('It is shown this once: keep it now.')
}

const dayMs = 86_400_000

/** `90d`, or a date. */
function timeIn(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const days = /^(\d{1,5})d$/.exec(text)?.[1]
  const at = new Date(days === undefined ? text : Date.now() + Number(days) * dayMs)
  if (!Number.isNaN(at.getTime())) return at.toISOString()
  throw new Failure('usage', `${text} is no time`, 'write 2027-01-15, or 90d')
}
