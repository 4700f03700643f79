import { Menu as Base } from '@base-ui/react/menu'
import type { ReactElement, ReactNode } from 'react'
import { cx } from './class-names.ts'
import { Keys } from './keys.tsx'

interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement
  children: ReactNode
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'right' | 'bottom' | 'left'
}

/** Things to do, behind a button. */
export function Menu({ trigger, children, align = 'end', side = 'bottom' }: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} side={side} sideOffset={4} className="z-50">
          <Base.Popup className="float-in min-w-44 max-w-80 rounded-lg border border-line bg-raised p-1 shadow-md outline-none">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

interface ItemProps {
  icon?: ReactNode
  onSelect: () => void
  danger?: boolean
  disabled?: boolean
  keys?: string
  children: ReactNode
}

export function MenuItem({ icon, onSelect, danger, disabled, keys, children }: ItemProps) {
  return (
    <Base.Item
      onClick={onSelect}
      disabled={disabled ?? false}
      className={cx(
        'flex min-h-8 items-center gap-2.5 rounded-md px-2 text-sm outline-none select-none',
        'data-highlighted:bg-hover data-disabled:opacity-50 [&>svg]:size-4 [&>svg]:shrink-0',
        danger ? 'text-danger-text' : 'text-ink [&>svg]:text-faint',
      )}
    >
      {icon}
      <span className="min-w-0 grow truncate">{children}</span>
      {keys && <Keys keys={keys} />}
    </Base.Item>
  )
}

export const MenuSeparator = () => <Base.Separator className="mx-1 my-1 h-px bg-line" />

export const MenuLabel = ({ children }: { children: ReactNode }) => (
  <div className="px-2 pt-1.5 pb-1 text-xs text-faint">{children}</div>
)
