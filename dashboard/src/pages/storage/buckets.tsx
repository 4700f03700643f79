import { useQuery } from '@tanstack/react-query'
import {
  Eraser,
  FolderOpen,
  MoreHorizontal,
  Plus,
  Settings2,
  ShieldCheck,
  Trash2,
} from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { query, useAction } from '../../api/query.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Empty } from '../../ui/empty.tsx'
import { PageLink, useGo } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { BucketForm } from './bucket-form.tsx'
import { bytes } from './bytes.ts'
import { PoliciesSheet } from './policies-sheet.tsx'
import type { Bucket } from './shapes.ts'

const columns: readonly Column<Bucket>[] = [
  {
    key: 'name',
    header: 'Name',
    value: ({ name }) => name,
    cell: ({ name }) => (
      <PageLink to={`/storage/${encodeURIComponent(name)}`} className="font-medium">
        {name}
      </PageLink>
    ),
  },
  {
    key: 'access',
    header: 'Readers',
    cell: (bucket) =>
      bucket.public ? <Badge tone="warn">Public</Badge> : <Badge>By policies</Badge>,
  },
  {
    key: 'size',
    header: 'Largest file',
    align: 'right',
    className: 'max-sm:hidden',
    cell: ({ max_file_size }) =>
      max_file_size ? bytes(max_file_size) : <span className="text-faint">any</span>,
  },
  {
    key: 'types',
    header: 'Types',
    className: 'max-md:hidden',
    cell: ({ allowed_mime_types }) =>
      allowed_mime_types?.join(', ') ?? <span className="text-faint">any</span>,
  },
  {
    key: 'created_at',
    header: 'Made',
    value: ({ created_at }) => created_at,
    className: 'max-sm:hidden',
    cell: ({ created_at }) => <Time at={created_at} />,
  },
]

type Act = 'settings' | 'policies' | 'empty' | 'delete'
type Doing = { what: 'make' } | { what: Act; bucket: Bucket }

export default function Buckets() {
  const go = useGo()
  const [doing, setDoing] = useState<Doing>()
  const buckets = useQuery(
    query(['buckets'], (signal) => api.GET('/api/v1/storage/buckets', { signal })),
  )
  const make = (
    <Button kind="primary" icon={<Plus />} onClick={() => setDoing({ what: 'make' })}>
      New bucket
    </Button>
  )
  return (
    <Page
      title="Storage"
      description="Files lie in buckets. Who may read or write one is decided by policies on storage.objects."
      actions={make}
    >
      <Card flush>
        <Loaded query={buckets}>
          {({ buckets }) => (
            <Table
              label="Buckets"
              columns={columns}
              rows={buckets}
              rowKey={({ id }) => id}
              onOpen={({ name }) => go(`/storage/${encodeURIComponent(name)}`)}
              actions={(bucket) => (
                <Actions name={bucket.name} onDo={(what) => setDoing({ what, bucket })} />
              )}
              empty={
                <Empty icon={FolderOpen} title="No buckets yet" action={make}>
                  A bucket holds files of one purpose, such as avatars or invoices, with its own
                  limits.
                </Empty>
              }
            />
          )}
        </Loaded>
      </Card>
      {doing?.what === 'make' && <BucketForm onClose={() => setDoing(undefined)} />}
      {doing?.what === 'settings' && (
        <BucketForm bucket={doing.bucket} onClose={() => setDoing(undefined)} />
      )}
      {doing?.what === 'policies' && (
        <PoliciesSheet bucket={doing.bucket.name} onClose={() => setDoing(undefined)} />
      )}
      <EndOf doing={doing} onClose={() => setDoing(undefined)} />
    </Page>
  )
}

const Actions = ({ name, onDo }: { name: string; onDo: (what: Act) => void }) => (
  <Menu
    trigger={
      <IconButton label={`More about ${name}`} size="sm">
        <MoreHorizontal />
      </IconButton>
    }
  >
    <MenuItem icon={<Settings2 />} onSelect={() => onDo('settings')}>
      Settings
    </MenuItem>
    <MenuItem icon={<ShieldCheck />} onSelect={() => onDo('policies')}>
      Policies
    </MenuItem>
    <MenuSeparator />
    <MenuItem icon={<Eraser />} onSelect={() => onDo('empty')}>
      Delete all files
    </MenuItem>
    <MenuItem danger icon={<Trash2 />} onSelect={() => onDo('delete')}>
      Delete bucket
    </MenuItem>
  </Menu>
)

function EndOf({ doing, onClose }: { doing: Doing | undefined; onClose: () => void }) {
  const bucket = doing && 'bucket' in doing ? doing.bucket.name : ''
  const params = { path: { bucket } }
  const changes = [['buckets'], ['files', bucket]]
  const empty = useAction({
    run: () => api.POST('/api/v1/storage/buckets/{bucket}/empty', { params }),
    changes,
    quiet: true,
    done: `${bucket} is empty`,
  })
  const remove = useAction({
    run: () => api.DELETE('/api/v1/storage/buckets/{bucket}', { params }),
    changes,
    quiet: true,
    done: `${bucket} is deleted`,
  })
  return (
    <>
      <Confirm
        open={doing?.what === 'empty'}
        onClose={onClose}
        title={`Delete all files of ${bucket}?`}
        description="The bucket stays. The files cannot be brought back, and links to them are dead."
        action="Delete all files"
        name={bucket}
        run={() => empty.mutateAsync()}
      />
      <Confirm
        open={doing?.what === 'delete'}
        onClose={onClose}
        title={`Delete ${bucket}?`}
        description="Only an empty bucket can be deleted. Delete its files first."
        action="Delete bucket"
        run={() => remove.mutateAsync()}
      />
    </>
  )
}
