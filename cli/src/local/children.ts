import { fileURLToPath } from 'node:url'

/** The server's programs, which local commands start: nothing of the server is imported. */
const program = (name: string): string =>
  fileURLToPath(new URL(`../../../server/src/${name}`, import.meta.url))

export const serverProgram = program('main.ts')
export const databaseProgram = program('database.ts')
