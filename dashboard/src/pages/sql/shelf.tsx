import { Trash2, X } from 'lucide-react'
import { useState } from 'react'
import { Button, IconButton } from '../../ui/button.tsx'
import { Input } from '../../ui/field.tsx'
import { Time } from '../../ui/time.tsx'
import { type Ran, type Snippet, useKept } from './kept.ts'

interface ShelfProps {
  kind: 'history' | 'saved'
  /** What is in the editor now. */
  text: string
  history: readonly Ran[]
  onForget: () => void
  onTake: (text: string) => void
  onClose: () => void
}

/** What was run, and what was put aside: both stay in this browser. */
export function Shelf(props: ShelfProps) {
  const { kind, onClose } = props
  return (
    <aside
      aria-label={kind === 'history' ? 'History' : 'Saved'}
      className="flex w-72 shrink-0 flex-col border-l border-line bg-canvas max-md:absolute max-md:inset-y-0 max-md:right-0 max-md:z-20 max-md:shadow-lg"
    >
      <div className="flex items-center justify-between px-3 py-2">
        <h2 className="font-semibold">{kind === 'history' ? 'History' : 'Saved'}</h2>
        <IconButton label="Close" size="sm" onClick={onClose}>
          <X />
        </IconButton>
      </div>
      <p className="px-3 pb-2 text-xs text-muted">Kept in this browser only.</p>
      {kind === 'history' ? <Past {...props} /> : <Saved {...props} />}
    </aside>
  )
}

const entry = 'block w-full min-w-0 rounded-md px-2 py-1.5 text-left hover:bg-hover'

function Past({ history, onTake, onForget }: ShelfProps) {
  if (history.length === 0) return <p className="px-3 text-muted">What you run is listed here.</p>
  return (
    <>
      <ul className="min-h-0 grow overflow-y-auto px-1">
        {history.map(({ at, text, ms, fault }) => (
          <li key={at}>
            <button
              type="button"
              className={entry}
              title={text.slice(0, 500)}
              onClick={() => onTake(text)}
            >
              <code className="line-clamp-2 text-xs">{text}</code>
              <span className={`text-2xs ${fault ? 'text-danger-text' : 'text-faint'}`}>
                <Time at={at} /> · {fault ? 'failed' : `${ms} ms`}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <div className="border-t border-line p-2">
        <Button size="sm" kind="quiet" icon={<Trash2 />} onClick={onForget}>
          Forget all
        </Button>
      </div>
    </>
  )
}

function Saved({ text, onTake }: ShelfProps) {
  const [snippets, setSnippets] = useKept<Snippet[]>('flumen.sql.saved', [])
  const [name, setName] = useState('')
  const save = () => {
    if (!name.trim()) return
    setSnippets([
      { name: name.trim(), text },
      ...snippets.filter((one) => one.name !== name.trim()),
    ])
    setName('')
  }
  return (
    <>
      <form
        className="flex gap-2 px-2 pb-2"
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <Input
          aria-label="Name"
          placeholder="Save what is in the editor as"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" size="md">
          Save
        </Button>
      </form>
      <ul className="min-h-0 grow overflow-y-auto px-1">
        {snippets.map((snippet) => (
          <li key={snippet.name} className="flex items-center">
            <button
              type="button"
              className={entry}
              title={snippet.text.slice(0, 500)}
              onClick={() => onTake(snippet.text)}
            >
              {snippet.name}
            </button>
            <IconButton
              label={`Delete ${snippet.name}`}
              size="sm"
              onClick={() => setSnippets(snippets.filter((one) => one !== snippet))}
            >
              <Trash2 />
            </IconButton>
          </li>
        ))}
      </ul>
    </>
  )
}
