import { File, FileImage, FileText, Folder, FolderOpen, MoreHorizontal } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ErrorState } from '../../ui/error.tsx'
import { Menu } from '../../ui/menu.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { bytes } from './bytes.ts'
import { FileMenu } from './file-menu.tsx'
import { type Entry, type FileAction, nameOf } from './shapes.ts'
import type { useFiles } from './use-files.ts'

const iconOf = (entry: Entry) => {
  if (entry.kind === 'folder') return Folder
  if (entry.file.content_type?.startsWith('image/')) return FileImage
  return /^text|pdf|json/.test(entry.file.content_type ?? '') ? FileText : File
}

interface FileTableProps {
  files: ReturnType<typeof useFiles>
  isNarrowed: boolean
  selection: { keys: ReadonlySet<string>; onChange: (keys: ReadonlySet<string>) => void }
  onOpen: (entry: Entry) => void
  onDo: (what: FileAction, entry: Entry) => void
  upload: ReactNode
}

export function FileTable({ files, isNarrowed, selection, onOpen, onDo, upload }: FileTableProps) {
  if (files.error) return <ErrorState error={files.error} retry={() => void files.refetch()} />
  return (
    <Table
      label="Files"
      columns={columnsOf(onOpen, isNarrowed)}
      rows={files.entries}
      rowKey={({ path }) => path}
      onOpen={onOpen}
      loading={files.isPending}
      selection={selection}
      actions={(entry) => (
        <Menu
          trigger={
            <IconButton label={`More about ${nameOf(entry.path)}`} size="sm">
              <MoreHorizontal />
            </IconButton>
          }
        >
          <FileMenu entry={entry} onOpen={() => onOpen(entry)} onDo={(what) => onDo(what, entry)} />
        </Menu>
      )}
      more={{
        has: files.hasNextPage,
        busy: files.isFetchingNextPage,
        load: () => void files.fetchNextPage(),
      }}
      empty={
        isNarrowed ? (
          <Empty icon={FolderOpen} title="No file has such a name" />
        ) : (
          <Empty icon={FolderOpen} title="No files here" action={upload}>
            Drop files or whole folders onto this page, or choose them. Large ones go in parts and
            can be resumed.
          </Empty>
        )
      }
    />
  )
}

const columnsOf = (
  onOpen: (entry: Entry) => void,
  isNarrowed: boolean,
): readonly Column<Entry>[] => [
  {
    key: 'name',
    header: 'Name',
    className: 'w-full',
    cell: (entry) => {
      const Icon = iconOf(entry)
      return (
        <button
          type="button"
          onClick={() => onOpen(entry)}
          className="flex max-w-full items-center gap-2 hover:underline"
        >
          <Icon aria-hidden className="size-4 shrink-0 text-faint" />
          <span className="truncate">{isNarrowed ? entry.path : nameOf(entry.path)}</span>
        </button>
      )
    },
  },
  {
    key: 'size',
    header: 'Size',
    align: 'right',
    cell: (entry) =>
      entry.kind === 'file' ? bytes(entry.file.size) : <span className="text-faint">–</span>,
  },
  {
    key: 'type',
    header: 'Type',
    className: 'max-md:hidden',
    cell: (entry) => (
      <span className="text-muted">
        {entry.kind === 'file' ? entry.file.content_type : 'Folder'}
      </span>
    ),
  },
  {
    key: 'changed',
    header: 'Changed',
    className: 'max-sm:hidden',
    cell: (entry) => (entry.kind === 'file' ? <Time at={entry.file.updated_at} /> : null),
  },
]
