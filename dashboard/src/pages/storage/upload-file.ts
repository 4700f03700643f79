import { FlumenError } from '@flumen/client'
import { api } from '../../api/client.ts'
import { sendBytes } from './send-bytes.ts'

/** From this size on in parts, so that a cut line costs one part and not the file. */
const partBytes = 8 * 1024 * 1024

export interface Target {
  bucket: string
  path: string
  file: File
}

/**
 * Sends a file; a large one in parts, and again from where it stopped, also after the page was closed:
 * which upload was under way is kept in this browser.
 */
export async function uploadFile(
  { bucket, path, file }: Target,
  signal: AbortSignal,
  onProgress: (sent: number) => void,
): Promise<void> {
  if (file.size > partBytes) return inParts({ bucket, path, file }, signal, onProgress)
  await sendBytes({
    method: 'POST',
    path: `/api/v1/storage/${encodeURIComponent(bucket)}/${encodeURIComponent(path)}`,
    body: file,
    headers: { 'content-type': file.type || 'application/octet-stream' },
    signal,
    onProgress,
  })
}

async function inParts(target: Target, signal: AbortSignal, onProgress: (sent: number) => void) {
  const { bucket, file } = target
  const { id, missing } = await beginOrGoOn(target)
  const params = { path: { bucket, uploadId: id } }
  let done = file.size - sizeOf(missing, file)
  onProgress(done)
  for (const index of missing) {
    const body = file.slice(index * partBytes, (index + 1) * partBytes)
    await sendBytes({
      method: 'PUT',
      path: `/api/v1/storage/${encodeURIComponent(bucket)}/chunked/${id}/${index}`,
      body,
      headers: { 'content-type': 'application/octet-stream' },
      signal,
      onProgress: (sent) => onProgress(done + sent),
    })
    done += body.size
  }
  await api.POST('/api/v1/storage/{bucket}/chunked/{uploadId}/complete', { params })
  localStorage.removeItem(keyOf(target))
}

const sizeOf = (parts: readonly number[], { size }: File): number =>
  parts.reduce((sum, index) => sum + Math.min(partBytes, size - index * partBytes), 0)

async function beginOrGoOn(target: Target): Promise<{ id: string; missing: readonly number[] }> {
  const { bucket, path, file } = target
  const kept = localStorage.getItem(keyOf(target))
  const found = kept ? await whatIsMissing(bucket, kept) : undefined
  if (kept && found) return { id: kept, missing: found }
  const { data } = await api.POST('/api/v1/storage/{bucket}/chunked/init', {
    params: { path: { bucket } },
    body: {
      path,
      total_size: file.size,
      chunk_size: partBytes,
      content_type: file.type || 'application/octet-stream',
    },
  })
  localStorage.setItem(keyOf(target), data.session_id)
  return { id: data.session_id, missing: [...Array(data.total_chunks).keys()] }
}

async function whatIsMissing(bucket: string, uploadId: string) {
  try {
    const params = { path: { bucket, uploadId } }
    const { data } = await api.GET('/api/v1/storage/{bucket}/chunked/{uploadId}/status', { params })
    return data.missing_chunks
  } catch (error) {
    if (error instanceof FlumenError && !error.isTemporary) return undefined
    throw error
  }
}

/** The same file for the same place: dropped again, it goes on. */
const keyOf = ({ bucket, path, file }: Target): string =>
  `flumen.upload:${bucket}/${path}:${file.size}:${file.lastModified}`
