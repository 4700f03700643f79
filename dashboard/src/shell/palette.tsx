import { Dialog } from '@base-ui/react/dialog'
import { CornerDownLeft, Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { cx } from '../ui/class-names.ts'
import { Keys } from '../ui/keys.tsx'
import { useGo } from '../ui/link.tsx'
import { type Found, usePaletteSearch } from './palette-search.ts'

/** Goes anywhere and finds anything, from the keyboard. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const go = useGo()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const found = usePaletteSearch(text)
  const chosen = found[Math.min(at, found.length - 1)]

  const run = (one: Found | undefined) => {
    if (!one) return
    onClose()
    if ('to' in one) go(one.to)
    else one.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      setAt((at + step + found.length) % Math.max(found.length, 1))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      run(chosen)
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another one is chosen
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [at])

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fade-in fixed inset-0 z-40 bg-veil" />
        <Dialog.Popup className="float-in fixed top-[12dvh] left-1/2 z-40 flex max-h-[70dvh] w-[calc(100vw-32px)] max-w-xl -translate-x-1/2 flex-col overflow-hidden rounded-xl border border-line bg-raised shadow-lg outline-none">
          <Dialog.Title className="sr-only">Search or go anywhere</Dialog.Title>
          <div className="flex items-center gap-3 border-b border-line px-4">
            <Search aria-hidden className="size-4 shrink-0 text-faint" />
            <input
              role="combobox"
              aria-label="Search pages, people, tables and commands"
              aria-expanded="true"
              aria-controls={`${id}-list`}
              aria-activedescendant={chosen && `${id}-${chosen.key}`}
              placeholder="Search pages, people, tables…"
              autoComplete="off"
              spellCheck={false}
              value={text}
              onChange={(event) => {
                setText(event.target.value)
                setAt(0)
              }}
              onKeyDown={onKeyDown}
              className="h-12 grow bg-transparent text-base outline-none"
            />
            <Keys keys="escape" />
          </div>
          <div
            ref={list}
            id={`${id}-list`}
            role="listbox"
            aria-label="Results"
            className="min-h-0 overflow-y-auto p-2"
          >
            {found.map((one, i) => (
              <Row
                key={one.key}
                id={`${id}-${one.key}`}
                one={one}
                isChosen={one === chosen}
                head={one.group === found[i - 1]?.group ? undefined : one.group}
                onPoint={() => setAt(i)}
                onRun={() => run(one)}
              />
            ))}
            {found.length === 0 && (
              <p className="px-3 py-8 text-center text-muted">Nothing is called “{text}”.</p>
            )}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

interface RowProps {
  id: string
  one: Found
  isChosen: boolean
  head: string | undefined
  onPoint: () => void
  onRun: () => void
}

function Row({ id, one, isChosen, head, onPoint, onRun }: RowProps) {
  const Icon = one.icon
  return (
    <>
      {head && (
        <p role="presentation" className="px-2 pt-2 pb-1 text-2xs font-medium text-faint">
          {head}
        </p>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus (aria-activedescendant) */}
      <div
        id={id}
        role="option"
        aria-selected={isChosen}
        onPointerMove={onPoint}
        onClick={onRun}
        className={cx('flex h-9 items-center gap-3 rounded-md px-2', isChosen && 'bg-hover')}
      >
        {Icon && <Icon aria-hidden className="size-4 shrink-0 text-faint" />}
        <span className="min-w-0 truncate">{one.title}</span>
        {one.more && <span className="min-w-0 truncate text-faint">{one.more}</span>}
        <span className="grow" />
        {one.keys && <Keys keys={one.keys} />}
        {isChosen && <CornerDownLeft aria-hidden className="size-3.5 text-faint" />}
      </div>
    </>
  )
}
