import { type FormEvent, type ReactNode, useState } from 'react'
import { faultsOf } from '../api/faults.ts'
import { Button } from './button.tsx'
import { ErrorNote } from './error.tsx'

interface FormOptions<V> {
  initial: V
  /** Sends it. What it throws is shown: at the fields it names, else above the buttons. */
  submit: (values: V) => Promise<unknown>
  onDone?: () => void
  /** Faults that need no server: a message by field. */
  check?: (values: V) => Partial<Record<keyof V & string, string>>
}

/** Values, faults and sending of one form. Spread `form.field('name')` into a field. */
export function useForm<V extends object>({ initial, submit, onDone, check }: FormOptions<V>) {
  const [values, setValues] = useState(initial)
  const [state, setState] = useState<{
    busy: boolean
    error?: unknown
    own?: Record<string, string>
  }>({
    busy: false,
  })
  const faults = { ...faultsOf(state.error), ...state.own }
  const set = (changes: Partial<V>) => setValues((held) => ({ ...held, ...changes }))

  const send = async (event?: FormEvent) => {
    event?.preventDefault()
    const own = clean(check?.(values) ?? {})
    if (Object.keys(own).length > 0) return setState({ busy: false, own })
    setState({ busy: true })
    try {
      await submit(values)
      setState({ busy: false })
      onDone?.()
    } catch (error) {
      setState({ busy: false, error })
    }
  }

  return {
    values,
    set,
    send,
    busy: state.busy,
    isChanged: JSON.stringify(values) !== JSON.stringify(initial),
    reset: () => {
      setValues(initial)
      setState({ busy: false })
    },
    /** What no field shows. */
    error:
      state.error !== undefined && !Object.keys(values).some((name) => faultAt(faults, name))
        ? state.error
        : undefined,
    field: <N extends keyof V & string>(name: N) => ({
      name,
      value: values[name],
      error: faultAt(faults, name),
      onChange: (value: V[N]) => set({ [name]: value } as unknown as Partial<V>),
    }),
    /** The same for a switch or a checkbox. */
    toggle: <N extends keyof V & string>(name: N) => ({
      checked: Boolean(values[name]),
      error: faultAt(faults, name),
      onChange: (value: boolean) => set({ [name]: value } as unknown as Partial<V>),
    }),
  }
}

/** What is wrong with a field, or with a part of it: then it says with which. */
function faultAt(faults: Record<string, string>, name: string): string | undefined {
  const path = name in faults ? name : Object.keys(faults).find((one) => one.startsWith(`${name}.`))
  if (path === undefined || path === name) return faults[name]
  const [part = ''] = path.slice(name.length + 1).split('.')
  return `${/^\d+$/.test(part) ? `No. ${Number(part) + 1}` : part}: ${faults[path]}`
}

/** What differs from what the form began with: what nobody touched is not sent. */
export const changesIn = <B extends object>(body: B, before: B): Partial<B> =>
  Object.fromEntries(
    Object.entries(body).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof B]),
    ),
  ) as Partial<B>

const clean = (faults: object): Record<string, string> =>
  Object.fromEntries(Object.entries(faults).filter(([, message]) => message))

interface FormProps {
  form: { send: (event?: FormEvent) => Promise<unknown>; busy: boolean; error?: unknown }
  /** What the button says: a verb. */
  action?: string
  onCancel?: () => void
  id?: string
  children: ReactNode
}

/** Fields in a column, what went wrong, and the buttons. In a dialog give `id` and put the button into its footer. */
export function Form({ form, action, onCancel, id, children }: FormProps) {
  return (
    <form
      id={id}
      noValidate
      onSubmit={(event) => void form.send(event)}
      className="grid grid-cols-[minmax(0,1fr)] gap-4"
    >
      {children}
      {form.error !== undefined && <ErrorNote error={form.error} />}
      {action && (
        <div className="flex justify-end gap-2">
          {onCancel && <Button onClick={onCancel}>Cancel</Button>}
          <Button kind="primary" type="submit" busy={form.busy}>
            {action}
          </Button>
        </div>
      )}
    </form>
  )
}
