import type { Connection } from '../connection.ts'
import { type Document, typesOf } from './write.ts'

export { type Document, typesOf } from './write.ts'

/**
 * The text of the types of your tables, as `createClient<Database>` takes them: of the tables that
 * whoever is signed in, or the key, may reach.
 *
 * ```ts
 * await writeFile('database.ts', await writeTypes(client.connection))
 * ```
 * @param schemas only these; default: all
 */
export async function writeTypes(
  connection: Connection,
  { schemas }: { schemas?: readonly string[] } = {},
): Promise<string> {
  const response = await connection.call('/api/v1/openapi.json')
  const document: Document = await response.json()
  return typesOf(document, schemas)
}
