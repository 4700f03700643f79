import type { Ctx } from '../../engines/context.ts'
import { forbidden, notFound } from '../../kernel/errors.ts'
import * as keys from '../keys/index.ts'
import type { SecretRow } from './schema.ts'

export const unknown = () => notFound('not_found', 'No such secret')

/** A key narrowed to namespaces sees theirs alone: a global secret reaches into all of them. */
export function reaches(ctx: Ctx, { namespace }: Pick<SecretRow, 'namespace'>): boolean {
  const { namespaces = null } = ctx.caller
  return namespaces === null || (namespace !== null && keys.reaches(namespaces, namespace))
}

/** @throws not_found for what is not there, or not there for this caller */
export function mustReach(ctx: Ctx, row: SecretRow | undefined): SecretRow {
  if (row && reaches(ctx, row)) return row
  throw unknown()
}

/** @throws forbidden */
export function mustReachInto(ctx: Ctx, namespace: string | null): void {
  if (reaches(ctx, { namespace })) return
  throw forbidden('insufficient_permissions', 'The key does not reach this namespace')
}
