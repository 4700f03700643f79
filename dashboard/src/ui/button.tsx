import type { ComponentProps, ReactNode } from 'react'
import { cx } from './class-names.ts'
import { Hint } from './tooltip.tsx'

export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger'

const kinds: Record<ButtonKind, string> = {
  primary:
    'bg-accent text-on-accent shadow-sm hover:bg-accent-hover inset-shadow-[0_1px_0_rgb(255_255_255/0.14)]',
  plain:
    'bg-raised text-ink border border-edge shadow-sm hover:bg-[color-mix(in_oklch,var(--raised),var(--ink)_4%)]',
  quiet: 'text-muted hover:bg-hover hover:text-ink active:bg-pressed',
  danger: 'bg-danger text-on-accent shadow-sm hover:bg-danger-hover',
}

const shape =
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap ' +
  'transition-colors duration-100 select-none disabled:pointer-events-none disabled:opacity-50 ' +
  '[&>svg]:size-4 [&>svg]:shrink-0'

/** The look of a button, for links that act as one. */
export const buttonClass = (kind: ButtonKind = 'plain', size: 'sm' | 'md' = 'md'): string =>
  cx(shape, kinds[kind], size === 'sm' ? 'h-7 px-2 text-xs' : 'h-8 px-3 text-sm')

interface ButtonProps extends ComponentProps<'button'> {
  kind?: ButtonKind
  size?: 'sm' | 'md'
  /** Something is on its way: the button waits, and says so. */
  busy?: boolean
  icon?: ReactNode
}

export function Button({ kind, size, busy, icon, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      aria-busy={busy || undefined}
      disabled={busy || rest.disabled}
      {...rest}
      className={cx(buttonClass(kind, size), busy && 'shimmer', className)}
    >
      {icon}
      {children}
    </button>
  )
}

interface IconButtonProps extends ComponentProps<'button'> {
  /** What it does: read out, and shown on hover. */
  label: string
  /** Shown beside the label: `mod+b`. */
  keys?: string
  size?: 'sm' | 'md'
}

export function IconButton({ label, keys, size = 'md', className, ...rest }: IconButtonProps) {
  return (
    <Hint text={label} keys={keys}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={cx(shape, kinds.quiet, size === 'sm' ? 'size-6' : 'size-8', className)}
      />
    </Hint>
  )
}
