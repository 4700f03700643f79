import type { Scope } from '../tables/index.ts'
import { collection, parameters, single } from './operations.ts'
import { errorSchema, inputSchema, rowSchema } from './schemas.ts'
import { allows, shownTo } from './shown.ts'
import type { Json, Security } from './types.ts'

export function describeTables(
  scope: Scope,
  security: Security,
): { paths: Json; schemas: Json; parameters: Json } {
  const shown = shownTo(scope)
  const schemas: Json = { 'tables.Error': errorSchema }
  const paths: Json = {}
  for (const one of shown.values()) {
    schemas[one.name] = rowSchema(scope, one.relation, shown)
    for (const right of ['insert', 'update'] as const) {
      if (allows(scope, one.relation, right))
        schemas[`${one.name}.${right}`] = inputSchema(scope, one.relation, right)
    }
    paths[one.path] = collection(scope, one, shown, security)
    if (one.relation.primaryKey.length > 0)
      paths[`${one.path}/{id}`] = single(scope, one, shown, security)
  }
  return { paths, schemas, parameters }
}
