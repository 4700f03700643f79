import { useParams } from '@tanstack/react-router'
import { FolderPlus, Trash2, Upload } from 'lucide-react'
import { useRef, useState } from 'react'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import { useGo } from '../../ui/link.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { BulkBar, SearchField, Toolbar } from '../../ui/toolbar.tsx'
import { Crumbs } from './crumbs.tsx'
import { DeleteFiles } from './delete-files.tsx'
import { DropZone } from './drop-zone.tsx'
import { FileTable } from './file-table.tsx'
import { FolderForm } from './folder-form.tsx'
import { LinkDialog } from './link-dialog.tsx'
import { MoveDialog } from './move-dialog.tsx'
import { Preview } from './preview.tsx'
import { type Entry, type FileAction, nameOf, type StoredFile } from './shapes.ts'
import { ShareDialog } from './share-dialog.tsx'
import { UploadPanel } from './upload-panel.tsx'
import { startUploads } from './uploads.ts'
import { useFiles } from './use-files.ts'

type Doing = { what: 'folder' } | { what: FileAction; entry: Entry } | { what: 'deleteMany' }

/** The files of a bucket, folder by folder. */
export default function Browser() {
  const { bucket = '' } = useParams({ strict: false }) as { bucket?: string }
  const [{ folder = '', q = '', file = '' }, setAddress] = useAddress<{
    folder?: string
    q?: string
    file?: string
  }>()
  const go = useGo()
  const picker = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [doing, setDoing] = useState<Doing>()
  const files = useFiles({ bucket, folder, search: q })
  const opened = files.entries.find(({ path }) => path === file)
  const close = () => setDoing(undefined)
  const upload = (dropped: readonly { path: string; file: File }[]) =>
    startUploads(dropped.map(({ path, file }) => ({ bucket, path: folder + path, file })))
  const open = (entry: Entry) => {
    if (entry.kind === 'file') return setAddress({ file: entry.path })
    setChosen(new Set())
    go(`/storage/${encodeURIComponent(bucket)}`, { folder: entry.path })
  }
  const pick = (
    <Button kind="primary" icon={<Upload />} onClick={() => picker.current?.click()}>
      Upload
    </Button>
  )
  return (
    <Page
      title={folder ? nameOf(folder) : bucket}
      back={<Crumbs bucket={bucket} folder={folder} />}
      actions={
        <>
          <Button icon={<FolderPlus />} onClick={() => setDoing({ what: 'folder' })}>
            New folder
          </Button>
          {pick}
        </>
      }
    >
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label="Files to upload"
        onChange={({ target }) => {
          upload([...(target.files ?? [])].map((file) => ({ path: file.name, file })))
          target.value = ''
        }}
      />
      <Toolbar>
        <SearchField label="Search by name" value={q} onChange={(q) => setAddress({ q })} />
      </Toolbar>
      <DropZone target={folder || bucket} onFiles={upload}>
        <Card flush>
          <FileTable
            files={files}
            isNarrowed={q !== ''}
            selection={{ keys: chosen, onChange: setChosen }}
            onOpen={open}
            onDo={(what, entry) => setDoing({ what, entry })}
            upload={pick}
          />
        </Card>
      </DropZone>
      <BulkBar count={chosen.size} onClear={() => setChosen(new Set())}>
        <Button
          kind="danger"
          size="sm"
          icon={<Trash2 />}
          onClick={() => setDoing({ what: 'deleteMany' })}
        >
          Delete
        </Button>
      </BulkBar>
      <UploadPanel />
      {opened?.kind === 'file' && (
        <Preview
          bucket={bucket}
          file={opened.file}
          onClose={() => setAddress({ file: '' })}
          onDo={(what) => setDoing({ what, entry: opened })}
        />
      )}
      {doing?.what === 'folder' && (
        <FolderForm
          onClose={close}
          onName={(name) =>
            go(`/storage/${encodeURIComponent(bucket)}`, { folder: `${folder}${name}/` })
          }
        />
      )}
      {doing?.what === 'link' && (
        <LinkDialog bucket={bucket} path={doing.entry.path} onClose={close} />
      )}
      {doing?.what === 'share' && (
        <ShareDialog
          bucket={bucket}
          path={doing.entry.path}
          onClose={close}
          onLink={() => setDoing({ what: 'link', entry: doing.entry })}
        />
      )}
      {(doing?.what === 'move' || doing?.what === 'copy') && (
        <MoveDialog
          bucket={bucket}
          file={(doing.entry as { file: StoredFile }).file}
          isCopy={doing.what === 'copy'}
          onClose={() => {
            close()
            if (doing.what === 'move') setAddress({ file: '' })
          }}
        />
      )}
      {(doing?.what === 'delete' || doing?.what === 'deleteMany') && (
        <DeleteFiles
          bucket={bucket}
          paths={doing.what === 'delete' ? [doing.entry.path] : [...chosen]}
          onClose={close}
          onDone={() => {
            setChosen(new Set())
            setAddress({ file: '' })
          }}
        />
      )}
    </Page>
  )
}
