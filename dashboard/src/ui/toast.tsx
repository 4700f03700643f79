import { Toast } from '@base-ui/react/toast'
import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { Button, IconButton } from './button.tsx'

interface Told {
  title: string
  text?: string
  tone?: 'good' | 'danger'
  /** Takes back what was done. */
  undo?: () => Promise<unknown>
}

const manager = Toast.createToastManager<{ tone: 'good' | 'danger' }>()

/** Tells what happened, at the edge, for a while. From anywhere. */
export function toast({ title, text, tone = 'good', undo }: Told): void {
  const id = manager.add({
    title,
    description: text,
    data: { tone },
    timeout: undo || tone === 'danger' ? 10_000 : 4_000,
    priority: tone === 'danger' ? 'high' : 'low',
    ...(undo && {
      actionProps: {
        children: 'Undo',
        onClick: async () => {
          manager.close(id)
          await undo().then(
            () => toast({ title: 'Taken back' }),
            (error: Error) =>
              toast({ title: 'Could not be taken back', text: error.message, tone: 'danger' }),
          )
        },
      },
    }),
  })
}

export function Toaster() {
  return (
    <Toast.Provider toastManager={manager} limit={4}>
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-4 z-50 flex w-[min(360px,calc(100vw-32px))] flex-col gap-2 outline-none">
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

function List() {
  const { toasts } = Toast.useToastManager()
  return toasts.map((item) => (
    <Toast.Root
      key={item.id}
      toast={item}
      className="float-in flex items-start gap-2.5 rounded-lg border border-line bg-raised p-3 shadow-md data-limited:hidden"
    >
      {(item.data as { tone?: string } | undefined)?.tone === 'danger' ? (
        <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger-text" />
      ) : (
        <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-good-text" />
      )}
      <div className="min-w-0 grow">
        <Toast.Title className="font-medium" render={<div />} />
        <Toast.Description className="text-muted" render={<div />} />
      </div>
      {item.actionProps && <Toast.Action render={<Button size="sm" className="-my-1" />} />}
      {/* The list is never folded, so no button of it is hidden from those who listen. */}
      <Toast.Close
        aria-hidden={false}
        render={<IconButton label="Dismiss" size="sm" className="-my-0.5 -mr-1" />}
      >
        <X />
      </Toast.Close>
    </Toast.Root>
  ))
}
