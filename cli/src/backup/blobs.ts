import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Job } from './job.ts'
import type { Manifest } from './manifest.ts'
import type { NamedBlob, NamedBlobs } from './tables.ts'

/** `ab/abcd…`, as the server keeps them. */
const placeOf = (id: string): string => `${id.slice(0, 2)}/${id}`

/** Every file that a row of the copy names. What has no whole bytes is listed, not passed over. */
export async function addBlobs(
  job: Job,
  { needed, optional }: NamedBlobs,
): Promise<Manifest['blobs']> {
  const blobs: Manifest['blobs'] = { count: 0, bytes: 0, missing: [] }
  const all = [...needed, ...optional.map((id) => ({ id }))]
  for (const [i, blob] of all.entries()) {
    job.signal.throwIfAborted()
    const size = await addBlob(job, blob)
    if (size !== undefined) {
      blobs.count += 1
      blobs.bytes += size
    } else if ('sha256' in blob) {
      blobs.missing.push(blob.id)
    }
    if (i % 20 === 0) job.terminal.progress(`files: ${i + 1} of ${all.length}`)
  }
  return blobs
}

/** @returns its size, or undefined where it is not there, or not what its row says */
async function addBlob(
  { dataDir, writer }: Job,
  { id, sha256, size: rowSize }: Partial<NamedBlob> & { id: string },
): Promise<number | undefined> {
  const file = await open(join(dataDir, 'blobs', placeOf(id))).catch(() => undefined)
  if (!file) return undefined
  try {
    const { size } = await file.stat()
    if (rowSize !== undefined && rowSize !== size) return undefined
    const name = `blobs/${placeOf(id)}`
    const entry = await writer.file(name, size, file.createReadStream({ autoClose: false }))
    return sha256 === undefined || entry.sha256 === sha256 ? size : undefined
  } finally {
    await file.close()
  }
}
