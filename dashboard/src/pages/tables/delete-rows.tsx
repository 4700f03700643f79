import type { Row } from '../../catalog/rows.ts'
import { pointingAt, type Structure, type Table } from '../../catalog/schema.ts'
import { Confirm } from '../../ui/confirm.tsx'

interface DeleteProps {
  table: Table
  structure: Structure
  rows: readonly Row[]
  run: () => Promise<unknown>
  onClose: () => void
}

/** Asked where the rows could not be put back as they were. */
export function DeleteRows({ table, structure, rows, run, onClose }: DeleteProps) {
  const along = pointingAt(structure, table).filter(
    ({ key }) => !/no action|restrict/i.test(key.on_delete),
  )
  return (
    <Confirm
      open
      title={rows.length === 1 ? 'Delete the row?' : `Delete ${rows.length} rows?`}
      description={
        along.length > 0
          ? `Rows of ${[...new Set(along.map((one) => one.table.name))].join(', ')} that point at ${rows.length === 1 ? 'it' : 'them'} change or go along. This cannot be undone.`
          : 'Their keys are made by the database, so they could not come back as they were. This cannot be undone.'
      }
      action={rows.length === 1 ? 'Delete row' : 'Delete rows'}
      run={run}
      onClose={onClose}
    />
  )
}
