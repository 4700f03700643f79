import { setDiagnostics } from '@codemirror/lint'
import { Compartment, type Extension } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import { basicSetup } from 'codemirror'
import { useEffect, useRef } from 'react'
import { cx } from './class-names.ts'
import { editorTheme } from './editor-theme.ts'

export interface EditorProps {
  /** Read out as its name. */
  label: string
  value: string
  onChange?: (value: string) => void
  /** Mod+Enter. */
  onRun?: (view: EditorView) => void
  /** The editor itself, for what is done from outside of it. */
  onReady?: (view: EditorView) => void
  /** Language and completion: `sql()`, `json()`. Keep it the same object between renders. */
  extensions?: Extension
  readOnly?: boolean
  /** What is wrong, marked where it stands. */
  faults?: readonly EditorFault[] | undefined
  className?: string
}

export interface EditorFault {
  from: number
  to: number
  message: string
}

/**
 * CodeMirror in a shadow tree: there it keeps its styles in adopted sheets, which the content policy
 * allows, where in the page it would write a `<style>`.
 */
export default function EditorFrame({
  label,
  value,
  onChange,
  onRun,
  onReady,
  extensions,
  readOnly,
  faults,
  className,
}: EditorProps) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(undefined)
  const language = useRef(new Compartment())
  const handlers = useRef({ onChange, onRun, onReady })
  handlers.current = { onChange, onRun, onReady }
  /** What was written here and has not come back as `value` yet. */
  const told = useRef(new Set<string>())

  // biome-ignore lint/correctness/useExhaustiveDependencies: the text flows in below
  useEffect(() => {
    const frame = host.current
    if (!frame) return
    const root = frame.shadowRoot ?? frame.attachShadow({ mode: 'open' })
    const run = (at: EditorView) => {
      handlers.current.onRun?.(at)
      return handlers.current.onRun !== undefined
    }
    const made = new EditorView({
      root,
      parent: root,
      doc: value,
      extensions: [
        keymap.of([{ key: 'Mod-Enter', run }]),
        basicSetup,
        editorTheme,
        EditorView.lineWrapping,
        EditorView.editable.of(!readOnly),
        EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return
          const text = update.state.doc.toString()
          told.current.add(text)
          handlers.current.onChange?.(text)
        }),
        language.current.of(extensions ?? []),
      ],
    })
    view.current = made
    handlers.current.onReady?.(made)
    return () => made.destroy()
  }, [readOnly, label])

  // Names of the catalog come later: who writes already keeps the cursor.
  useEffect(() => {
    view.current?.dispatch({ effects: language.current.reconfigure(extensions ?? []) })
  }, [extensions])

  useEffect(() => {
    const at = view.current
    if (!at) return
    const isKnown = at.state.doc.toString() === value
    if (isKnown) told.current.clear()
    // An echo of what has been written on since: taking it over would take letters away.
    if (isKnown || told.current.has(value)) return
    at.dispatch({ changes: { from: 0, to: at.state.doc.length, insert: value } })
  }, [value])

  useEffect(() => {
    const at = view.current
    if (!at || !faults) return
    const { length } = at.state.doc
    const marks = faults.map(({ from, to, message }) => ({
      from: Math.min(from, length),
      to: Math.min(to, length),
      severity: 'error' as const,
      message,
    }))
    at.dispatch(setDiagnostics(at.state, marks))
    const [first] = marks
    if (first) at.dispatch({ selection: { anchor: first.from }, scrollIntoView: true })
  }, [faults])

  return (
    <div
      ref={host}
      className={cx(
        'min-h-24 overflow-hidden rounded-md border border-field bg-surface',
        'focus-within:border-focus focus-within:outline-1 focus-within:-outline-offset-1 focus-within:outline-focus',
        className,
      )}
    />
  )
}
