import { randomUUID } from 'node:crypto'
import type { Run } from '../../command.ts'
import { ask } from '../../connection.ts'
import { Failure } from '../../failure.ts'
import { mustConfirm } from '../../prompt.ts'
import { showOnce } from './create.ts'
import { kindOf } from './kinds.ts'

export const rotate: Run = async ({ args, options, terminal, client }) => {
  const kind = kindOf(options, 'service')
  if (!kind.rotate) {
    throw new Failure(
      'usage',
      'Keys of this kind have no successor',
      'make another and revoke this one',
    )
  }
  const { path, body } = kind.rotate(encodeURIComponent(args[0] ?? ''), options.text('grace'))
  const headers = { 'idempotency-key': randomUUID() }
  const made = (await ask(await client(), 'POST', path, body, headers)) as Record<string, unknown>
  showOnce(terminal, made, kind.secretOf(made))
  return undefined
}

export const revoke: Run = async (call) => {
  const kind = kindOf(call.options)
  const id = call.args[0] ?? ''
  await mustConfirm(call, `End the key ${id}?`)
  const { method, path } = kind.revoke(encodeURIComponent(id))
  await ask(await call.client(), method, path, method === 'POST' ? {} : undefined)
  call.terminal.show({ id, is_revoked: true }, `Revoked ${id}.`)
  return undefined
}
