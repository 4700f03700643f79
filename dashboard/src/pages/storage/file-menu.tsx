import { useParams } from '@tanstack/react-router'
import { Copy, Download, Eye, FolderInput, Link, Share2, Trash2 } from 'lucide-react'
import { MenuItem, MenuSeparator } from '../../ui/menu.tsx'
import { download } from './download.ts'
import type { Entry, FileAction } from './shapes.ts'

interface FileMenuProps {
  entry: Entry
  onOpen: () => void
  onDo: (what: FileAction) => void
}

/** What can be done with a file; a folder is only the name that files have in common. */
export function FileMenu({ entry, onOpen, onDo }: FileMenuProps) {
  const { bucket = '' } = useParams({ strict: false }) as { bucket?: string }
  return (
    <>
      <MenuItem icon={<Eye />} onSelect={onOpen}>
        Open
      </MenuItem>
      {entry.kind === 'file' && (
        <>
          <MenuItem icon={<Download />} onSelect={() => void download(bucket, entry.path)}>
            Download
          </MenuItem>
          <MenuItem icon={<Share2 />} onSelect={() => onDo('share')}>
            Share
          </MenuItem>
          <MenuItem icon={<Link />} onSelect={() => onDo('link')}>
            Make a link
          </MenuItem>
          <MenuItem icon={<FolderInput />} onSelect={() => onDo('move')}>
            Rename or move
          </MenuItem>
          <MenuItem icon={<Copy />} onSelect={() => onDo('copy')}>
            Copy
          </MenuItem>
        </>
      )}
      <MenuSeparator />
      <MenuItem danger icon={<Trash2 />} onSelect={() => onDo('delete')}>
        Delete
      </MenuItem>
    </>
  )
}
