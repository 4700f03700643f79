import { ArrowUpRight } from 'lucide-react'
import type { Row } from '../../catalog/rows.ts'
import { isEditable, type Structure, type Table } from '../../catalog/schema.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy.tsx'
import { Sheet } from '../../ui/dialog.tsx'
import { useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Facts } from '../../ui/page.tsx'
import { CellText } from './cell.tsx'
import { Relations } from './relations.tsx'
import { type Draft, draftsOf, RowFields } from './row-fields.tsx'
import { faultsOf, rowOf } from './row-form.tsx'

interface RowSheetProps {
  table: Table
  structure: Structure
  row: Row
  onSave: (changes: Row) => Promise<void>
  onFollow: (column: string) => void
  onClose: () => void
}

/** One row as a whole: its values to change, what it points at, and what points at it. */
export function RowSheet(props: RowSheetProps) {
  const { table, row, onClose } = props
  if (isEditable(table)) return <Editable {...props} />
  return (
    <Sheet open onClose={onClose} title={table.name}>
      <Facts
        rows={table.columns.map(
          (column) =>
            [
              column.name,
              <CellText key={column.name} column={column} value={row[column.name]} />,
            ] as const,
        )}
      />
    </Sheet>
  )
}

function Editable({ table, structure, row, onSave, onFollow, onClose }: RowSheetProps) {
  const form = useForm<Record<string, Draft>>({
    initial: draftsOf(table, row),
    check: (drafts) => faultsOf(table, drafts),
    submit: async (drafts) => {
      const changes = Object.fromEntries(
        Object.entries(rowOf(drafts)).filter(([name, value]) => row[name] !== value),
      )
      if (Object.keys(changes).length > 0) await onSave(changes)
    },
    onDone: onClose,
  })
  return (
    <FormDialog
      form={form}
      sheet
      title={table.primary_key.map((name) => row[name]).join(', ')}
      description={
        <span className="flex items-center gap-1">
          A row of {table.schema}.{table.name}
          <CopyButton text={JSON.stringify(row, null, 2)} label="Copy the row as JSON" />
        </span>
      }
      action="Save"
      onClose={onClose}
    >
      {table.foreign_keys.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {table.foreign_keys.map(({ name, columns, references }) => (
            <Button
              key={name}
              size="sm"
              icon={<ArrowUpRight />}
              disabled={columns.some((column) => row[column] === null)}
              onClick={() => onFollow(columns[0] ?? '')}
            >
              {references.table}
            </Button>
          ))}
        </div>
      )}
      <RowFields table={table} field={form.field} isThere />
      <Relations structure={structure} table={table} row={row} />
    </FormDialog>
  )
}
