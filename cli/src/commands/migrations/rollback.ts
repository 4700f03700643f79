import type { Run } from '../../command.ts'
import { ask } from '../../connection.ts'
import { Failure } from '../../failure.ts'
import { mustConfirm } from '../../prompt.ts'
import { fetchMigrations } from './list.ts'

export const rollback: Run = async (call) => {
  const { args, options, terminal, client } = call
  const name = args[0] ?? (await lastApplied(call))
  await mustConfirm(call, `Roll ${name} back?`)
  const namespace = options.text('namespace')
  const path = `/api/v1/admin/migrations/${encodeURIComponent(name)}/rollback`
  await ask(await client(), 'POST', path, namespace ? { namespace } : {})
  terminal.show({ name, status: 'rolled_back' }, `Rolled ${name} back.`)
  return undefined
}

async function lastApplied(call: Parameters<Run>[0]): Promise<string> {
  const applied = (await fetchMigrations(call)).filter(({ status }) => status === 'applied')
  const last = applied.sort((a, b) => (a.name < b.name ? 1 : -1))[0]
  if (last) return last.name
  throw new Failure('not_found', 'No migration is applied')
}
