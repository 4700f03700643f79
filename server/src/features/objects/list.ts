import { isUtf8 } from 'node:buffer'
import type { Ctx } from '../../engines/context.ts'
import { invalid } from '../../kernel/errors.ts'
import { ask } from '../tables/index.ts'
import { type ListQuery, selectPage } from './queries.ts'
import { type Row, toFile, toObject } from './schema.ts'
import { noBucket } from './upload.ts'

export interface Listing {
  prefix?: string | undefined
  delimiter?: string | undefined
  search?: string | undefined
  cursor?: string | undefined
  limit: number
  offset: number
  sort: ListQuery['sort']
  order: 'asc' | 'desc'
}

/**
 * Names under a prefix, as the caller may see them. With a delimiter what lies deeper is one entry of
 * `prefixes`. A cursor goes on where a page by name ended, whatever was added or removed meanwhile.
 * @throws not_found for no bucket
 */
export async function list(ctx: Ctx, bucket: string, asked: Listing) {
  const { prefix = '', delimiter, search, limit, offset, sort, order } = asked
  const isByName = sort === 'name' && order === 'asc'
  if (asked.cursor !== undefined && !isByName) throw badCursor('goes with the order by name only')
  if (delimiter && !isByName) throw badCursor('delimiter goes with the order by name only')
  const after = readCursor(asked.cursor)
  const [page] = await ask<{ exists: boolean; entries: { name: string; row: Row | null }[] }>(
    ctx,
    '',
    selectPage(bucket, {
      prefix,
      delimiter,
      search,
      after,
      limit,
      offset,
      sort,
      descending: order === 'desc',
    }),
  )
  if (!page?.exists) throw noBucket(bucket)
  const entries = page.entries.slice(0, limit)
  const rows = entries.flatMap(({ row }) => (row ? [row] : []))
  const truncated = page.entries.length > limit
  const last = entries.at(-1)?.name
  return {
    bucket,
    objects: rows.map(toObject),
    files: rows.map(toFile),
    count: rows.length,
    ...(asked.prefix === undefined ? {} : { prefix }),
    ...(delimiter ? { prefixes: entries.flatMap(({ name, row }) => (row ? [] : [name])) } : {}),
    truncated,
    ...(truncated && isByName && last !== undefined
      ? { next_cursor: Buffer.from(last).toString('base64url') }
      : {}),
  }
}

function readCursor(text: string | undefined): string {
  if (text === undefined) return ''
  const bytes = Buffer.from(text, 'base64url')
  const name = bytes.toString()
  if (name === '' || !isUtf8(bytes) || /\p{Cc}/u.test(name)) throw badCursor('is none of ours')
  return name
}

const badCursor = (message: string) =>
  invalid('invalid_input', `cursor: ${message}`, {
    faults: [{ in: 'query', path: ['cursor'], code: 'invalid', message }],
  })
