import { Type } from '../../kernel/schema.ts'

/** Fields of requests about keys, of both sorts. */

export const Description = Type.String({ maxLength: 500 })
export const Reason = Type.String({ maxLength: 500 })
export const RateLimit = Type.Integer({ minimum: 1, maximum: 1_000_000 })
export const Scopes = Type.Array(Type.String({ maxLength: 100 }), { maxItems: 100 })

export const Namespaces = Type.Array(
  Type.String({ pattern: '^([A-Za-z0-9_-]{1,63}\\*?|\\*)$', maxLength: 64 }),
  { maxItems: 100, description: 'Names, or beginnings and `*`; empty: the default one alone' },
)

/** A list; in a form, a text with commas or spaces. */
export const ScopesInput = Type.Unsafe<string[] | string>({
  oneOf: [Scopes, { type: 'string', maxLength: 2000 }],
})

export const scopesOf = (given: string[] | string | undefined): string[] | undefined =>
  typeof given === 'string' ? given.split(/[\s,]+/).filter(Boolean) : given

/** The SDK sends a number as a text. */
export const Hours = Type.Unsafe<number | string>({
  oneOf: [
    { type: 'number', minimum: 0, maximum: 720 },
    { type: 'string', pattern: '^[0-9]{1,3}(\\.[0-9]{1,6})?$' },
  ],
  description: 'Hours, 0 to 720; 24 by default',
})

export const hoursOf = (given: number | string | undefined): number | undefined =>
  given === undefined ? undefined : Number(given)
