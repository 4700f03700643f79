import { useState } from 'react'
import { alterTable, blankTable, createTable, draftOf, type TableDraft } from '../../catalog/ddl.ts'
import { policyTemplates } from '../../catalog/policy-templates.ts'
import { pathOf, type Structure, type Table } from '../../catalog/schema.ts'
import { qualified } from '../../catalog/sql.ts'
import { SqlSteps } from '../../catalog/sql-steps.tsx'
import { Sheet } from '../../ui/dialog.tsx'
import { SelectField, SwitchField, TextField } from '../../ui/field.tsx'
import { useGo } from '../../ui/link.tsx'
import { ColumnList } from './column-list.tsx'
import { RealtimeSwitch } from './realtime-switch.tsx'

interface SheetProps {
  structure: Structure
  /** To be changed; absent: a new one. */
  table?: Table
  onClose: () => void
}

/** Makes or changes a table; the SQL that does it is shown as it grows. */
export function TableSheet({ structure, table, onClose }: SheetProps) {
  const go = useGo()
  const [draft, setDraft] = useState<TableDraft>(() =>
    table ? draftOf(table) : blankTable('public'),
  )
  const set = (changes: Partial<TableDraft>) => setDraft((held) => ({ ...held, ...changes }))
  const fault = faultOf(draft, structure, table)
  const sql = table ? alterTable(table, draft) : fault ? '' : createTable(draft)
  const done = () => {
    onClose()
    go(pathOf(draft))
  }
  return (
    <Sheet
      open
      size="lg"
      onClose={onClose}
      title={table ? `Change ${table.name}` : 'New table'}
      description="Closed to everybody but services until a policy lets somebody in."
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
        <div className="grid gap-4 sm:grid-cols-[140px_1fr]">
          <SelectField
            label="Schema"
            value={draft.schema}
            disabled={table !== undefined}
            options={structure.schemas.map(({ name }) => ({ value: name, label: name }))}
            onChange={(schema) => set({ schema })}
          />
          <TextField
            label="Name"
            value={draft.name}
            autoFocus={!table}
            spellCheck={false}
            placeholder="posts"
            onChange={(name) => set({ name })}
          />
        </div>
        <TextField
          label="What it holds"
          optional
          value={draft.comment}
          onChange={(comment) => set({ comment })}
        />
        <ColumnList
          structure={structure}
          columns={draft.columns}
          isThere={table !== undefined}
          onChange={(columns) => set({ columns })}
        />
        <SwitchField
          label="Row-level security"
          hint="Policies decide about each row. Without it nobody but services reads or writes the table."
          checked={draft.rls}
          onChange={(rls) => set({ rls })}
        />
        {!table && draft.rls && (
          <SelectField
            label="Who gets in"
            value={draft.template}
            options={policyTemplates}
            onChange={(template) => set({ template })}
          />
        )}
        {table && <RealtimeSwitch table={table} />}
        <SqlSteps
          sql={sql}
          fault={sql || draft.name ? fault : undefined}
          name={`${table ? 'change' : 'create'}_${draft.name}`}
          {...(!table && { down: `drop table ${qualified(draft)};` })}
          onDone={done}
        />
      </div>
    </Sheet>
  )
}

function faultOf(
  { name, schema, columns }: TableDraft,
  structure: Structure,
  table: Table | undefined,
): string | undefined {
  const names = columns.filter(({ isDropped }) => !isDropped).map((column) => column.name)
  if (!name) return 'Give the table a name.'
  if (name.length > 63) return 'Names have at most 63 characters.'
  if (
    name !== table?.name &&
    structure.tables.some((one) => one.schema === schema && one.name === name)
  )
    return `There is a table ${name} already.`
  if (names.some((one) => one === '')) return 'Give every column a name.'
  const twice = names.find((one, i) => names.indexOf(one) !== i)
  if (twice) return `There are two columns ${twice}.`
  return columns.some(({ type }) => type.trim() === '') ? 'Give every column a type.' : undefined
}
