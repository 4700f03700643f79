import type { EditorView } from '@codemirror/view'
import type { FlumenError } from '@flumen/client'
import { Bookmark, History, Play, Square, SquareTerminal } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useStructure } from '../../catalog/schema.ts'
import { Button } from '../../ui/button.tsx'
import { Editor } from '../../ui/editor.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ErrorNote } from '../../ui/error.tsx'
import { Checkbox } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'
import { Segments } from '../../ui/segments.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { useKept } from './kept.ts'
import { languageOf, type Piece, pieceAt } from './language.ts'
import { ResultView } from './result.tsx'
import { owner, RunAs, type Somebody } from './run-as.tsx'
import { Shelf } from './shelf.tsx'
import { useRuns } from './use-runs.ts'

type Explain = 'no' | 'plan' | 'analyze'

/** SQL on the main database: as the owner of the tables, or as somebody would be seen. */
export default function Sql() {
  const { data: structure } = useStructure()
  const extensions = useMemo(() => languageOf(structure), [structure])
  const [text, setText] = useKept(
    'flumen.sql.text',
    '-- Ctrl+Enter runs the statement in which the cursor stands\nselect now();\n',
  )
  const [somebody, setSomebody] = useState<Somebody>(owner)
  const [isReadOnly, setReadOnly] = useState(false)
  const [explain, setExplain] = useState<Explain>('no')
  const [shelf, setShelf] = useState<'history' | 'saved'>()
  const { run, start, stop, history, forget } = useRuns()
  const view = useRef<EditorView>(undefined)

  const go = (piece: Piece) =>
    void start(piece, {
      ...(somebody.as && { as: somebody.as }),
      ...(isReadOnly && { read_only: true }),
      ...(explain !== 'no' && { explain }),
    })
  return (
    <Page
      title="SQL"
      full
      actions={
        <>
          <Button
            size="sm"
            icon={<History />}
            aria-pressed={shelf === 'history'}
            onClick={() => setShelf(shelf === 'history' ? undefined : 'history')}
          >
            History
          </Button>
          <Button
            size="sm"
            icon={<Bookmark />}
            aria-pressed={shelf === 'saved'}
            onClick={() => setShelf(shelf === 'saved' ? undefined : 'saved')}
          >
            Saved
          </Button>
        </>
      }
    >
      <div className="flex h-full min-h-0">
        <div className="flex min-w-0 grow flex-col">
          <Editor
            label="SQL"
            className="h-[38%] min-h-32 shrink-0 rounded-none! border-0! border-b! border-line! [resize:vertical]"
            value={text}
            onChange={setText}
            onRun={(at) => {
              view.current = at
              go(pieceAt(at))
            }}
            onReady={(at) => {
              view.current = at
            }}
            extensions={extensions}
            faults={run.faults}
          />
          <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2">
            {run.isBusy ? (
              <Button size="sm" kind="danger" icon={<Square />} onClick={stop}>
                Stop
              </Button>
            ) : (
              <Button
                size="sm"
                kind="primary"
                icon={<Play />}
                title="Ctrl+Enter: what is selected, or the statement at the cursor"
                onClick={() => view.current && go(pieceAt(view.current))}
              >
                Run
              </Button>
            )}
            <Button size="sm" disabled={run.isBusy} onClick={() => go({ text, from: 0 })}>
              Run all
            </Button>
            <RunAs what="as" withOwner value={somebody} onChange={setSomebody} />
            <Checkbox label="Read only" checked={isReadOnly} onChange={setReadOnly} />
            <Segments
              label="Explain"
              value={explain}
              onChange={setExplain}
              options={[
                { value: 'no', label: 'Run it' },
                { value: 'plan', label: 'Plan', title: 'How it would run; nothing runs' },
                { value: 'analyze', label: 'Analyze', title: 'It runs and is undone' },
              ]}
            />
          </div>
          <div className="min-h-0 grow overflow-auto bg-surface">
            <Outcome run={run} />
          </div>
        </div>
        {shelf && (
          <Shelf
            kind={shelf}
            text={text}
            history={history}
            onForget={forget}
            onTake={setText}
            onClose={() => setShelf(undefined)}
          />
        )}
      </div>
    </Page>
  )
}

/** What PostgreSQL adds to its message. */
function Said({ error }: { error: unknown }) {
  const { line, detail, sqlstate } = ((error as FlumenError).details ?? {}) as {
    line?: number
    detail?: string
    sqlstate?: string
  }
  const said = [line && `Line ${line}`, detail, sqlstate && `SQLSTATE ${sqlstate}`].filter(Boolean)
  return <p className="mt-2 text-xs text-muted">{said.join(' · ')}</p>
}

function Outcome({ run }: { run: ReturnType<typeof useRuns>['run'] }) {
  const [at, setAt] = useState(0)
  if (run.isBusy) return <SkeletonRows rows={6} />
  if (run.error !== undefined)
    return (
      <div className="p-3">
        <ErrorNote error={run.error} />
        <Said error={run.error} />
      </div>
    )
  if (!run.answer)
    return (
      <Empty icon={SquareTerminal} title="Results stand here">
        Several statements run as one transaction: all or nothing. Every call is written to the
        audit log.
      </Empty>
    )
  const { results, notices } = run.answer
  const shown = Math.min(at, results.length - 1)
  const result = results[shown]
  return (
    <div className="flex h-full min-h-0 flex-col">
      {results.length > 1 && (
        <div className="px-3 pt-2">
          <Segments
            label="Result"
            value={String(shown)}
            onChange={(next) => setAt(Number(next))}
            options={results.map(({ command }, i) => ({
              value: String(i),
              label: `${i + 1} ${command}`,
            }))}
          />
        </div>
      )}
      {notices.map(({ severity, message }) => (
        <p key={message} className="px-3 pt-2 text-xs text-warn-text">
          {severity}: {message}
        </p>
      ))}
      <div className="min-h-0 grow">
        {result && <ResultView key={`${shown} ${run.answer.duration_ms}`} result={result} />}
      </div>
    </div>
  )
}
