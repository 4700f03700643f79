import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import type { Table } from '../../catalog/schema.ts'
import { SwitchField } from '../../ui/field.tsx'

/** Whether changes of the rows are sent to those who subscribe and may see them. Done at once. */
export function RealtimeSwitch({ table: { schema, name, realtime } }: { table: Table }) {
  const turn = useAction({
    run: (isOn: boolean): Promise<unknown> =>
      isOn
        ? api.POST('/api/v1/admin/realtime/tables', { body: { schema, table: name } })
        : api.DELETE('/api/v1/admin/realtime/tables/{schema}/{table}', {
            params: { path: { schema, table: name } },
          }),
    changes: [['schema']],
    done: (isOn) => `Changes of ${name} are ${isOn ? '' : 'no longer '}sent`,
  })
  return (
    <SwitchField
      label="Realtime"
      hint="Subscribers are sent the changes of rows that they may read."
      checked={turn.isPending ? (turn.variables ?? realtime) : realtime}
      onChange={(isOn) => turn.mutate(isOn)}
    />
  )
}
