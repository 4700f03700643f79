import { nullable, type TSchema, Type } from '../../kernel/schema.ts'

/** Lists of the admin API: an opaque cursor that belongs to the order and the filters it came with. */
export const paging = (most = 200) => ({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: most, default: 50 })),
  cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
})

export const pageOf = <const N extends string, S extends TSchema>(name: N, item: S) =>
  ({
    [name]: Type.Array(item),
    next_cursor: nullable(Type.String()),
  }) as { [K in N]: ReturnType<typeof Type.Array<S>> } & {
    next_cursor: ReturnType<typeof nullable<ReturnType<typeof Type.String>>>
  }
