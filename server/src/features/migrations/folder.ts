import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Ctx } from '../../engines/context.ts'
import { AppError } from '../../kernel/errors.ts'
import type { NewMigration, SyncResult } from './schema.ts'
import { sync } from './sync.ts'

/**
 * Applies the folder of the user's project: `001_posts.up.sql`, `001_posts.down.sql`, in the order of
 * their names. Servers that start together take turns; the second finds it done.
 * @param ctx of the system
 * @throws when one fails, or when one that is applied was changed: the start stops there
 */
export async function applyFolder(ctx: Ctx, folder: string): Promise<SyncResult> {
  const migrations = await readFolder(folder)
  const options = { update_if_changed: true, auto_apply: true }
  const result = await sync(ctx, { namespace: 'filesystem', migrations, options })
  const fault = result.error ?? result.warnings?.find((warning) => /another content/.test(warning))
  if (fault === undefined) return result
  throw new AppError('internal', 'migration_failed', `${folder}: ${fault}`)
}

async function readFolder(folder: string): Promise<NewMigration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.up.sql')).sort()
  return Promise.all(
    files.map(async (file) => {
      const name = file.replace(/\.up\.sql$/, '')
      const down = await readFile(join(folder, `${name}.down.sql`), 'utf8').catch(() => null)
      return { name, up_sql: await readFile(join(folder, file), 'utf8'), down_sql: down }
    }),
  )
}
