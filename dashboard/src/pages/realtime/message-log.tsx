import { ArrowDownLeft, ArrowUpRight, Eraser, Pause, Play, RadioTower } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Code } from '../../ui/code.tsx'
import { Sheet } from '../../ui/dialog.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Card } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { exactTime } from '../../ui/time.tsx'
import { SearchField } from '../../ui/toolbar.tsx'
import type { Told } from './socket.ts'

const tones: Record<string, Tone> = {
  INSERT: 'good',
  UPDATE: 'accent',
  DELETE: 'danger',
  broadcast: 'violet',
  presence: 'warn',
  error: 'danger',
}
const clock = new Intl.DateTimeFormat('en', { timeStyle: 'medium', hour12: false })

/** A change by what it is, anything else by its type. */
const kindOf = ({ type, message }: Told): string =>
  type === 'postgres_changes' ? String((message.payload as { type?: string })?.type) : type

const columns: readonly Column<Told>[] = [
  {
    key: 'at',
    header: 'At',
    className: 'w-28',
    cell: ({ at, way }) => (
      <span className="flex items-center gap-1.5 tabular-nums">
        {way === 'in' ? (
          <ArrowDownLeft aria-label="received" className="size-3.5 text-good-text" />
        ) : (
          <ArrowUpRight aria-label="sent" className="size-3.5 text-accent-text" />
        )}
        {clock.format(new Date(at))}
      </span>
    ),
  },
  {
    key: 'kind',
    header: 'What',
    cell: (told) => <Badge tone={tones[kindOf(told)] ?? 'neutral'}>{kindOf(told)}</Badge>,
  },
  {
    key: 'channel',
    header: 'Channel',
    className: 'max-sm:hidden',
    cell: ({ channel }) => <code>{channel}</code>,
  },
  {
    key: 'contents',
    header: 'Contents',
    className: 'w-full',
    cell: ({ message }) => <code className="text-muted">{glance(message)}</code>,
  },
]

const glance = ({ payload, error }: Record<string, unknown>): string => {
  const { record, old_record } = (payload ?? {}) as { record?: unknown; old_record?: unknown }
  return JSON.stringify(error ?? record ?? old_record ?? payload ?? {}).slice(0, 200)
}

interface MessageLogProps {
  told: readonly Told[]
  onClear: () => void
}

/** What came and went, newest first. Paused, it stands still while more is kept. */
export function MessageLog({ told, onClear }: MessageLogProps) {
  const [text, setText] = useState('')
  const [still, setStill] = useState<readonly Told[]>()
  const [opened, setOpened] = useState<Told>()
  const shown = still ?? told
  const rows = useMemo(
    () => (text ? shown.filter(({ message }) => JSON.stringify(message).includes(text)) : shown),
    [shown, text],
  )
  const missed = still ? told.filter(({ id }) => id > (still[0]?.id ?? 0)).length : 0
  return (
    <Card flush>
      <div className="flex flex-wrap items-center gap-2 border-b border-line p-3">
        <SearchField label="Search in messages" value={text} onChange={setText} />
        <span className="grow" />
        <Button
          icon={still ? <Play /> : <Pause />}
          onClick={() => setStill(still ? undefined : told)}
        >
          {still ? `Go on${missed > 0 ? ` (${missed} new)` : ''}` : 'Pause'}
        </Button>
        <Button icon={<Eraser />} onClick={onClear}>
          Clear
        </Button>
      </div>
      <Table
        label="Messages"
        columns={columns}
        rows={rows}
        rowKey={({ id }) => String(id)}
        onOpen={setOpened}
        empty={
          <Empty icon={RadioTower} title="Nothing yet">
            Watch a table or a channel: every change of a row that you may see, and every message,
            appears here as it happens. Turn the changes of a table on under “Tables”.
          </Empty>
        }
      />
      {opened && (
        <Sheet
          open
          size="lg"
          title={kindOf(opened)}
          description={`${opened.channel} · ${exactTime(opened.at)}`}
          onClose={() => setOpened(undefined)}
        >
          <Code label="Message" code={JSON.stringify(opened.message, null, 2)} />
        </Sheet>
      )}
    </Card>
  )
}
