import type { Run } from '../../command.ts'
import { ask, type Client } from '../../connection.ts'
import { Failure } from '../../failure.ts'
import { plain } from '../../terminal.ts'
import { readFolder } from './folder.ts'

type Outcome = 'created' | 'updated' | 'unchanged' | 'skipped' | 'applied' | 'errors'

interface Synced {
  details: Record<Outcome, string[]>
  warnings?: string[]
}

export const apply: Run = async ({ options, terminal, client }) => {
  const migrations = readFolder(options.text('dir') ?? 'migrations')
  const namespace = options.text('namespace')
  const isDry = options.isSet('dryRun')
  terminal.progress(`applying ${migrations.length} migrations…`)
  const answer = await sync(await client(), {
    ...(namespace ? { namespace } : {}),
    migrations,
    options: { update_if_changed: true, auto_apply: true, dry_run: isDry },
  })
  terminal.show(answer, () => describe(answer, isDry))
  for (const warning of answer.warnings ?? []) terminal.warn(plain(warning))
  // What was applied with another content is a difference that nobody resolved.
  if (answer.details.skipped.length > 0) {
    throw new Failure(
      'refused',
      `${answer.details.skipped.join(', ')}: the file differs from what was applied`,
      'put the file back, and make a new migration',
    )
  }
  return undefined
}

/** One that fails is 422, with the names of what happened before it. */
async function sync(client: Client, body: object): Promise<Synced> {
  try {
    return (await ask(client, 'POST', '/api/v1/admin/migrations/sync', body)) as Synced
  } catch (error) {
    const { details, message } = error as { details?: Synced['details']; message: string }
    const name = details?.errors?.[0]
    if (name === undefined) throw error
    throw new Failure(
      'failed',
      `${name} was not applied: ${message}`,
      undefined,
      'migration_failed',
    )
  }
}

function describe({ details }: Synced, isDry: boolean): string {
  const pending = [...details.created, ...details.updated]
  const names = isDry ? pending : details.applied
  const done = isDry ? 'Would apply' : 'Applied'
  return names.length === 0
    ? 'Nothing to apply.'
    : names.map((name) => `${done} ${name}`).join('\n')
}
