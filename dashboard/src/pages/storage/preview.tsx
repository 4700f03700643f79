import { Download, FolderInput, Link, Share2, Trash2 } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { Copyable } from '../../ui/copy.tsx'
import { Sheet } from '../../ui/dialog.tsx'
import { Facts } from '../../ui/page.tsx'
import { Time } from '../../ui/time.tsx'
import { Person } from '../users/person.tsx'
import { bytes } from './bytes.ts'
import { download } from './download.ts'
import { Look } from './look.tsx'
import { type FileAction, nameOf, type StoredFile } from './shapes.ts'

interface PreviewProps {
  bucket: string
  file: StoredFile
  onClose: () => void
  onDo: (what: FileAction) => void
}

/** One file: what it looks like, what is known of it, what can be done with it. */
export function Preview({ bucket, file, onClose, onDo }: PreviewProps) {
  const metadata = Object.keys(file.metadata ?? {}).length > 0
  return (
    <Sheet
      open
      size="lg"
      onClose={onClose}
      title={nameOf(file.key)}
      footer={
        <>
          <Button kind="quiet" icon={<Trash2 />} onClick={() => onDo('delete')}>
            Delete
          </Button>
          <Button kind="quiet" icon={<FolderInput />} onClick={() => onDo('move')}>
            Move
          </Button>
          <Button icon={<Share2 />} onClick={() => onDo('share')}>
            Share
          </Button>
          <Button icon={<Link />} onClick={() => onDo('link')}>
            Make a link
          </Button>
          <Button
            kind="primary"
            icon={<Download />}
            onClick={() => void download(bucket, file.key)}
          >
            Download
          </Button>
        </>
      }
    >
      <Look key={file.id} bucket={bucket} file={file} />
      <div className="mt-4">
        <Facts
          rows={[
            ['Path', <Copyable key="path" text={file.key} />],
            ['Size', bytes(file.size)],
            ['Type', file.content_type],
            ['Owner', file.owner_id ? <Person key="owner" id={file.owner_id} /> : '–'],
            ['Made', <Time key="made" at={file.created_at} />],
            ['Changed', <Time key="changed" at={file.updated_at} />],
            ...(metadata
              ? ([['Metadata', <code key="m">{JSON.stringify(file.metadata)}</code>]] as const)
              : []),
          ]}
        />
        <p className="mt-3 text-xs text-muted">
          Who may see it: its owner, administrators, whoever it is shared with, and whom the
          policies on <code>storage.objects</code> let in.
        </p>
      </div>
    </Sheet>
  )
}
