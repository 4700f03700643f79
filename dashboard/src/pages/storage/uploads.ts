import { useSyncExternalStore } from 'react'
import { queryClient } from '../../api/query.ts'
import { type Target, uploadFile } from './upload-file.ts'

export interface Upload extends Target {
  id: number
  status: 'waiting' | 'running' | 'done' | 'failed' | 'stopped'
  sent: number
  error?: unknown
  stop: AbortController
}

/** So many at once; the others wait. */
const lanes = 3

let uploads: readonly Upload[] = []
let lastId = 0
const listeners = new Set<() => void>()

function set(next: readonly Upload[]): void {
  uploads = next
  for (const listener of listeners) listener()
}

const change = (id: number, changes: Partial<Upload>) =>
  set(uploads.map((one) => (one.id === id ? { ...one, ...changes } : one)))

/** Uploads go on while the person looks at other pages. */
export const useUploads = (): readonly Upload[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => uploads,
  )

export function startUploads(targets: readonly Target[]): void {
  const added = targets.map((target) => {
    lastId += 1
    return {
      ...target,
      id: lastId,
      status: 'waiting' as const,
      sent: 0,
      stop: new AbortController(),
    }
  })
  set([...uploads, ...added])
  pump()
}

/** Goes on where it stopped. */
export function resumeUpload(id: number): void {
  change(id, { status: 'waiting', stop: new AbortController(), error: undefined })
  pump()
}

export const stopUpload = ({ id, stop }: Upload): void => {
  stop.abort()
  change(id, { status: 'stopped' })
}

/** Takes what is over out of the list. */
export const clearUploads = (): void =>
  set(uploads.filter(({ status }) => status === 'running' || status === 'waiting'))

function pump(): void {
  const free = lanes - uploads.filter(({ status }) => status === 'running').length
  for (const upload of uploads.filter(({ status }) => status === 'waiting').slice(0, free)) {
    void run(upload)
  }
}

async function run(upload: Upload): Promise<void> {
  const { id, stop, bucket } = upload
  change(id, { status: 'running' })
  try {
    await uploadFile(upload, stop.signal, (sent) => change(id, { sent }))
    change(id, { status: 'done', sent: upload.file.size })
    void queryClient.invalidateQueries({ queryKey: ['files', bucket] })
  } catch (error) {
    if (!stop.signal.aborted) change(id, { status: 'failed', error })
  }
  pump()
}
