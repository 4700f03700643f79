import { Checkbox } from './field.tsx'

interface ChecklistProps {
  label: string
  options: readonly string[]
  value: readonly string[]
  onChange: (value: string[]) => void
  error?: string | undefined
}

/** Any number of a fixed few. */
export function Checklist({ label, options, value, onChange, error }: ChecklistProps) {
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium">{label}</legend>
      <div className="grid grid-cols-2 gap-x-4 gap-y-2 rounded-md border border-line p-3">
        {options.map((option) => (
          <Checkbox
            key={option}
            label={<span className="text-xs">{option}</span>}
            checked={value.includes(option)}
            onChange={(on) =>
              onChange(on ? [...value, option] : value.filter((one) => one !== option))
            }
          />
        ))}
      </div>
      {error && (
        <p role="alert" className="text-xs text-danger-text">
          {error}
        </p>
      )}
    </fieldset>
  )
}
