import type { Ctx } from '../../engines/context.ts'
import { asDatabaseFault } from '../../engines/db/index.ts'
import { equalInConstantTime } from '../../kernel/crypto.ts'
import { AppError, invalid, unauthenticated } from '../../kernel/errors.ts'
import { uuid } from '../../kernel/ids.ts'
import { changeEach } from '../tables/index.ts'
import { find, noObject } from './download.ts'
import { mustBeKey } from './names.ts'
import { mustDelete, undo } from './queries.ts'
import { Reservation } from './reserve.ts'
import type { Row } from './schema.ts'
import type { Recipe } from './transform.ts'
import { mustBeAllowed, rulesOf } from './upload.ts'

export type Verb = 'GET' | 'PUT' | 'DELETE'

export interface Wanted {
  method: Verb
  expiresInSeconds: number
  transform?: Recipe | undefined
  download?: string | undefined
}

/** All that a link stands for. Nothing of it can be changed without its signature. */
interface Grant {
  v: 1
  method: Verb
  bucket: string
  key: string
  /** The file that was signed: another one of its name is not reached. */
  object?: string | undefined
  /** Seconds since 1970. */
  exp: number
  transform?: Recipe | undefined
  download?: string | undefined
  /** As whom it is used: a link reaches no further than whoever made it. */
  as: {
    userId?: string | undefined
    role?: string | undefined
    databaseRole?: string | undefined
    tenantId?: string | undefined
  }
}

const longestSeconds = 7 * 24 * 3600

/**
 * A link to one file for one method, which works without a credential as long as its maker may do
 * the same.
 * @throws not_found where the caller may not do it now
 */
export async function sign(ctx: Ctx, bucket: string, key: string, wanted: Wanted) {
  mustBeKey(key)
  if (wanted.expiresInSeconds > longestSeconds)
    throw invalid('invalid_input', 'expires_in: At most 604800 seconds', {
      faults: [{ in: 'body', path: ['expires_in'], code: 'too_large', message: 'At most 604800' }],
    })
  const row = await mustMay(ctx, bucket, key, wanted.method)
  const { userId, role, databaseRole, tenantId } = ctx.caller
  const grant: Grant = {
    v: 1,
    method: wanted.method,
    bucket,
    key,
    object: row?.id,
    exp: Math.floor(Date.now() / 1000) + wanted.expiresInSeconds,
    transform: wanted.transform,
    download: wanted.download,
    as: { userId, role, databaseRole, tenantId },
  }
  const payload = Buffer.from(JSON.stringify(grant)).toString('base64url')
  const root = ctx.secrets.current
  const token = `${root.kid}.${payload}.${root.hmac('signed_url', payload).toString('base64url')}`
  const base = ctx.instance.contentUrl ?? ctx.instance.publicUrl
  const url = `${base}/api/v1/storage/object?token=${token}`
  return {
    token,
    signed_url: url,
    url,
    expires_in: wanted.expiresInSeconds,
    method: wanted.method,
    expires_at: new Date(grant.exp * 1000),
  }
}

async function mustMay(
  ctx: Ctx,
  bucket: string,
  key: string,
  method: Verb,
): Promise<Row | undefined> {
  if (method !== 'PUT') {
    const row = await find(ctx, bucket, key)
    if (method === 'DELETE') await mustMayDelete(ctx, bucket, key)
    return row
  }
  await rulesOf(ctx, bucket)
  const reservation = await Reservation.open(ctx, uuid(), 0)
  const blank = { mimeType: '', size: 0, sha256: '', cacheControl: null, metadata: {} }
  try {
    await mustBeAllowed(ctx, { ...blank, bucket, key, version: reservation.id, upsert: true })
  } catch {
    throw noObject()
  } finally {
    await reservation.giveUp()
  }
  return undefined
}

async function mustMayDelete(ctx: Ctx, bucket: string, key: string): Promise<void> {
  try {
    await changeEach(ctx, mustDelete(bucket, key), undo)
  } catch (error) {
    if (asDatabaseFault(error)?.code !== 'FL011') throw noObject()
  }
}

export interface Opened {
  /** The call, as whoever made the link. */
  ctx: Ctx
  bucket: string
  key: string
  object: string | undefined
  transform: Recipe | undefined
  download: string | undefined
}

/** @throws unauthenticated for what is not a link of ours or has expired; `method_not_allowed` */
export function open(ctx: Ctx, token: string, method: Verb): Opened {
  const grant = verify(ctx, token)
  if (!grant || grant.exp * 1000 <= Date.now())
    throw unauthenticated('invalid_token', 'The link is not valid, or no longer')
  if (grant.method !== method)
    throw new AppError('invalid', 'method_not_allowed', `The link is for ${grant.method}`)
  const { bucket, key, object, transform, download, as } = grant
  const inside: Ctx = Object.create(ctx)
  const isPerson = as.userId !== undefined
  inside.caller = { kind: isPerson ? 'user' : 'nobody', ...defined(as) }
  return { ctx: inside, bucket, key, object, transform, download }
}

function verify({ secrets }: Ctx, token: string): Grant | undefined {
  const [kid = '', payload = '', signature = '', ...more] = token.split('.')
  const root = secrets.withKid(kid)
  if (!root || more.length > 0) return undefined
  const expected = root.hmac('signed_url', payload).toString('base64url')
  if (!equalInConstantTime(signature, expected)) return undefined
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Grant
}

const defined = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

/** @throws not_found also where another file has the name by now */
export async function findSigned({ ctx, bucket, key, object }: Opened): Promise<Row> {
  const row = await find(ctx, bucket, key)
  if (row.id !== object) throw noObject()
  return row
}

export async function signEach(
  ctx: Ctx,
  bucket: string,
  paths: readonly string[],
  seconds: number,
) {
  const links: { path: string; signed_url?: string; error?: string }[] = []
  for (const path of paths) {
    const wanted = { method: 'GET' as const, expiresInSeconds: seconds }
    const link = await sign(ctx, bucket, path, wanted).catch((error: unknown) => {
      if (error instanceof AppError && error.status < 500) return error
      throw error
    })
    links.push(
      link instanceof AppError
        ? { path, error: link.message }
        : { path, signed_url: link.signed_url },
    )
  }
  return links
}
