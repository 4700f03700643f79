import { errorOf } from '@flumen/client'
import { useQuery } from '@tanstack/react-query'
import { EyeOff } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { authorizedFetch } from '../../api/client.ts'
import { query } from '../../api/query.ts'
import { ErrorNote } from '../../ui/error.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { bytes } from './bytes.ts'
import type { StoredFile } from './shapes.ts'

const textBytes = 200_000
const largest = 25_000_000

type Kind = 'image' | 'text'

/**
 * By what the server found in the bytes, never by the name. A PDF is downloaded: browsers show none in a
 * sandboxed frame, and a frame without one is a document of our own origin as far as its address goes, with
 * links, forms and scripts of whoever made the file; that nothing of it reaches the session beside it would
 * hang on the viewer of each browser alone. No frame of a file is allowed by the content policy either.
 */
function kindOf({ content_type, size }: StoredFile): Kind | undefined {
  const type = content_type ?? ''
  if (/^(text\/|application\/(json|xml|javascript|sql|yaml))/.test(type)) return 'text'
  if (size > largest) return undefined
  return /^image\/(png|jpeg|gif|webp|avif|svg\+xml|bmp|x-icon)$/.test(type) ? 'image' : undefined
}

/** What a file looks like. Nothing of it is ever a page of ours: pictures in `<img>`, text as text. */
export function Look({ bucket, file }: { bucket: string; file: StoredFile }) {
  const kind = kindOf(file)
  const path = `/api/v1/storage/${encodeURIComponent(bucket)}/${encodeURIComponent(file.key)}?inline=true`
  const contents = useQuery({
    ...query(['contents', file.id, file.updated_at], async (signal) => {
      const headers = kind === 'text' ? { range: `bytes=0-${textBytes - 1}` } : {}
      const response = await authorizedFetch(path, { headers, signal })
      if (!response.ok) throw await errorOf(response)
      return { data: await response.blob() }
    }),
    enabled: kind !== undefined && file.size > 0,
    gcTime: 0,
  })
  if (kind === undefined || file.size === 0) return <NoLook file={file} />
  if (contents.error)
    return <ErrorNote error={contents.error} retry={() => void contents.refetch()} />
  if (!contents.data) return <Skeleton className="h-56" />
  if (kind === 'text') return <Text blob={contents.data} isCut={file.size > textBytes} />
  return <Picture blob={contents.data} file={file} />
}

const NoLook = ({ file }: { file: StoredFile }) => (
  <div className="flex h-32 items-center justify-center gap-2 rounded-lg border border-line bg-sunken text-muted">
    <EyeOff aria-hidden className="size-4" />
    {file.size === 0
      ? 'This file is empty'
      : `No preview of ${file.content_type} (${bytes(file.size)})`}
  </div>
)

function Text({ blob, isCut }: { blob: Blob; isCut: boolean }) {
  const text = useQuery({
    queryKey: ['text', blob.size],
    queryFn: () => blob.text(),
    gcTime: 0,
    staleTime: 0,
  })
  return (
    <figure>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (WCAG 2.1.1)
        tabIndex={0}
        aria-label="Contents"
        className="max-h-96 overflow-auto rounded-lg border border-line bg-sunken p-3"
      >
        <pre className="text-xs whitespace-pre-wrap">{text.data}</pre>
      </section>
      {isCut && (
        <figcaption className="mt-1 text-xs text-muted">
          The first {bytes(textBytes)} of it.
        </figcaption>
      )}
    </figure>
  )
}

function Picture({ blob, file }: { blob: Blob; file: StoredFile }) {
  const url = useMemo(() => URL.createObjectURL(blob), [blob])
  useEffect(() => () => URL.revokeObjectURL(url), [url])
  return (
    <div className="flex justify-center rounded-lg border border-line bg-sunken p-2">
      <img
        src={url}
        alt={file.key}
        className="max-h-[50dvh] max-w-full rounded-md object-contain"
      />
    </div>
  )
}
