import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { faultIn, kindOf } from '../../catalog/kinds.ts'
import type { Column } from '../../catalog/schema.ts'
import { cx } from '../../ui/class-names.ts'

export type Leave = 'stay' | 'down' | 'next' | 'back'

interface EditorProps {
  column: Column
  value: string | null
  /** What was typed to open it: replaces the value. */
  typed?: string | undefined
  onSave: (value: string | null, leave: Leave) => void
  onCancel: () => void
}

/** Edits one cell in its place, by its type. Enter saves, Escape does not, Tab goes on to the next. */
export function CellEditor({ column, value, typed, onSave, onCancel }: EditorProps) {
  const [text, setText] = useState(typed ?? value ?? '')
  const [isNull, setNull] = useState(value === null && typed === undefined)
  const input = useRef<AnyControl>(null)
  const isDone = useRef(false)
  const fault = isNull ? undefined : faultIn(column, text)
  useEffect(() => {
    input.current?.focus()
    if (typed === undefined) input.current?.select?.()
  }, [typed])

  const save = (leave: Leave) => {
    const isBlank = text === '' && kindOf(column) !== 'text'
    if (!isNull && !isBlank && fault) return
    isDone.current = true
    onSave(isNull || (isBlank && column.nullable) ? null : text, leave)
  }
  const cancel = () => {
    isDone.current = true
    onCancel()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    const { key, shiftKey, altKey, ctrlKey } = event
    if (key === 'Escape') cancel()
    else if (key === 'Tab') save(shiftKey ? 'back' : 'next')
    else if (key === 'Enter' && !shiftKey && !altKey) save('down')
    else if (key === 'Backspace' && ctrlKey && column.nullable) setNull(true)
    else return
    event.preventDefault()
  }
  const write = (next: string) => {
    setNull(false)
    setText(next)
  }
  const onBlur = () => {
    if (isDone.current) return
    if (fault) cancel()
    else save('stay')
  }
  const shared = { ref: input, 'aria-label': `${column.name}, ${column.type}`, onKeyDown }
  return (
    <fieldset
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && onBlur()}
      className="absolute top-0 left-0 z-20 w-full min-w-56 rounded-md border border-focus bg-raised shadow-md outline-1 outline-focus"
    >
      <Control column={column} text={text} isNull={isNull} write={write} shared={shared} />
      <div className="flex items-center gap-1 border-t border-line px-1.5 py-1 text-2xs text-faint">
        <span
          className={cx('min-w-0 grow truncate', fault && text !== '' && 'text-danger-text')}
          role="status"
        >
          {fault && text !== '' ? fault : `${column.type} · Enter saves`}
        </span>
        <Extras column={column} isNull={isNull} setNull={() => setNull(true)} write={write} />
      </div>
    </fieldset>
  )
}

/** Whichever it is, it can be focused and selected. */
type AnyControl = HTMLTextAreaElement & HTMLInputElement & HTMLSelectElement

interface Shared {
  ref: RefObject<AnyControl | null>
  'aria-label': string
  onKeyDown: (event: KeyboardEvent) => void
}

interface ControlProps {
  column: Column
  text: string
  isNull: boolean
  write: (text: string) => void
  shared: Shared
}

const plain = 'block w-full bg-transparent px-2 py-1.5 text-sm outline-none'

function Control({ column, text, isNull, write, shared }: ControlProps) {
  const kind = kindOf(column)
  if (kind === 'boolean' || kind === 'enum') {
    const options = kind === 'boolean' ? ['true', 'false'] : (column.enum_values ?? [])
    return (
      <select
        {...shared}
        value={isNull ? '' : text}
        onChange={(event) => write(event.target.value)}
        className={cx(plain, 'h-8 bg-raised')}
      >
        {(isNull || text === '') && <option value="">{isNull ? 'null' : 'Choose'}</option>}
        {options.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </select>
    )
  }
  const value = isNull ? '' : text
  const onChange = (event: { target: { value: string } }) => write(event.target.value)
  const placeholder = isNull ? 'null' : ''
  if (kind === 'date')
    return <input {...shared} type="date" value={value} onChange={onChange} className={plain} />
  if (kind === 'text' || kind === 'json' || kind === 'array') {
    const rows =
      kind === 'json'
        ? 6
        : Math.min(8, Math.max(1, Math.ceil(value.length / 40), value.split('\n').length))
    return (
      <textarea
        {...shared}
        rows={rows}
        value={value}
        placeholder={placeholder}
        onChange={onChange}
        spellCheck={kind === 'text'}
        className={cx(plain, kind !== 'text' && 'font-mono text-xs')}
      />
    )
  }
  return (
    <input
      {...shared}
      inputMode={kind === 'number' ? 'decimal' : 'text'}
      value={value}
      placeholder={placeholder}
      onChange={onChange}
      className={plain}
    />
  )
}

const small =
  'rounded-sm border border-line px-1.5 text-2xs text-muted hover:text-ink aria-pressed:bg-accent-soft aria-pressed:text-accent-text'

interface ExtrasProps {
  column: Column
  isNull: boolean
  setNull: () => void
  write: (text: string) => void
}

function Extras({ column, isNull, setNull, write }: ExtrasProps) {
  const kind = kindOf(column)
  return (
    <>
      {kind === 'uuid' && (
        <button type="button" className={small} onClick={() => write(crypto.randomUUID())}>
          New
        </button>
      )}
      {kind === 'time' && (
        <button type="button" className={small} onClick={() => write(new Date().toISOString())}>
          Now
        </button>
      )}
      {column.nullable && (
        <button
          type="button"
          className={small}
          aria-pressed={isNull}
          title="Ctrl+Backspace"
          onClick={setNull}
        >
          null
        </button>
      )}
    </>
  )
}
