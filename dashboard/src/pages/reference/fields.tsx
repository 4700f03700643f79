import { useState } from 'react'
import { type Document, follow, type Schema } from './document.ts'

interface Row {
  name: string
  /** Where a parameter stands. */
  place?: string
  schema: Schema | undefined
  description?: string | undefined
  isRequired: boolean
}

type FieldsProps = { document: Document; isAnswer?: boolean } & (
  | { rows: readonly Row[] }
  | { of: Schema | undefined }
)

/** The fields of an object, each with its type; those inside are opened by a click. */
export function Fields({ document, isAnswer = false, ...rest }: FieldsProps) {
  const rows = 'rows' in rest ? rest.rows : rowsOf(document, rest.of)
  if (rows.length === 0) {
    return <p className="text-muted">{typeOf(document, 'of' in rest ? rest.of : undefined)}</p>
  }
  return (
    <ul className="divide-y divide-line rounded-md border border-line bg-surface">
      {rows.map((row) => (
        <Line key={`${row.place}-${row.name}`} document={document} row={row} isAnswer={isAnswer} />
      ))}
    </ul>
  )
}

interface LineProps {
  document: Document
  row: Row
  /** What is always there is worth no word in an answer. */
  isAnswer: boolean
}

function Line({ document, row, isAnswer }: LineProps) {
  const [isOpen, setOpen] = useState(false)
  const inner = rowsOf(document, row.schema)
  const description = row.description ?? row.schema?.description
  return (
    <li className="px-3 py-2">
      <div className="flex flex-wrap items-baseline gap-x-2">
        <code className="font-semibold">{row.name}</code>
        <span className="text-xs text-muted">{typeOf(document, row.schema)}</span>
        {row.place && <span className="text-xs text-faint">{row.place}</span>}
        {row.isRequired && !isAnswer && <span className="text-xs text-danger-text">required</span>}
        {inner.length > 0 && (
          <button
            type="button"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
            className="text-xs text-accent-text hover:underline"
          >
            {isOpen ? 'Hide' : 'Show'} {inner.length} fields
          </button>
        )}
      </div>
      {description && <p className="text-xs text-muted">{description}</p>}
      {isOpen && (
        <div className="mt-2">
          <Fields document={document} rows={inner} isAnswer={isAnswer} />
        </div>
      )}
    </li>
  )
}

function rowsOf(document: Document, given: Schema | undefined): Row[] {
  const schema = follow(document, given)
  if (schema?.type === 'array') return rowsOf(document, schema.items)
  return Object.entries(schema?.properties ?? {}).map(([name, inner]) => ({
    name,
    schema: inner,
    description: follow(document, inner)?.description,
    isRequired: schema?.required?.includes(name) ?? false,
  }))
}

/** `string, email, 3–254`; `array of object`; the values of an enum. */
function typeOf(document: Document, given: Schema | undefined): string {
  const schema = follow(document, given)
  if (!schema) return 'anything'
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.type === 'array') return `array of ${typeOf(document, schema.items)}`
  const choices = schema.oneOf ?? schema.anyOf
  if (choices) return choices.map((one) => typeOf(document, one)).join(' or ')
  const least = schema.minLength ?? schema.minimum
  const most = schema.maxLength ?? schema.maximum
  const room = least === undefined && most === undefined ? '' : `${least ?? ''}–${most ?? ''}`
  return [schema.type ?? 'anything', schema.format, room, schema.nullable && 'or null']
    .filter(Boolean)
    .join(', ')
}
