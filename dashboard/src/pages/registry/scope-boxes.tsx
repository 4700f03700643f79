import { Checkbox } from '../../ui/field.tsx'
import { meaning } from './scopes.ts'

interface ScopeBoxesProps {
  legend: string
  offered: readonly string[]
  chosen: readonly string[]
  error?: string | undefined
  onChange: (chosen: string[]) => void
}

/** Scopes with what they mean. */
export const ScopeBoxes = ({ legend, offered, chosen, error, onChange }: ScopeBoxesProps) => (
  <fieldset>
    <legend className="mb-2 font-medium">{legend}</legend>
    <div className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
      {offered.map((scope) => (
        <Checkbox
          key={scope}
          label={
            <span>
              {meaning(scope)} <code className="text-faint">{scope}</code>
            </span>
          }
          checked={chosen.includes(scope)}
          onChange={(on) =>
            onChange(on ? [...chosen, scope] : chosen.filter((one) => one !== scope))
          }
        />
      ))}
    </div>
    {error && (
      <p role="alert" className="mt-1.5 text-xs text-danger-text">
        {error}
      </p>
    )}
  </fieldset>
)
