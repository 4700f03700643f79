import { FlumenError } from '@flumen/client'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Told } from '../../api/faults.ts'
import { type Answer, runSql, type Script } from '../../catalog/sql.ts'
import type { EditorFault } from '../../ui/editor-frame.tsx'
import { type Ran, useKept } from './kept.ts'
import type { Piece } from './language.ts'

interface Run {
  isBusy: boolean
  answer?: Answer
  error?: unknown
  faults?: readonly EditorFault[]
}

/** Runs pieces of a script, one at a time; they can be stopped, and are remembered in this browser. */
export function useRuns() {
  const [run, setRun] = useState<Run>({ isBusy: false })
  const [history, setHistory] = useKept<Ran[]>('flumen.sql.history', [])
  const stop = useRef<AbortController>(undefined)
  const client = useQueryClient()

  const start = async (piece: Piece, options: Omit<Script, 'statement'>) => {
    if (piece.text.trim() === '' || stop.current) return
    const began = performance.now()
    stop.current = new AbortController()
    setRun({ isBusy: true, faults: [] })
    const remember = (more: Partial<Ran>) => {
      const one = { at: new Date().toISOString(), text: piece.text, ...more }
      setHistory([one, ...history.filter(({ text }) => text !== piece.text)].slice(0, 100))
    }
    try {
      const answer = await runSql({ statement: piece.text, ...options }, stop.current.signal)
      setRun({ isBusy: false, answer, faults: [] })
      remember({ ms: Math.round(performance.now() - began) })
      // It may have changed anything: tables, rows, policies.
      if (!options.read_only && !options.explain)
        for (const key of ['schema', 'tables', 'advisor'])
          void client.invalidateQueries({ queryKey: [key] })
    } catch (error) {
      const isStopped = stop.current.signal.aborted
      setRun({
        isBusy: false,
        error: isStopped ? new Told('Stopped. What it had done was undone.') : error,
        faults: faultsOf(error, piece),
      })
      remember({ fault: (error as Error).message })
    } finally {
      stop.current = undefined
    }
  }
  return { run, start, stop: () => stop.current?.abort(), history, forget: () => setHistory([]) }
}

/** PostgreSQL counts characters from 1; the editor counts UTF-16 units from 0. */
function faultsOf(error: unknown, { text, from }: Piece): EditorFault[] {
  if (!(error instanceof FlumenError)) return []
  const { position } = (error.details ?? {}) as { position?: number }
  if (!position) return []
  const start = [...text].slice(0, position - 1).join('').length
  const word = /^["\w.]+|^./.exec(text.slice(start))?.[0] ?? ''
  return [{ from: from + start, to: from + start + word.length, message: error.message }]
}
