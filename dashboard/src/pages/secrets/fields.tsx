import type { ComponentProps } from 'react'
import { TextAreaField, TextField } from '../../ui/field.tsx'

/** When a secret ends, as the day that a date field holds. */
export const dayOf = (at: string | null | undefined): string => at?.slice(0, 10) ?? ''

/** A secret works through the whole of its last day. */
export const endOfDay = (day: string): string => `${day}T23:59:59Z`

/** Never filled in by what was kept: a value is not shown again. */
export const ValueField = (props: ComponentProps<typeof TextAreaField>) => (
  <TextAreaField mono rows={3} spellCheck={false} autoComplete="off" {...props} />
)

type TextProps = Omit<ComponentProps<typeof TextField>, 'label'>

export const PurposeField = (props: TextProps) => (
  <TextField label="What it is for" optional autoComplete="off" {...props} />
)

export const LastDayField = (props: TextProps) => (
  <TextField
    label="Last day"
    optional
    type="date"
    hint="UTC. Functions do not find it afterwards."
    {...props}
  />
)
