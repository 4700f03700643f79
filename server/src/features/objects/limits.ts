import type { Ctx } from '../../engines/context.ts'

/** What the operator may set at run time, as `storage.<name>`, for all or for one tenant. */
export interface Limits {
  /** Bytes of one file. */
  max_upload_size: number
  /** Bytes of all files of a tenant; -1: no bound. */
  quota_bytes: number
  /** 0: no images are made of images. */
  transforms: number
}

const defaults: Limits = { max_upload_size: 2 * 1024 ** 3, quota_bytes: -1, transforms: 1 }

export async function limitsOf(ctx: Ctx): Promise<Limits> {
  const limits = { ...defaults }
  for (const { key, value } of await ctx.settings.rows(ctx.caller.tenantId ?? null)) {
    const name = key.startsWith('storage.') ? key.slice(8) : ''
    if (Object.hasOwn(limits, name) && Number.isSafeInteger(value))
      limits[name as keyof Limits] = Number(value)
  }
  return limits
}
