import { FileUp } from 'lucide-react'
import { type DragEvent, useMemo, useRef, useState } from 'react'
import type { Table } from '../../catalog/schema.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Select, SwitchField } from '../../ui/field.tsx'
import {
  fitsAtOnce,
  guess,
  importRows,
  type Mapping,
  missing,
  type Progress,
  readRowsOf,
  readSheet,
  type Sheet,
} from './import-plan.ts'
import { isWritable } from './row-fields.tsx'

interface ImportProps {
  table: Table
  onDone: () => void
  onClose: () => void
}

/** A CSV file into the table: chosen, looked at, mapped, sent. */
export function ImportDialog({ table, onDone, onClose }: ImportProps) {
  const [sheet, setSheet] = useState<Sheet>()
  const [mapping, setMapping] = useState<Mapping>([])
  const [wantsAll, setWantsAll] = useState(true)
  const [progress, setProgress] = useState<Progress>()
  const stop = useRef<AbortController>(undefined)
  const { rows, faults } = useMemo(
    () => (sheet ? readRowsOf(table, sheet, mapping) : { rows: [], faults: [] }),
    [table, sheet, mapping],
  )
  const canBeWhole = useMemo(() => fitsAtOnce(rows), [rows])
  const absent = missing(table, mapping)
  const [isBusy, setBusy] = useState(false)

  const take = (text: string) => {
    const read = readSheet(text)
    setSheet(read)
    setMapping(guess(table, read))
  }
  const start = async () => {
    stop.current = new AbortController()
    setBusy(true)
    setProgress({ done: 0, total: rows.length, failed: [] })
    const end = await importRows(table, rows, {
      atOnce: wantsAll && canBeWhole,
      signal: stop.current.signal,
      tell: setProgress,
    })
    setBusy(false)
    setProgress(end)
    onDone()
  }
  const close = () => {
    stop.current?.abort()
    onClose()
  }
  const canStart =
    rows.length > 0 && mapping.some(Boolean) && absent.length === 0 && faults.length === 0
  return (
    <Dialog
      open
      size="lg"
      title={`Import into ${table.name}`}
      description="A CSV file whose first line names its columns; tabs and semicolons are understood too."
      onClose={close}
      footer={
        progress && !isBusy ? (
          <Button kind="primary" onClick={close}>
            Close
          </Button>
        ) : (
          <>
            <Button onClick={close}>{isBusy ? 'Stop' : 'Cancel'}</Button>
            <Button kind="primary" disabled={!canStart} busy={isBusy} onClick={() => void start()}>
              {rows.length > 0 ? `Import ${rows.length.toLocaleString('en')} rows` : 'Import'}
            </Button>
          </>
        )
      }
    >
      {progress ? (
        <Sent progress={progress} />
      ) : sheet ? (
        <div className="grid gap-4">
          <MappingTable table={table} sheet={sheet} mapping={mapping} onChange={setMapping} />
          {absent.length > 0 && (
            <p role="alert" className="rounded-md bg-warn-soft p-3 text-warn-text">
              {absent.join(', ')} must be filled: choose where{' '}
              {absent.length === 1 ? 'its values come' : 'their values come'} from.
            </p>
          )}
          {faults.length > 0 && <Faults faults={faults} />}
          <SwitchField
            label="All or nothing"
            hint={
              canBeWhole
                ? 'One wrong row and none is added. Else rows go in thousands, and those that are refused are listed.'
                : 'The file is too long for one request: it goes in thousands, each of them whole or not at all.'
            }
            checked={wantsAll && canBeWhole}
            disabled={!canBeWhole}
            onChange={setWantsAll}
          />
        </div>
      ) : (
        <Drop onText={take} />
      )}
    </Dialog>
  )
}

function Drop({ onText }: { onText: (text: string) => void }) {
  const read = (file: File | undefined) => void file?.text().then(onText)
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    read(event.dataTransfer.files[0])
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is dropped here can be chosen too
    <div onDragOver={(event) => event.preventDefault()} onDrop={onDrop} className="grid gap-3">
      <label className="flex flex-col items-center gap-2 rounded-lg border border-dashed border-edge bg-sunken px-6 py-10 text-center has-focus-visible:outline-2 has-focus-visible:outline-focus">
        <FileUp aria-hidden className="size-6 text-faint" />
        <span className="font-medium">Drop a file here, or choose one</span>
        <input
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          className="sr-only"
          aria-label="CSV file"
          onChange={(event) => read(event.target.files?.[0])}
        />
      </label>
      <textarea
        aria-label="Or paste the lines"
        placeholder="… or paste lines from a spreadsheet"
        rows={3}
        className="w-full rounded-md border border-field bg-surface px-2.5 py-1.5 font-mono text-xs"
        onPaste={(event) => onText(event.clipboardData.getData('text/plain'))}
      />
    </div>
  )
}

interface MappingProps {
  table: Table
  sheet: Sheet
  mapping: Mapping
  onChange: (mapping: Mapping) => void
}

function MappingTable({ table, sheet, mapping, onChange }: MappingProps) {
  const options = [
    { value: '', label: 'Leave out' },
    ...table.columns
      .filter(isWritable)
      .map(({ name, type }) => ({ value: name, label: name, hint: type })),
  ]
  return (
    <section aria-label="Preview" className="overflow-auto rounded-md border border-line">
      <table className="w-max min-w-full text-left">
        <thead>
          <tr className="border-b border-line bg-sunken">
            {sheet.head.map((name, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
              <th key={i} scope="col" className="min-w-40 p-2 align-top font-normal">
                <span className="mb-1 block truncate text-xs font-medium">
                  {name || `Column ${i + 1}`}
                </span>
                <Select
                  aria-label={`Where ${name} goes`}
                  value={mapping[i] ?? ''}
                  options={options}
                  onChange={(to) =>
                    onChange(mapping.map((held, at) => (at === i ? to : held === to ? '' : held)))
                  }
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sheet.lines.slice(0, 5).map((line, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
            <tr key={i} className="border-b border-line last:border-0">
              {sheet.head.map((name, at) => (
                <td
                  // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
                  key={`${name} ${at}`}
                  className={`max-w-60 truncate px-2 py-1.5 text-xs ${mapping[at] ? '' : 'text-faint line-through'}`}
                >
                  {line[at]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const Faults = ({ faults }: { faults: { line: number; column: string; says: string }[] }) => (
  <div role="alert" className="rounded-md bg-danger-soft p-3 text-danger-text">
    <p className="font-medium">Mend these lines of the file and choose it again</p>
    <ul className="mt-1 max-h-32 overflow-y-auto text-xs">
      {faults.map(({ line, column, says }) => (
        <li key={`${line} ${column}`}>
          Line {line}: {column} {says}
        </li>
      ))}
    </ul>
  </div>
)

function Sent({ progress }: { progress: Progress }) {
  const { done, total, failed } = progress
  return (
    <div className="grid gap-3">
      <progress
        aria-label="Rows that were added"
        max={total}
        value={done}
        className="h-2 w-full accent-accent"
      />
      <p role="status" className="tabular-nums">
        {done.toLocaleString('en')} of {total.toLocaleString('en')} rows added
      </p>
      {failed.length > 0 && (
        <ul role="alert" className="rounded-md bg-danger-soft p-3 text-danger-text">
          {failed.map(({ from, to, says }) => (
            <li key={from}>
              Lines {from} to {to}: {says}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
