import { KeyRound, Plus, RotateCcw, Trash2 } from 'lucide-react'
import { useId } from 'react'
import { blankColumn, type ColumnDraft, commonTypes } from '../../catalog/ddl.ts'
import type { Structure } from '../../catalog/schema.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { Checkbox, Input } from '../../ui/field.tsx'

interface ListProps {
  structure: Structure
  columns: readonly ColumnDraft[]
  /** The table exists: its key stays what it is. */
  isThere: boolean
  onChange: (columns: ColumnDraft[]) => void
}

/** The columns of a table that is being made or changed. */
export function ColumnList({ structure, columns, isThere, onChange }: ListProps) {
  const id = useId()
  const put = (at: number, changes: Partial<ColumnDraft>) =>
    onChange(columns.map((column, i) => (i === at ? { ...column, ...changes } : column)))
  const remove = (at: number) =>
    columns[at]?.was
      ? put(at, { isDropped: !columns[at]?.isDropped })
      : onChange(columns.filter((_, i) => i !== at))
  const types = [
    ...commonTypes,
    ...structure.enums.map(({ schema, name }) =>
      schema === 'public' ? name : `${schema}.${name}`,
    ),
  ]
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium">Columns</legend>
      <datalist id={`${id}-types`}>
        {types.map((type) => (
          <option key={type} value={type} />
        ))}
      </datalist>
      <datalist id={`${id}-targets`}>
        {structure.tables
          .filter(({ primary_key }) => primary_key.length === 1)
          .map(({ schema, name, primary_key }) => (
            <option key={`${schema}.${name}`} value={`${schema}.${name}.${primary_key[0]}`} />
          ))}
      </datalist>
      {columns.map((column, i) => (
        <ColumnLine
          key={column.id}
          id={id}
          column={column}
          isThere={isThere}
          onChange={(changes) => put(i, changes)}
          onRemove={() => remove(i)}
        />
      ))}
      <div>
        <Button size="sm" icon={<Plus />} onClick={() => onChange([...columns, blankColumn()])}>
          Add a column
        </Button>
      </div>
    </fieldset>
  )
}

interface LineProps {
  id: string
  column: ColumnDraft
  isThere: boolean
  onChange: (changes: Partial<ColumnDraft>) => void
  onRemove: () => void
}

function ColumnLine({ id, column, isThere, onChange, onRemove }: LineProps) {
  const {
    name,
    type,
    nullable,
    preset,
    isKey,
    isIdentity,
    references,
    isDropped = false,
    was,
  } = column
  const called = name || 'the new column'
  return (
    <div
      className={cx(
        'grid gap-2 rounded-md border border-line bg-surface p-2',
        isDropped && 'opacity-50',
      )}
    >
      <div className="flex items-center gap-2">
        <Input
          aria-label="Name of the column"
          className="min-w-0"
          value={name}
          placeholder="name"
          spellCheck={false}
          disabled={isDropped}
          onChange={(event) => onChange({ name: event.target.value })}
        />
        <Input
          aria-label={`Type of ${called}`}
          className="min-w-0"
          list={`${id}-types`}
          value={type}
          spellCheck={false}
          disabled={isDropped}
          onChange={(event) => onChange({ type: event.target.value })}
        />
        {isKey && <KeyRound aria-label="Part of the key" className="size-4 shrink-0 text-faint" />}
        <IconButton
          label={isDropped ? `Keep ${called}` : `Drop ${called}`}
          size="sm"
          onClick={onRemove}
        >
          {isDropped ? <RotateCcw /> : <Trash2 />}
        </IconButton>
      </div>
      {!isDropped && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Input
            aria-label={`Default of ${called}`}
            className="max-w-44"
            value={isIdentity ? '' : preset}
            placeholder={isIdentity ? 'a number of its own' : 'default (SQL)'}
            spellCheck={false}
            disabled={isIdentity}
            onChange={(event) => onChange({ preset: event.target.value })}
          />
          <Input
            aria-label={`What ${called} points at`}
            className="max-w-52"
            list={`${id}-targets`}
            value={references}
            placeholder="points at schema.table.column"
            spellCheck={false}
            onChange={(event) => onChange({ references: event.target.value })}
          />
          <Checkbox
            label="May be null"
            checked={nullable}
            disabled={isKey}
            onChange={(nullable) => onChange({ nullable })}
          />
          {!isThere && (
            <Checkbox
              label="Key"
              checked={isKey}
              onChange={(isKey) => onChange({ isKey, ...(isKey && { nullable: false }) })}
            />
          )}
          {was === undefined && /^(smallint|integer|bigint)$/.test(type) && (
            <Checkbox
              label="Counts by itself"
              checked={isIdentity}
              onChange={(isIdentity) => onChange({ isIdentity })}
            />
          )}
        </div>
      )}
    </div>
  )
}
