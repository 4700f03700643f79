import { type FormEvent, useState } from 'react'
import { faultsOf } from '../../api/faults.ts'
import type { Answer, Item } from '../../api/types.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, SwitchField, TextAreaField, TextField } from '../../ui/field.tsx'
import type { About } from './sections.ts'
import { useSetting } from './use-setting.ts'

export type Held = Item<Answer<'/api/v1/admin/settings'>>

/** One setting with the control that suits it. */
export function Setting({ about, setting }: { about: About; setting: Held }) {
  const change = useSetting(setting, about.label)
  const error = change.error
    ? (Object.values(faultsOf(change.error))[0] ?? (change.error as Error).message)
    : undefined
  const { label, hint } = about
  if (about.kind === 'switch') {
    return (
      <SwitchField
        label={label}
        hint={hint}
        error={error}
        checked={setting.value === true}
        onChange={(value) => change.mutate(value)}
      />
    )
  }
  if (about.kind === 'choice') {
    return (
      <div className="max-w-md">
        <SelectField
          label={label}
          hint={hint}
          error={error}
          options={about.options ?? []}
          value={String(setting.value)}
          onChange={(value) => change.mutate(value)}
        />
      </div>
    )
  }
  return (
    <Typed
      key={JSON.stringify(setting.value)}
      about={about}
      value={setting.value}
      error={error}
      save={change.mutate}
      busy={change.isPending}
    />
  )
}

interface TypedProps {
  about: About
  value: unknown
  error: string | undefined
  save: (value: unknown) => void
  busy: boolean
}

/** What is typed is saved by a button, which is there when there is something to save. */
function Typed({ about, value, error, save, busy }: TypedProps) {
  const before = write(about, value)
  const [text, setText] = useState(before)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save(read(about, text))
  }
  const shared = { label: about.label, hint: about.hint, error, value: text, onChange: setText }
  return (
    <form onSubmit={submit} className="flex max-w-md items-end gap-2">
      <div className="grow">
        {about.kind === 'lines' ? (
          <TextAreaField {...shared} mono rows={3} spellCheck={false} />
        ) : (
          <TextField
            {...shared}
            inputMode={about.kind === 'text' ? 'text' : 'numeric'}
            autoComplete="off"
          />
        )}
      </div>
      {text !== before && (
        <Button kind="primary" type="submit" busy={busy}>
          Save
        </Button>
      )}
    </form>
  )
}

function write({ kind }: About, value: unknown): string {
  if (kind === 'lines') return (value as string[]).join('\n')
  if (kind === 'days') return String(Number(value) / 86_400)
  return String(value ?? '')
}

function read({ kind }: About, text: string): unknown {
  if (kind === 'lines')
    return text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
  if (kind === 'days') return Math.round(Number(text) * 86_400)
  return kind === 'number' ? Number(text) : text
}
