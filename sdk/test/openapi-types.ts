import { readFileSync } from 'node:fs'
import openapiTS, { astToString } from 'openapi-typescript'

export const file = new URL('../src/openapi.d.ts', import.meta.url)

const documented = new URL('../../docs/openapi.json', import.meta.url)

interface Operation {
  responses?: Record<string, unknown>
  parameters?: { in: string; name: string }[]
}

/**
 * The types of every route, from `docs/openapi.json`. Failures are left out: each of them becomes one
 * `FlumenError`. So are headers that the client sends by itself.
 */
export async function typesOfRoutes(): Promise<string> {
  const document = JSON.parse(readFileSync(documented, 'utf8'))
  for (const methods of Object.values<Record<string, Operation>>(document.paths)) {
    for (const operation of Object.values(methods)) strip(operation)
  }
  // What has a default may be left out.
  const types = astToString(await openapiTS(document, { defaultNonNullable: false }))
  return `// Written by \`npm run docs:openapi\`.\n\n${types}`
}

function strip(operation: Operation): void {
  operation.responses = Object.fromEntries(
    Object.entries(operation.responses ?? {}).filter(([status]) => /^[123]/.test(status)),
  )
}
