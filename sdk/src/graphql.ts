import type { Connection } from './connection.ts'
import { FlumenError } from './error.ts'

interface Fault {
  message: string
  path?: (string | number)[]
  extensions?: { code?: string }
}

/**
 * Runs a GraphQL document over the tables.
 * @throws FlumenError with the first error; `details` has all of them, and what data there is
 */
export async function runGraphql<Data>(
  connection: Connection,
  query: string,
  variables?: Record<string, unknown>,
): Promise<Data> {
  const response = await connection.call('/api/v1/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query, ...(variables && { variables }) }),
  })
  const { data, errors } = (await response.json()) as { data: Data; errors?: Fault[] }
  const [first] = errors ?? []
  if (!first) return data
  throw new FlumenError(first.message, {
    status: response.status,
    code: first.extensions?.code ?? 'graphql_error',
    details: { errors, data },
    requestId: response.headers.get('x-request-id') ?? undefined,
  })
}
