import { Dialog } from '../ui/dialog.tsx'
import { Keys } from '../ui/keys.tsx'
import { pages } from './pages.ts'
import { everywhere, inTables } from './shortcuts.ts'

const going = pages.flatMap((page) =>
  page.nav?.keys ? [{ keys: page.nav.keys, what: page.title }] : [],
)

export function ShortcutsDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} title="Keyboard shortcuts" size="lg">
      <div className="grid gap-x-10 gap-y-5 sm:grid-cols-2">
        <List title="Everywhere" entries={everywhere} />
        <List title="In tables" entries={inTables} />
        <List title="Go to" entries={going} wide />
      </div>
    </Dialog>
  )
}

interface ListProps {
  title: string
  entries: readonly { keys: string; what: string }[]
  wide?: boolean
}

const List = ({ title, entries, wide }: ListProps) => (
  <section className={wide ? 'sm:col-span-2' : ''}>
    <h3 className="mb-1 text-xs font-medium text-faint">{title}</h3>
    <dl className={wide ? 'gap-x-10 sm:columns-2' : ''}>
      {entries.map(({ keys, what }) => (
        <div key={keys} className="flex h-8 break-inside-avoid items-center justify-between gap-4">
          <dt>{what}</dt>
          <dd>
            <Keys keys={keys} />
          </dd>
        </div>
      ))}
    </dl>
  </section>
)
