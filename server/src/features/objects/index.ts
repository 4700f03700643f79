export { copy, move, type Path, remove, removeMany, share, shares, unshare } from './change.ts'
export { type Answer, find, noObject, read, type Wish } from './download.ts'
export { jobs, type Report, repair } from './jobs.ts'
export { limitsOf } from './limits.ts'
export { type Listing, list } from './list.ts'
export { mustBeKey } from './names.ts'
export {
  Metadata,
  type Row,
  StoredFile,
  StoredObject,
  toObject,
  toUploaded,
  Uploaded,
} from './schema.ts'
export * as sessions from './sessions.ts'
export { findSigned, open, sign, signEach, type Verb } from './signed.ts'
export { type Recipe, transformSettings } from './transform.ts'
export { type Described, noBucket, store, type Target } from './upload.ts'
export { storeEach } from './upload-many.ts'
