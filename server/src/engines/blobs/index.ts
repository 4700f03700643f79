import type { Readable } from 'node:stream'
import { Folder } from './folder.ts'
import { S3, type S3Options } from './s3.ts'

export type { S3Options } from './s3.ts'

/** What was written. */
export interface Written {
  size: number
  sha256: Buffer
}

/** Both ends included. */
export interface Span {
  first: number
  last: number
}

/** One of the bytes that lie there, with the time they were written. */
export interface Found {
  id: string
  writtenAt: Date
  size: number
}

/**
 * Bytes under ids of ours; what they are called is nobody's business here. What `put` has returned
 * from is on the disk, whole; before that nobody sees any of it.
 */
export interface Blobs {
  start(): Promise<void>
  stop(): Promise<void>
  /**
   * Reads the source at the pace of the disk, and is done with a piece of it when it asks for the next
   * one. Where it fails, nothing is left.
   */
  put(id: string, source: AsyncIterable<Buffer>, signal?: AbortSignal): Promise<Written>
  /** @returns undefined where there is nothing under this id */
  get(id: string, span?: Span): Promise<Readable | undefined>
  /** Those that are not there are no failure. */
  delete(ids: readonly string[]): Promise<void>
  /** Every id that has bytes, and leftovers of writes that were cut off. */
  list(): AsyncIterable<Found>
}

/** A folder, or a bucket of S3 where one is configured. */
export const makeBlobs = (options: { dir: string; s3: S3Options | undefined }): Blobs =>
  options.s3 ? new S3(options.s3) : new Folder(options.dir)
