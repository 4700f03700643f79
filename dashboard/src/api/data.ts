import type { paths } from '@flumen/client'

/**
 * What a route answers with.
 *
 * ```ts
 * type User = Data<'/api/v1/admin/users/{id}'>
 * ```
 */
export type Data<
  Path extends keyof paths,
  Method extends keyof paths[Path] = 'get' & keyof paths[Path],
> = paths[Path][Method] extends { responses: infer All }
  ? BodyOf<All[keyof All & (200 | 201)]>
  : never

type BodyOf<Answer> = Answer extends { content: { 'application/json': infer Body } } ? Body : never
