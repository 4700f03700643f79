import { Filter, Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { Table } from '../../catalog/schema.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Input, Select } from '../../ui/field.tsx'
import { type Condition, operators, operatorsOf } from './operators.ts'

interface FilterBarProps {
  table: Table
  conditions: readonly Condition[]
  onChange: (conditions: readonly Condition[]) => void
}

/** Conditions that rows must meet, all of them. */
export function FilterBar({ table, conditions, onChange }: FilterBarProps) {
  const [first] = table.columns
  const add = () =>
    first && onChange([...conditions, { column: first.name, operator: 'eq', value: '' }])
  const put = (index: number, changes: Partial<Condition>) =>
    onChange(conditions.map((one, i) => (i === index ? { ...one, ...changes } : one)))
  return (
    <section aria-label="Filters" className="grid gap-2 border-b border-line bg-sunken px-3 py-2">
      {conditions.map((condition, i) => (
        <Line
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition is its place
          key={i}
          table={table}
          condition={condition}
          onChange={(changes) => put(i, changes)}
          onRemove={() => onChange(conditions.filter((_, at) => at !== i))}
        />
      ))}
      <div>
        <Button size="sm" kind="quiet" icon={<Plus />} onClick={add}>
          {conditions.length === 0 ? 'Add a filter' : 'And another'}
        </Button>
      </div>
    </section>
  )
}

interface LineProps {
  table: Table
  condition: Condition
  onChange: (changes: Partial<Condition>) => void
  onRemove: () => void
}

function Line({ table, condition, onChange, onRemove }: LineProps) {
  const { column, operator } = condition
  const shown = table.columns.find(({ name }) => name === column) ?? table.columns[0]
  const known = operators.find(({ value }) => value === operator)
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Select
        aria-label="Column"
        className="w-44"
        value={column}
        options={table.columns.map(({ name }) => ({ value: name, label: name }))}
        onChange={(column) => onChange({ column, operator: 'eq' })}
      />
      <Select
        aria-label="Operator"
        className="w-48"
        value={operator}
        options={shown ? operatorsOf(shown) : []}
        onChange={(operator) => onChange({ operator })}
      />
      {!known?.alone && (
        <Value
          key={`${column} ${operator}`}
          condition={condition}
          hint={known?.hint ?? 'value'}
          onChange={(value) => onChange({ value })}
        />
      )}
      <IconButton label="Remove this filter" size="sm" onClick={onRemove}>
        <X />
      </IconButton>
    </div>
  )
}

/** Told when the typing is done: Enter, or leaving it. */
function Value({
  condition,
  hint,
  onChange,
}: {
  condition: Condition
  hint: string
  onChange: (value: string) => void
}) {
  const [typed, setTyped] = useState(condition.value)
  const done = () => typed !== condition.value && onChange(typed)
  return (
    <Input
      aria-label={`Value of ${condition.column}`}
      className="w-56"
      placeholder={hint}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={done}
      onKeyDown={(event) => event.key === 'Enter' && done()}
    />
  )
}

export const FilterButton = ({
  count,
  isOpen,
  onClick,
}: {
  count: number
  isOpen: boolean
  onClick: () => void
}) => (
  <Button size="sm" icon={<Filter />} aria-expanded={isOpen} onClick={onClick}>
    Filter
    {count > 0 && (
      <span className="rounded-sm bg-accent-soft px-1 text-2xs text-accent-text">{count}</span>
    )}
  </Button>
)
