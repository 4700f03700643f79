import type { paths } from '@flumen/client'

type Ok<Operation> = Operation extends { responses: infer Responses }
  ? Responses extends { 200: { content: { 'application/json': infer Body } } }
    ? Body
    : never
  : never

/** What a GET answers: `Answer<'/api/v1/admin/tenants'>`. */
export type Answer<Path extends keyof paths> = paths[Path] extends { get: infer Operation }
  ? Ok<Operation>
  : never

/** One of what a list holds. */
export type Item<List> = List extends readonly (infer One)[] ? One : never
