import type { Change } from '../../../engines/changes/index.ts'
import { mainRealm } from '../../identity/index.ts'
import type { RowChange } from '../events/rows.ts'

/** What may be told about an account; never how it signs in. */
const columns = [
  ...['id', 'email', 'email_verified_at', 'role', 'is_anonymous', 'user_metadata'],
  ...['created_at', 'updated_at', 'deleted_at'],
]

/**
 * A changed account as it is told of. Undefined for accounts of apps, which are none of the
 * platform's, and where only something secret changed.
 */
export function accountChange(change: Change): Pick<RowChange, 'record' | 'oldRecord'> | undefined {
  const { old, new: now } = change
  const whole = JSON.parse(now ?? old ?? '{}') as Record<string, unknown>
  if (whole.realm_id !== mainRealm) return undefined
  const oldRecord = old === null ? null : told(old)
  const record = now === null ? oldRecord : told(now)
  if (record === null || (now !== null && record === oldRecord)) return undefined
  return { record, oldRecord }
}

function told(image: string): string {
  const row = JSON.parse(image) as Record<string, unknown>
  return JSON.stringify(Object.fromEntries(columns.map((name) => [name, row[name] ?? null])))
}
