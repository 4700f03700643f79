import { open, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { headerOf, type ReadMail, readHeaders, readMail } from './read-mail.ts'

/** A mail in the outbox folder, by what its head says. */
export interface ShelvedMail {
  id: string
  at: Date
  to: string
  from: string
  subject: string
  size_bytes: number
}

/** What `writeToOutbox` calls its files: no other is read. */
const names = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z-[0-9a-f]{12}$/
const headBytes = 16 * 1024

export const isMailId = (id: string): boolean => names.test(id)

/** Newest first. */
export async function listShelf(
  dir: string,
  before: string | undefined,
  limit: number,
): Promise<ShelvedMail[]> {
  const files = await readdir(dir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const ids = files
    .map((file) => file.replace(/\.eml$/, ''))
    .filter((id) => isMailId(id) && (before === undefined || id < before))
    .sort()
    .reverse()
    .slice(0, limit)
  const found = await Promise.all(ids.map((id) => describe(dir, id)))
  return found.filter((mail) => mail !== undefined)
}

/** @returns undefined for one that is gone */
export async function takeDown(
  dir: string,
  id: string,
): Promise<(ShelvedMail & ReadMail) | undefined> {
  const about = isMailId(id) ? await describe(dir, id) : undefined
  if (!about) return undefined
  return { ...about, ...readMail(await readFile(pathOf(dir, id), 'latin1')) }
}

/** @returns whether it was there */
export async function discard(dir: string, id: string): Promise<boolean> {
  if (!isMailId(id)) return false
  return rm(pathOf(dir, id)).then(
    () => true,
    () => false,
  )
}

const pathOf = (dir: string, id: string): string => join(dir, `${id}.eml`)

async function describe(dir: string, id: string): Promise<ShelvedMail | undefined> {
  try {
    const file = await open(pathOf(dir, id))
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
      const headers = readHeaders(buffer.toString('latin1', 0, bytesRead))
      const { size } = await stat(pathOf(dir, id))
      const of = (name: string) => headerOf(headers, name) ?? ''
      const about = { to: of('to'), from: of('from'), subject: of('subject') }
      return { id, at: timeOf(id), ...about, size_bytes: size }
    } finally {
      await file.close()
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function timeOf(id: string): Date {
  const [, day, h, m, s, ms] = names.exec(id) ?? []
  return new Date(`${day}T${h}:${m}:${s}.${ms}Z`)
}
