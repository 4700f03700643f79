import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type ReactNode, type RefObject, useRef } from 'react'
import { IconButton } from './button.tsx'
import { cx } from './class-names.ts'

export interface DialogProps {
  open: boolean
  onClose: () => void
  title: string
  description?: ReactNode
  children?: ReactNode
  /** Buttons, the main one last. */
  footer?: ReactNode
  size?: 'sm' | 'md' | 'lg'
}

const widths = { sm: 'max-w-md', md: 'max-w-lg', lg: 'max-w-3xl' }
const backdrop = 'fade-in fixed inset-0 z-40 bg-veil'

/** The first thing to fill in; where there is none the dialog itself, rather than its Close. */
const firstFocus = (popup: RefObject<HTMLDivElement | null>) => () =>
  popup.current?.querySelector<HTMLElement>('input, textarea, [role="combobox"]') ?? popup.current

/** Something to decide or to fill in. Escape and a click beside it close it; the focus goes back. */
export const Dialog = ({ size = 'md', ...props }: DialogProps) => (
  <Popup
    {...props}
    className={cx(
      'float-in top-[8dvh] left-1/2 max-h-[84dvh] w-[calc(100vw-32px)] -translate-x-1/2 rounded-xl border',
      widths[size],
    )}
  />
)

/** The same at the right edge, for one thing of a list. */
export const Sheet = ({ size = 'md', ...props }: DialogProps) => (
  <Popup
    {...props}
    className={cx(
      'slide-in inset-y-0 right-0 w-full border-l',
      size === 'lg' ? 'max-w-2xl' : 'max-w-md',
    )}
  />
)

interface PopupProps extends Omit<DialogProps, 'size'> {
  className: string
}

function Popup({ open, onClose, title, description, children, footer, className }: PopupProps) {
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={backdrop} />
        <Base.Popup
          ref={popup}
          initialFocus={firstFocus(popup)}
          className={cx(
            'fixed z-40 flex flex-col border-line bg-raised shadow-lg outline-none',
            className,
          )}
        >
          <Head title={title} description={description} />
          {children && <div className="min-h-0 grow overflow-y-auto px-5 pb-5">{children}</div>}
          {footer && <Foot>{footer}</Foot>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

function Head({ title, description }: Pick<DialogProps, 'title' | 'description'>) {
  return (
    <div className="flex items-start gap-3 px-5 pt-4 pb-4">
      <div className="min-w-0 grow">
        <Base.Title className="text-lg font-semibold">{title}</Base.Title>
        {description && (
          <Base.Description render={<div />} className="mt-1 text-muted">
            {description}
          </Base.Description>
        )}
      </div>
      <Base.Close render={<IconButton label="Close" size="sm" className="-mr-1.5" />}>
        <X />
      </Base.Close>
    </div>
  )
}

const Foot = ({ children }: { children: ReactNode }) => (
  <div className="flex flex-wrap justify-end gap-2 rounded-b-xl border-t border-line bg-sunken px-5 py-3">
    {children}
  </div>
)
