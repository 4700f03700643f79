import { useQueryClient } from '@tanstack/react-query'
import { FileClock, Play } from 'lucide-react'
import { useState } from 'react'
import { api } from '../api/client.ts'
import { Button } from '../ui/button.tsx'
import { Code } from '../ui/code.tsx'
import { ErrorNote } from '../ui/error.tsx'
import { toast } from '../ui/toast.tsx'
import { runSql } from './sql.ts'

interface StepsProps {
  sql: string
  /** What the migration is called, without its time: `create_posts`. */
  name: string
  /** What takes it back, for the migration. */
  down?: string | undefined
  /** Why it cannot be run yet. */
  fault?: string | undefined
  onDone: () => void
}

const stamp = () => new Date().toISOString().replace(/\D/g, '').slice(0, 14)

/** SQL that is shown before it is run: at once, or kept as a migration that other places apply too. */
export function SqlSteps({ sql, name, down, fault, onDone }: StepsProps) {
  const client = useQueryClient()
  const [state, setState] = useState<{ busy?: 'run' | 'keep'; error?: unknown }>({})
  const go = async (busy: 'run' | 'keep', act: () => Promise<string>) => {
    setState({ busy })
    try {
      const title = await act()
      // The table is known before its page is shown.
      await Promise.all(
        [['schema'], ['advisor'], ['migrations'], ['tables']].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      )
      toast({ title })
      onDone()
    } catch (error) {
      setState({ error })
    }
  }
  const run = () => go('run', () => runSql({ statement: sql }).then(() => 'Done'))
  const keep = () =>
    go('keep', async () => {
      const migration = `${stamp()}_${name.replace(/[^\w.-]/g, '_')}`
      await api.POST('/api/v1/admin/migrations', {
        body: { name: migration, up_sql: sql, ...(down && { down_sql: down }) },
      })
      await api.POST('/api/v1/admin/migrations/{name}/apply', {
        params: { path: { name: migration } },
        body: {},
      })
      return `Applied as migration ${migration}`
    })
  const isReady = sql !== '' && !fault
  return (
    <section aria-label="SQL" className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-3">
      {sql === '' ? (
        <p className="text-muted">Nothing is changed yet.</p>
      ) : (
        <Code code={sql} label="SQL" />
      )}
      {fault && <p className="text-xs text-warn-text">{fault}</p>}
      {state.error !== undefined && <ErrorNote error={state.error} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button
          icon={<FileClock />}
          disabled={!isReady}
          busy={state.busy === 'keep'}
          onClick={() => void keep()}
        >
          Run as a migration
        </Button>
        <Button
          kind="primary"
          icon={<Play />}
          disabled={!isReady}
          busy={state.busy === 'run'}
          onClick={() => void run()}
        >
          Run
        </Button>
      </div>
    </section>
  )
}
