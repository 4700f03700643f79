import type { Ctx } from '../../engines/context.ts'
import { overCatalog, remembered } from '../tables/index.ts'
import { describeTables } from './tables.ts'
import type { Json, Security } from './types.ts'

export type { Security }

interface Document extends Json {
  paths: Json
  components: Json & { schemas?: Json; parameters?: Json }
}

/**
 * A document of routes with the tables in it that the caller may reach, with the columns and
 * operations that they are granted. As JSON text; made once for each role
 * and each picture of the schema.
 */
export async function describeFor(ctx: Ctx, routes: object, security: Security): Promise<string> {
  // Who asks for the document means the schema of now.
  await ctx.catalogs.newerThan(await ctx.catalogs.current())
  return overCatalog(ctx, async (scope) =>
    remembered(scope.catalog, `openapi\n${scope.role}`, () => {
      const document = routes as Document
      const { paths, schemas, parameters } = describeTables(scope, security)
      return JSON.stringify({
        ...document,
        paths: { ...document.paths, ...paths },
        components: {
          ...document.components,
          schemas: { ...document.components.schemas, ...schemas },
          parameters: { ...document.components.parameters, ...parameters },
        },
      })
    }),
  )
}
