import * as settings from '../settings/index.ts'

/** What the operator may set at run time, as `storage.<name>`, for all or for one tenant. */
export interface Limits {
  /** Bytes of one file. */
  max_upload_size: number
  /** Bytes of all files of a tenant; -1: no bound. */
  quota_bytes: number
  /** 0: no images are made of images. */
  transforms: number
}

export const limitsOf = settings.groupOf<Limits>(['storage.'], {
  max_upload_size: 2 * 1024 ** 3,
  quota_bytes: -1,
  transforms: 1,
})
