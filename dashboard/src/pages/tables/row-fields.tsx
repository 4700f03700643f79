import { kindOf } from '../../catalog/kinds.ts'
import type { Row } from '../../catalog/rows.ts'
import type { Column, Table } from '../../catalog/schema.ts'
import { Field, Input, Select } from '../../ui/field.tsx'

/** A value as it is being written: a text, null, or whatever the database puts there. */
export interface Draft {
  mode: 'value' | 'null' | 'default'
  text: string
}

export const isWritable = ({ generated, identity }: Column): boolean =>
  !generated && identity !== 'always'

export const draftsOf = (table: Table, row?: Row): Record<string, Draft> =>
  Object.fromEntries(
    table.columns.filter(isWritable).map((column) => [column.name, draftOf(column, row)]),
  )

function draftOf(column: Column, row: Row | undefined): Draft {
  const value = row?.[column.name]
  if (row) return value == null ? { mode: 'null', text: '' } : { mode: 'value', text: value }
  if (column.default !== null || column.identity) return { mode: 'default', text: '' }
  return { mode: column.nullable ? 'null' : 'value', text: '' }
}

interface FieldsProps {
  table: Table
  field: (name: string) => {
    value: Draft | undefined
    error?: string | undefined
    onChange: (draft: Draft) => void
  }
  isThere?: boolean
}

/** A field for every column that can be written. */
export const RowFields = ({ table, field, isThere = false }: FieldsProps) => (
  <>
    {table.columns.filter(isWritable).map((column) => (
      <ColumnField key={column.name} column={column} isThere={isThere} {...field(column.name)} />
    ))}
  </>
)

interface ColumnProps {
  column: Column
  value: Draft | undefined
  error?: string | undefined
  onChange: (draft: Draft) => void
  isThere: boolean
}

function ColumnField({
  column,
  value: draft = { mode: 'value', text: '' },
  error,
  onChange,
  isThere,
}: ColumnProps) {
  const { name, type, nullable, default: preset, comment, identity } = column
  const modes = [
    { value: 'value' as const, label: 'Value' },
    ...(nullable ? [{ value: 'null' as const, label: 'null' }] : []),
    ...(!isThere && (preset !== null || identity)
      ? [{ value: 'default' as const, label: 'Default' }]
      : []),
  ]
  const hint = draft.mode === 'default' ? (preset ?? 'a number of its own') : comment
  return (
    <Field
      label={name}
      hint={
        <>
          <code>{type}</code>
          {hint && ` · ${hint}`}
        </>
      }
      error={error}
    >
      {(wiring) => (
        <div className="flex items-start gap-2">
          <div className="min-w-0 grow">
            <Control
              column={column}
              draft={draft}
              wiring={wiring}
              onChange={(text) => onChange({ mode: 'value', text })}
            />
          </div>
          {modes.length > 1 && (
            <Select
              aria-label={`What ${name} gets`}
              className="w-25 shrink-0"
              value={draft.mode}
              options={modes}
              onChange={(mode) => onChange({ ...draft, mode })}
            />
          )}
        </div>
      )}
    </Field>
  )
}

interface ControlProps {
  column: Column
  draft: Draft
  wiring: object
  onChange: (text: string) => void
}

/** As high as its text, within reason. */
const area =
  'block field-sizing-content min-h-14 max-h-64 w-full rounded-md border border-field bg-surface px-2.5 py-1.5 text-sm shadow-sm hover:border-muted focus-visible:border-focus'

function Control({ column, draft, wiring, onChange }: ControlProps) {
  const kind = kindOf(column)
  const value = draft.mode === 'value' ? draft.text : ''
  const placeholder = draft.mode === 'value' ? '' : draft.mode
  if (kind === 'boolean' || kind === 'enum') {
    const options = kind === 'boolean' ? ['true', 'false'] : (column.enum_values ?? [])
    const shown = kind === 'boolean' && value ? (value.startsWith('t') ? 'true' : 'false') : value
    return (
      <Select
        {...wiring}
        value={shown}
        options={[
          ...(shown === '' ? [{ value: '', label: placeholder || 'Choose' }] : []),
          ...options.map((option) => ({ value: option, label: option })),
        ]}
        onChange={onChange}
      />
    )
  }
  if (kind === 'json' || kind === 'array' || (kind === 'text' && column.type === 'text')) {
    return (
      <textarea
        {...wiring}
        spellCheck={kind === 'text'}
        value={value}
        placeholder={placeholder}
        onChange={(event) => onChange(event.target.value)}
        className={kind === 'text' ? area : `${area} font-mono text-xs`}
      />
    )
  }
  return (
    <Input
      {...wiring}
      type={kind === 'date' ? 'date' : 'text'}
      inputMode={kind === 'number' ? 'decimal' : 'text'}
      value={value}
      placeholder={placeholder}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
