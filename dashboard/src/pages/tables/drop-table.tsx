import { queryClient } from '../../api/query.ts'
import { isTable, type Table } from '../../catalog/schema.ts'
import { qualified, runSql } from '../../catalog/sql.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { useGo } from '../../ui/link.tsx'
import { toast } from '../../ui/toast.tsx'

/** Asks for the name; what depends on the table makes PostgreSQL refuse, and say what it is. */
export function DropTable({ table, onClose }: { table: Table; onClose: () => void }) {
  const go = useGo()
  const run = async () => {
    await runSql({ statement: `drop ${isTable(table) ? 'table' : 'view'} ${qualified(table)}` })
    go('/tables')
    await queryClient.invalidateQueries({ queryKey: ['schema'] })
    toast({ title: `${table.name} is dropped` })
  }
  return (
    <Confirm
      open
      title={`Drop ${table.schema}.${table.name}?`}
      description="The table goes with all its rows, policies and indexes. This cannot be undone."
      action="Drop table"
      name={table.name}
      run={run}
      onClose={onClose}
    />
  )
}
