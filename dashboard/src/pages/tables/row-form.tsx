import { faultIn } from '../../catalog/kinds.ts'
import type { Row } from '../../catalog/rows.ts'
import type { Table } from '../../catalog/schema.ts'
import { useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { type Draft, draftsOf, RowFields } from './row-fields.tsx'

interface RowFormProps {
  table: Table
  onAdd: (row: Row) => Promise<void>
  onClose: () => void
}

/** A new row; what is left to the database gets its default. */
export function RowForm({ table, onAdd, onClose }: RowFormProps) {
  const form = useForm<Record<string, Draft>>({
    initial: draftsOf(table),
    check: (drafts) => faultsOf(table, drafts),
    submit: (drafts) => onAdd(rowOf(drafts)),
    onDone: onClose,
  })
  return (
    <FormDialog
      form={form}
      sheet
      title="Insert a row"
      description={`Into ${table.schema}.${table.name}`}
      action="Insert"
      onClose={onClose}
    >
      <RowFields table={table} field={form.field} />
    </FormDialog>
  )
}

/** What is said of each column; those that are left out get their defaults. */
export const rowOf = (drafts: Record<string, Draft>): Row =>
  Object.fromEntries(
    Object.entries(drafts).flatMap(([name, { mode, text }]) =>
      mode === 'default' ? [] : [[name, mode === 'null' ? null : text]],
    ),
  )

export const faultsOf = (table: Table, drafts: Record<string, Draft>): Record<string, string> =>
  Object.fromEntries(
    table.columns.flatMap((column) => {
      const draft = drafts[column.name]
      const fault = draft?.mode === 'value' && faultIn(column, draft.text)
      return fault ? [[column.name, `It ${fault}`]] : []
    }),
  )
