import { useInfiniteQuery } from '@tanstack/react-query'
import { ClipboardCheck } from 'lucide-react'
import { useState } from 'react'
import { useAddress } from '../../ui/address.ts'
import { Badge } from '../../ui/badge.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Select } from '../../ui/field.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { checkTones, summaryOf } from './checks.tsx'
import { iso, moreOf, type Review, reviewsQuery } from './queries.ts'
import { ReviewSheet } from './review-sheet.tsx'

const filters = [
  { value: 'in_review', label: 'Waiting' },
  { value: 'approved', label: 'Approved' },
  { value: 'rejected', label: 'Refused' },
  { value: 'withdrawn', label: 'Taken back' },
]

const columns: readonly Column<Review>[] = [
  {
    key: 'app',
    header: 'App',
    cell: ({ app, livemode }) => (
      <span className="flex items-center gap-2">
        <b className="font-medium">{app.name}</b>
        {!livemode && <Badge>test</Badge>}
      </span>
    ),
  },
  {
    key: 'report',
    header: 'Report',
    cell: (review) => {
      const { status, text } = summaryOf(review)
      return <Badge tone={checkTones[status]}>{text}</Badge>
    },
  },
  { key: 'since', header: 'Handed in', cell: ({ submitted }) => <Time at={iso(submitted)} /> },
]

/** What waits for the operator, with what the server saw for itself. */
export function Reviews() {
  const [{ status = 'in_review' }, setAddress] = useAddress<{ status?: string }>()
  const [openId, setOpenId] = useState<string>()
  const reviews = useInfiniteQuery({
    ...reviewsQuery(status as Review['status']),
    refetchInterval: 10_000,
  })
  const opened = reviews.data?.data.find(({ id }) => id === openId)
  return (
    <Card
      flush
      title="Review"
      description="The longest waiting first, in both modes."
      actions={
        <Select
          aria-label="Which"
          className="w-32"
          value={status}
          options={filters}
          onChange={(status) => setAddress({ status: status === 'in_review' ? '' : status })}
        />
      }
    >
      <Loaded query={reviews}>
        {({ data }) => (
          <Table
            label="Reviews"
            columns={columns}
            rows={data}
            more={moreOf(reviews)}
            rowKey={({ id }) => id}
            onOpen={({ id }) => setOpenId(id)}
            empty={
              <Empty icon={ClipboardCheck} title="Nothing to review">
                When a developer hands an app in, the server checks addresses, redirects, the
                webhook’s signatures and the privacy page, and puts it here with its report.
              </Empty>
            }
          />
        )}
      </Loaded>
      {opened && <ReviewSheet review={opened} onClose={() => setOpenId(undefined)} />}
    </Card>
  )
}
