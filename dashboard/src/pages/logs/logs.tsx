import { Logs as LogsIcon, Pause, Play } from 'lucide-react'
import { useState } from 'react'
import { useAddress } from '../../ui/address.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Code } from '../../ui/code.tsx'
import { Copyable } from '../../ui/copy.tsx'
import { Sheet } from '../../ui/dialog.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ErrorState } from '../../ui/error.tsx'
import { Select } from '../../ui/field.tsx'
import { Card, Facts, Page } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { exactTime } from '../../ui/time.tsx'
import { SearchField, Toolbar } from '../../ui/toolbar.tsx'
import { isSwitchedOff, type Line, useLogs } from './use-logs.ts'

const levels = ['all', 'debug', 'info', 'warn', 'error', 'fatal'].map((value) => ({
  value,
  label: value === 'all' ? 'Every level' : value,
}))
const categories = ['all', 'http', 'security', 'system'].map((value) => ({
  value,
  label: value === 'all' ? 'Every kind' : value,
}))
const tones: Record<string, Tone> = {
  warn: 'warn',
  error: 'danger',
  fatal: 'danger',
  info: 'neutral',
}
const clock = new Intl.DateTimeFormat('en', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hour12: false,
})

const columns: Column<Line>[] = [
  {
    key: 'at',
    header: 'Time',
    cell: ({ timestamp }) => (
      <code title={exactTime(timestamp)}>
        {clock.format(new Date(timestamp)).slice(0, 8)}
        <span className="max-sm:hidden">{clock.format(new Date(timestamp)).slice(8)}</span>
      </code>
    ),
    className: 'w-32 text-muted max-sm:w-20',
  },
  {
    key: 'level',
    header: 'Level',
    cell: ({ level }) => <Badge tone={tones[level] ?? 'neutral'}>{level}</Badge>,
    className: 'w-20 max-sm:hidden',
  },
  {
    key: 'message',
    header: 'Message',
    cell: (line) => (
      <span>
        {line.level !== 'info' && (
          <span className="mr-2 sm:hidden">
            <Badge tone={tones[line.level] ?? 'neutral'}>{line.level}</Badge>
          </span>
        )}
        {line.message}
        <Told line={line} />
      </span>
    ),
    // A phone has no room beside it: what is long goes on in the next line.
    className: 'max-w-none! max-sm:py-2 max-sm:break-words max-sm:whitespace-normal',
  },
  {
    key: 'category',
    header: 'Kind',
    cell: ({ category }) => category,
    className: 'max-md:hidden text-muted w-24',
  },
]

/** Of a request: the name of its route, and what went wrong. */
function Told({ line: { fields, error } }: { line: Line }) {
  const { route } = fields as { route?: string }
  const parts = [route, error].filter(Boolean)
  return parts.length > 0 && <span className="ml-2 text-muted">{parts.join(' · ')}</span>
}

/** What the server says, as it says it. */
export default function Logs() {
  const [{ level = 'all', category = 'all', q = '' }, setAddress] = useAddress<{
    level?: string
    category?: string
    q?: string
  }>()
  const [isFollowing, setFollowing] = useState(true)
  const [open, setOpen] = useState<Line>()
  const { lines, error, retry } = useLogs({ level, category, search: q }, isFollowing)
  return (
    <Page
      title="Logs"
      description="The last hour. No line holds a secret, an address of a link or a body."
      actions={
        <Button
          icon={isFollowing ? <Pause /> : <Play />}
          onClick={() => setFollowing(!isFollowing)}
        >
          {isFollowing ? 'Pause' : 'Follow'}
        </Button>
      }
    >
      <Toolbar>
        <SearchField
          label="Search, or a request id"
          value={q}
          onChange={(q) => setAddress({ q })}
        />
        <Select
          aria-label="Level"
          className="w-32"
          value={level}
          options={levels}
          onChange={(level) => setAddress({ level })}
        />
        <Select
          aria-label="Kind"
          className="w-32"
          value={category}
          options={categories}
          onChange={(category) => setAddress({ category })}
        />
      </Toolbar>
      <Card flush>
        {isSwitchedOff(error) ? (
          <Empty icon={LogsIcon} title="The log is not stored here">
            Its lines go to the standard output of the server alone. Start it without{' '}
            <code>FLUMEN_LOG_STORE=off</code> to read and search them here.
          </Empty>
        ) : error && !lines ? (
          <ErrorState error={error} retry={retry} />
        ) : (
          <Table
            label="Log lines"
            columns={columns}
            rows={lines ?? []}
            rowKey={({ id }) => id}
            loading={!lines}
            onOpen={setOpen}
            empty={
              <Empty icon={LogsIcon} title="No such line">
                Every failure shows a request id: search for it here to see what happened.
              </Empty>
            }
          />
        )}
      </Card>
      {open && (
        <Sheet
          open
          onClose={() => setOpen(undefined)}
          title={open.message}
          description={exactTime(open.timestamp)}
        >
          <Facts
            rows={[
              ['Level', open.level],
              ['Kind', open.category],
              ['Part', open.component ?? '–'],
              [
                'Request',
                open.request_id ? <Copyable key="request" text={open.request_id} /> : '–',
              ],
              ['Error', open.error ?? '–'],
            ]}
          />
          <div className="mt-4">
            <Code label="Fields" code={JSON.stringify(open.fields, null, 2)} />
          </div>
        </Sheet>
      )}
    </Page>
  )
}
