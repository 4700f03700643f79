import type { Data } from '../../api/data.ts'

export type Bucket = Data<'/api/v1/storage/buckets'>['buckets'][number]
export type StoredFile = Data<'/api/v1/storage/{bucket}'>['files'][number]

/** A line of the browser: what lies here, or what lies deeper. */
export type Entry =
  | { kind: 'folder'; path: string }
  | { kind: 'file'; path: string; file: StoredFile }

/** What can be done with one. */
export type FileAction = 'link' | 'share' | 'move' | 'copy' | 'delete'

/** What stands behind the last slash of a file, or before the last one of a folder. */
export const nameOf = (path: string): string => path.replace(/\/$/, '').split('/').at(-1) ?? path
