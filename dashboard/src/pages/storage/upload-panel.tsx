import { CircleAlert, CircleCheck, Pause, Play, X } from 'lucide-react'
import { explain } from '../../api/faults.ts'
import { IconButton } from '../../ui/button.tsx'
import { bytes } from './bytes.ts'
import { clearUploads, resumeUpload, stopUpload, type Upload, useUploads } from './uploads.ts'

/** What is on its way, at the edge of the page. */
export function UploadPanel() {
  const uploads = useUploads()
  if (uploads.length === 0) return null
  const left = uploads.filter(({ status }) => status === 'running' || status === 'waiting').length
  return (
    <section
      aria-label="Uploads"
      className="fixed bottom-4 left-4 z-30 w-[min(380px,calc(100vw-32px))] rounded-xl border border-line bg-raised shadow-lg md:right-4 md:left-auto"
    >
      <header className="flex items-center justify-between border-b border-line py-1.5 pr-2 pl-4">
        <h2 role="status" className="font-medium">
          {left > 0 ? `Uploading ${left} of ${uploads.length}` : 'Uploads'}
        </h2>
        <IconButton label="Clear what is over" size="sm" onClick={clearUploads}>
          <X />
        </IconButton>
      </header>
      <ul className="max-h-64 overflow-y-auto p-1">
        {uploads.map((upload) => (
          <Line key={upload.id} upload={upload} />
        ))}
      </ul>
    </section>
  )
}

function Line({ upload }: { upload: Upload }) {
  const { id, file, path, sent, status, error } = upload
  const isOpen = status === 'running' || status === 'waiting'
  return (
    <li className="flex items-center gap-2.5 px-3 py-2">
      <div className="min-w-0 grow">
        <p className="truncate" title={path}>
          {file.name}
        </p>
        {isOpen ? (
          <progress
            aria-label={`Upload of ${file.name}`}
            value={sent}
            max={file.size || 1}
            className="block h-1.5 w-full overflow-hidden rounded-full bg-pressed accent-accent"
          />
        ) : (
          <p className={status === 'failed' ? 'text-xs text-danger-text' : 'text-xs text-muted'}>
            {status === 'failed'
              ? explain(error).title
              : status === 'stopped'
                ? `Stopped at ${bytes(sent)}`
                : bytes(file.size)}
          </p>
        )}
      </div>
      {status === 'done' && <CircleCheck aria-label="Done" className="size-4 text-good-text" />}
      {status === 'failed' && <CircleAlert aria-hidden className="size-4 text-danger-text" />}
      {isOpen && (
        <IconButton label={`Stop ${file.name}`} size="sm" onClick={() => stopUpload(upload)}>
          <Pause />
        </IconButton>
      )}
      {(status === 'failed' || status === 'stopped') && (
        <IconButton label={`Resume ${file.name}`} size="sm" onClick={() => resumeUpload(id)}>
          <Play />
        </IconButton>
      )}
    </li>
  )
}
