import { Select as Base } from '@base-ui/react/select'
import { Switch as BaseSwitch } from '@base-ui/react/switch'
import { Check, ChevronDown } from 'lucide-react'
import { type ComponentProps, type ReactNode, useId } from 'react'
import { cx } from './class-names.ts'

const box =
  'rounded-md border border-field bg-surface text-sm text-ink shadow-sm transition-colors ' +
  'hover:border-muted focus-visible:border-focus focus-visible:outline-1 focus-visible:outline-offset-0 ' +
  'aria-invalid:border-danger disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted'

/** As wide as there is room, unless a class says how wide. */
const width = (className?: string): string | false => !/(^|\s)w-/.test(className ?? '') && 'w-full'

export const Input = ({ className, ...rest }: ComponentProps<'input'>) => (
  <input {...rest} className={cx(box, width(className), 'h-8 px-2.5', className)} />
)

interface FieldProps {
  label: string
  /** What it is for, in one line. */
  hint?: ReactNode
  /** What is wrong with it. */
  error?: string | undefined
  optional?: boolean
}

interface Wiring {
  id: string
  'aria-describedby'?: string
  'aria-invalid'?: true
}

/** Label, control, hint and fault, wired so that they are read out together (WCAG 1.3.1, 3.3.1). */
export function Field({
  label,
  hint,
  error,
  optional,
  children,
}: FieldProps & { children: (wiring: Wiring) => ReactNode }) {
  const id = useId()
  const about = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  const wiring: Wiring = {
    id,
    ...(about && { 'aria-describedby': about }),
    ...(error && { 'aria-invalid': true as const }),
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      <label htmlFor={id} className="flex items-baseline gap-1.5 font-medium">
        {label}
        {optional && <span className="text-xs font-normal text-faint">optional</span>}
      </label>
      {children(wiring)}
      {error && (
        <p id={`${id}-error`} role="alert" className="text-xs text-danger-text">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </p>
      )}
    </div>
  )
}

type TextProps = FieldProps &
  Omit<ComponentProps<'input'>, 'onChange'> & { onChange: (value: string) => void }

export function TextField({ label, hint, error, optional, onChange, ...rest }: TextProps) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional ?? false}>
      {(wiring) => (
        <Input {...rest} {...wiring} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  )
}

type AreaProps = FieldProps &
  Omit<ComponentProps<'textarea'>, 'onChange'> & {
    onChange: (value: string) => void
    mono?: boolean
  }

export function TextAreaField({
  label,
  hint,
  error,
  optional,
  onChange,
  mono,
  className,
  ...rest
}: AreaProps) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional ?? false}>
      {(wiring) => (
        <textarea
          rows={4}
          {...rest}
          {...wiring}
          className={cx(
            box,
            width(className),
            'px-2.5 py-1.5',
            mono && 'font-mono text-xs',
            className,
          )}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

export interface Option<V extends string = string> {
  value: V
  label: string
  hint?: string
}

interface SelectProps<V extends string> {
  id?: string
  'aria-label'?: string
  'aria-describedby'?: string
  'aria-invalid'?: true
  value: V
  options: readonly Option<V>[]
  onChange: (value: V) => void
  className?: string
  disabled?: boolean
}

/** One of a few. */
export function Select<V extends string>({
  value,
  options,
  onChange,
  className,
  disabled,
  ...rest
}: SelectProps<V>) {
  return (
    <Base.Root
      items={options}
      value={value}
      disabled={disabled ?? false}
      onValueChange={(next) => next !== null && onChange(next as V)}
    >
      <Base.Trigger
        {...rest}
        className={cx(
          box,
          width(className),
          'flex h-8 items-center justify-between gap-2 px-2.5 text-left',
          className,
        )}
      >
        <Base.Value className="truncate" />
        <ChevronDown aria-hidden className="size-4 shrink-0 text-faint" />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50">
          <Base.Popup className="float-in max-h-80 min-w-(--anchor-width) overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-md outline-none">
            {options.map((option) => (
              <Base.Item
                key={option.value}
                value={option.value}
                className="flex items-start gap-2 rounded-md py-1.5 pr-3 pl-2 outline-none data-highlighted:bg-hover"
              >
                <span className="mt-0.5 size-4 shrink-0 text-accent-text">
                  <Base.ItemIndicator>
                    <Check className="size-4" />
                  </Base.ItemIndicator>
                </span>
                <span>
                  <Base.ItemText>{option.label}</Base.ItemText>
                  {option.hint && <span className="block text-xs text-muted">{option.hint}</span>}
                </span>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

export function SelectField<V extends string>({
  label,
  hint,
  error,
  optional,
  ...rest
}: FieldProps & SelectProps<V>) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional ?? false}>
      {(wiring) => <Select {...rest} {...wiring} />}
    </Field>
  )
}

interface SwitchProps extends FieldProps {
  checked: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean
}

/** On or off, at once. */
export function SwitchField({ label, hint, error, checked, onChange, disabled }: SwitchProps) {
  const id = useId()
  return (
    <div className="flex items-start justify-between gap-6">
      <div className="min-w-0">
        <span id={`${id}-label`} className="font-medium">
          {label}
        </span>
        {hint && (
          <p id={`${id}-hint`} className="text-xs text-muted">
            {hint}
          </p>
        )}
        {error && (
          <p role="alert" className="text-xs text-danger-text">
            {error}
          </p>
        )}
      </div>
      <BaseSwitch.Root
        aria-labelledby={`${id}-label`}
        aria-describedby={hint ? `${id}-hint` : undefined}
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled ?? false}
        className="mt-0.5 flex h-5 w-9 shrink-0 rounded-full bg-field p-0.5 transition-colors data-checked:bg-accent data-disabled:opacity-50"
      >
        <BaseSwitch.Thumb className="size-4 rounded-full bg-white shadow-sm transition-transform data-checked:translate-x-4" />
      </BaseSwitch.Root>
    </div>
  )
}

interface CheckProps extends Omit<ComponentProps<'input'>, 'onChange' | 'type'> {
  label?: ReactNode
  indeterminate?: boolean
  onChange: (checked: boolean) => void
}

export function Checkbox({ label, indeterminate = false, onChange, ...rest }: CheckProps) {
  const input = (
    <input
      {...rest}
      type="checkbox"
      ref={(node) => {
        if (node) node.indeterminate = indeterminate
      }}
      onChange={(event) => onChange(event.target.checked)}
      className="check"
    />
  )
  if (!label) return input
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the input is inside of it
    <label className="flex items-center gap-2">
      {input}
      {label}
    </label>
  )
}
