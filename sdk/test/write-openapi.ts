import { writeFileSync } from 'node:fs'
import { file, typesOfRoutes } from './openapi-types.ts'

/** Writes `sdk/src/openapi.d.ts` from `docs/openapi.json`. */
writeFileSync(file, await typesOfRoutes())
