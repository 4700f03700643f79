import { Readable } from 'node:stream'
import type { Ctx } from '../../engines/context.ts'
import type { Made } from '../../engines/images/index.ts'
import { invalid } from '../../kernel/errors.ts'
import { uuid } from '../../kernel/ids.ts'
import { limitsOf } from './limits.ts'
import { insertRendition, selectRendition } from './queries.ts'
import { Reservation } from './reserve.ts'
import type { Row } from './schema.ts'

/** How an image is made of another. */
export interface Recipe {
  width?: number | undefined
  height?: number | undefined
  format?: string | undefined
  quality?: number | undefined
  fit?: string | undefined
}

export interface Rendition {
  id: string
  mime_type: string
  size: number
  width: number
  height: number
}

const bounds = {
  defaultQuality: 80,
  maxWidth: 4096,
  maxHeight: 4096,
  maxPixels: 16_000_000,
  maxInputBytes: 50 * 1024 * 1024,
}

const formats = ['webp', 'jpg', 'jpeg', 'png', 'avif'] as const
export async function transformSettings(ctx: Ctx) {
  const { transforms } = await limitsOf(ctx)
  if (transforms === 0) return { enabled: false, default_quality: 0, max_width: 0, max_height: 0 }
  const { defaultQuality: default_quality, maxWidth: max_width, maxHeight: max_height } = bounds
  return { enabled: true, default_quality, max_width, max_height, allowed_formats: [...formats] }
}

const fits = new Set(['cover', 'contain', 'fill', 'inside', 'outside'])
const inputs = /^image\/(jpeg|png|webp|gif|tiff|bmp|svg\+xml|avif)$/

/**
 * The whole recipe for this file; undefined where it is sent as it is.
 * @throws invalid for what no image can be
 */
export function pickRecipe(
  type: string,
  asked: Recipe | undefined,
  accept: string | undefined,
): Required<Recipe> | undefined {
  if (!asked || Object.values(asked).every((value) => value === undefined)) return undefined
  const { width = 0, height = 0, quality = bounds.defaultQuality } = asked
  mustBeWithin('width', width, bounds.maxWidth)
  mustBeWithin('height', height, bounds.maxHeight)
  if (width * height > bounds.maxPixels) throw bad('width', 'The image would have too many pixels')
  if (quality < 1 || quality > 100) throw bad('quality', 'Must be from 1 to 100')
  const format = asked.format?.toLowerCase()
  if (format !== undefined && format !== 'auto' && !formats.some((one) => one === format))
    throw bad('format', `Must be one of ${formats.join(', ')} or auto`)
  if (!inputs.test(type)) return undefined
  const fit = fits.has(asked.fit ?? '') ? (asked.fit ?? 'cover') : 'cover'
  return { width, height, quality, fit, format: outputOf(type, format, accept ?? '') }
}

/** `auto` is the best that the client says it takes; without a word, what the file is. */
function outputOf(type: string, format: string | undefined, accept: string): string {
  if (format === 'auto') {
    if (accept.includes('image/avif')) return 'avif'
    return accept.includes('image/webp') ? 'webp' : 'jpeg'
  }
  if (format !== undefined) return format === 'jpg' ? 'jpeg' : format
  const own = type.slice('image/'.length)
  return ['jpeg', 'png', 'webp', 'avif'].includes(own) ? own : 'png'
}

const bad = (field: string, message: string) =>
  invalid('invalid_input', `${field}: ${message}`, {
    faults: [{ in: 'query', path: [field], code: 'invalid', message }],
  })

function mustBeWithin(field: string, value: number, most: number): void {
  if (!Number.isInteger(value) || value < 0 || value > most)
    throw bad(field, `Must be a whole number up to ${most}`)
}

/** From the cache, or made now; undefined where the bytes are no image that can be read. */
export async function rendition(
  ctx: Ctx,
  row: Row,
  recipe: Required<Recipe>,
): Promise<Rendition | undefined> {
  const { transforms } = await limitsOf(ctx)
  if (transforms === 0 || row.size > bounds.maxInputBytes) return undefined
  const text = JSON.stringify(recipe)
  const known = await ctx.engines.db.row<Rendition>(selectRendition(row.version, text))
  if (known) return known
  ctx.limits.rate(`storage:transform:${ctx.caller.userId ?? ''}:${ctx.origin.address}`, 60)
  const made = await make(ctx, row, recipe)
  return made && keep(ctx, row, recipe, made)
}

/** One frame, without what else the file says; undefined where it is no image that can be read. */
async function make(ctx: Ctx, row: Row, recipe: Required<Recipe>): Promise<Made | undefined> {
  const open = () => ctx.blobs.get(row.version)
  const { width = 0, height = 0, fit = '', quality = 0, format = '' } = recipe
  const made = await ctx.images.make(open, { width, height, fit, quality, format })
  if (!('fault' in made)) return made
  ctx.log.debug({ fault: made.fault }, 'no image can be made of this file')
  return undefined
}

/** Two that made the same at once keep one: the bytes of the other go. */
async function keep(
  ctx: Ctx,
  row: Row,
  recipe: Required<Recipe>,
  made: Made,
): Promise<Rendition | undefined> {
  const { db } = ctx.engines
  const reservation = await Reservation.open(ctx, uuid(), 0)
  const { id } = reservation
  try {
    await ctx.blobs.put(id, Readable.from([made.data]))
    const { version } = row
    const { width, height, data } = made
    const [text, type] = [JSON.stringify(recipe), `image/${recipe.format}`]
    const entry = { id, version, recipe: text, type, width, height, size: data.length }
    const kept = await db.row<Rendition>(insertRendition(entry))
    if (kept) return kept
    await reservation.giveUp()
    return await db.row<Rendition>(selectRendition(version, text))
  } finally {
    reservation.end()
  }
}
