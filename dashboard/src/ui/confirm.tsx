import { type ReactNode, useId, useState } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { ErrorNote } from './error.tsx'
import { Input } from './field.tsx'

interface ConfirmProps {
  open: boolean
  onClose: () => void
  title: string
  /** What will happen, and to whom. */
  description: ReactNode
  /** What the button says: the verb of the title. */
  action: string
  /** Must be typed before the button works: for what cannot be undone. */
  name?: string | undefined
  /** Done when it settles; a failure is shown and the dialog stays. */
  run: () => Promise<unknown>
}

/** The question before something dangerous. */
export function Confirm(props: ConfirmProps) {
  return props.open ? <Question {...props} /> : null
}

function Question({ open, onClose, title, description, action, name, run }: ConfirmProps) {
  const [typed, setTyped] = useState('')
  const [state, setState] = useState<{ busy?: boolean; error?: unknown }>({})
  const id = useId()
  const isReady = name === undefined || typed.trim() === name
  const go = async () => {
    if (!isReady) return
    setState({ busy: true })
    try {
      await run()
      onClose()
    } catch (error) {
      setState({ error })
    }
  }
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      description={description}
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="danger" disabled={!isReady} busy={state.busy ?? false} onClick={go}>
            {action}
          </Button>
        </>
      }
    >
      {(name !== undefined || state.error !== undefined) && (
        <form
          className="grid gap-3"
          onSubmit={(event) => {
            event.preventDefault()
            void go()
          }}
        >
          {name !== undefined && (
            <label htmlFor={id} className="grid gap-1.5 text-muted">
              <span>
                Type <b className="font-medium text-ink">{name}</b> to confirm
              </span>
              <Input
                id={id}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
                autoComplete="off"
                spellCheck={false}
              />
            </label>
          )}
          {state.error !== undefined && <ErrorNote error={state.error} />}
        </form>
      )}
    </Dialog>
  )
}
