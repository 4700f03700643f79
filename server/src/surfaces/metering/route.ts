import type { Ctx } from '../../engines/context.ts'
import { routesFor } from '../../kernel/route.ts'
import { object, type Static, type TSchema, Type } from '../../kernel/schema.ts'
import type { Access } from './access.ts'

export const route = routesFor<Ctx, Access>()

/** Which page of a list, from 1. */
export const Page = {
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1 })),
  page_size: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
}

export const PageOf = <S extends TSchema>(item: S) =>
  object({
    data: Type.Array(item),
    meta: object({
      page: Type.Integer(),
      page_size: Type.Integer(),
      total: Type.Integer(),
      total_pages: Type.Integer(),
    }),
  })

type Asked = Static<ReturnType<typeof object<typeof Page>>>

/** Reads the rows of a page, and how many there are in all. */
export async function pageOf<Row, Item>(
  { page = 1, page_size = 20 }: Asked,
  read: (range: { limit: number; offset: number }) => Promise<{ rows: Row[]; total: number }>,
  show: (row: Row) => Item,
) {
  const { rows, total } = await read({ limit: page_size, offset: (page - 1) * page_size })
  const total_pages = Math.ceil(total / page_size)
  return { data: rows.map(show), meta: { page, page_size, total, total_pages } }
}
