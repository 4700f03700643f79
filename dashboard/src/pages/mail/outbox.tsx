import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Inbox, Send, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { query, useAction } from '../../api/query.ts'
import type { Answer, Item } from '../../api/types.ts'
import { useAddress } from '../../ui/address.ts'
import { bytes } from '../../ui/amounts.ts'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/dialog.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ErrorState } from '../../ui/error.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card, Facts } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { exactTime, Time } from '../../ui/time.tsx'
import { MailView } from './mail-view.tsx'
import { TestMail } from './test-mail.tsx'

type List = Answer<'/api/v1/admin/email/outbox'>
type Letter = Item<List['mails']>

const columns: Column<Letter>[] = [
  {
    key: 'subject',
    header: 'Subject',
    cell: ({ subject }) => <span className="font-medium">{subject}</span>,
  },
  { key: 'to', header: 'To', cell: ({ to }) => to },
  {
    key: 'size',
    header: 'Size',
    cell: ({ size_bytes }) => bytes(size_bytes),
    align: 'right',
    className: 'max-md:hidden',
  },
  {
    key: 'at',
    header: 'Written',
    cell: ({ at }) => <Time at={at} />,
    className: 'text-muted max-sm:hidden',
  },
]

/** Mails that were written to the disk because no SMTP server is set. */
export function Outbox() {
  const [{ id }, setAddress] = useAddress<{ id?: string }>()
  const [isTesting, setTesting] = useState(false)
  const mails = useInfiniteQuery({
    queryKey: ['outbox'],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: cursor, signal }) =>
      (
        await api.GET('/api/v1/admin/email/outbox', {
          params: { query: { limit: 50, ...(cursor && { cursor }) } },
          signal,
        })
      ).data,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: 10_000,
  })
  const isSmtp = mails.data?.pages[0]?.transport === 'smtp'
  return (
    <Card
      flush
      title={isSmtp ? 'Mails are sent by SMTP' : 'Mails are kept here'}
      description={
        isSmtp
          ? 'Nothing is kept of them; the log says which were sent.'
          : 'Set FLUMEN_SMTP_URL to send them.'
      }
      actions={
        <Button size="sm" icon={<Send />} onClick={() => setTesting(true)}>
          Send a test
        </Button>
      }
    >
      {mails.error ? (
        <ErrorState error={mails.error} retry={() => void mails.refetch()} />
      ) : (
        <Table
          label="Mails"
          columns={columns}
          rows={mails.data?.pages.flatMap((page) => page.mails) ?? []}
          rowKey={(mail) => mail.id}
          loading={mails.isPending}
          onOpen={(mail) => setAddress({ id: mail.id })}
          more={{
            has: mails.hasNextPage,
            busy: mails.isFetchingNextPage,
            load: () => void mails.fetchNextPage(),
          }}
          empty={
            <Empty icon={Inbox} title="No mails yet">
              Sign up with an address, or send a test: the mail appears here within a second.
            </Empty>
          }
        />
      )}
      {id && <Opened id={id} onClose={() => setAddress({ id: '' })} />}
      {isTesting && <TestMail onClose={() => setTesting(false)} />}
    </Card>
  )
}

function Opened({ id, onClose }: { id: string; onClose: () => void }) {
  const params = { path: { id } }
  const mail = useQuery(
    query(['outbox', id], (signal) =>
      api.GET('/api/v1/admin/email/outbox/{id}', { params, signal }),
    ),
  )
  const remove = useAction({
    run: () => api.DELETE('/api/v1/admin/email/outbox/{id}', { params }),
    changes: [['outbox']],
    done: 'The mail is deleted',
  })
  return (
    <Sheet
      open
      size="lg"
      onClose={onClose}
      title={mail.data?.subject ?? 'Mail'}
      description={mail.data && exactTime(mail.data.at)}
      footer={
        <Button
          icon={<Trash2 />}
          busy={remove.isPending}
          onClick={() => remove.mutate(undefined, { onSuccess: onClose })}
        >
          Delete
        </Button>
      }
    >
      <Loaded query={mail}>
        {({ to, from, html, text }) => (
          <div className="grid gap-4">
            <Facts
              rows={[
                ['To', to],
                ['From', from],
              ]}
            />
            {html ? (
              <MailView html={html} label="The mail" />
            ) : (
              <pre className="whitespace-pre-wrap">{text}</pre>
            )}
          </div>
        )}
      </Loaded>
    </Sheet>
  )
}
