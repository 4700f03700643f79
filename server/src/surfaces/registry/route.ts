import type { Ctx } from '../../engines/context.ts'
import { inVersion } from '../../features/merchants/index.ts'
import type { Page, Range } from '../../kernel/cursors.ts'
import { routesFor } from '../../kernel/route.ts'
import { nullable, object, type Static, type TSchema, Type } from '../../kernel/schema.ts'
import type { Access } from './access.ts'

/** Stripe's clients send forms, others JSON. */
const consumes = ['application/json', 'application/x-www-form-urlencoded'] as const

const define = routesFor<Ctx, Access>()

/** A route of this surface. Forms are read everywhere, also where nothing is to be sent. */
export const route: typeof define = (definition) =>
  define({ consumes, nestedForm: true, ...definition } as typeof definition)

const Cursor = Type.Optional(Type.String({ minLength: 1, maxLength: 64 }))

/** Which part of a list. */
export const Paging = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 10 })),
  starting_after: Cursor,
  ending_before: Cursor,
}

export const rangeOf = ({
  limit = 10,
  starting_after: after,
  ending_before: before,
}: Partial<Static<ReturnType<typeof object<typeof Paging>>>>): Range => ({ limit, after, before })

export const ListOf = <S extends TSchema>(item: S) =>
  object({
    object: Type.Literal('list'),
    url: Type.String(),
    data: Type.Array(item),
    has_more: Type.Boolean(),
    next_cursor: nullable(Type.String({ description: 'For the next page in the same direction' })),
  })

/** A page as this API writes lists. */
export function toList<T extends { id: string }>(
  ctx: Ctx,
  url: string,
  { rows, hasMore }: Page<T>,
  { before }: Range,
) {
  const last = before === undefined ? rows.at(-1) : rows[0]
  return {
    object: 'list' as const,
    url,
    data: rows.map((row) => inVersion(ctx.origin.apiVersion, row)),
    has_more: hasMore,
    next_cursor: hasMore ? (last?.id ?? null) : null,
  }
}

/** An id of ours; what none can be is not found. */
export const Id = Type.String({ minLength: 1, maxLength: 128 })
export const ById = object({ id: Id })
