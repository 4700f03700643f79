import type { Command } from './command.ts'
import { apps } from './commands/apps/index.ts'
import { keys } from './commands/keys/index.ts'
import { local } from './commands/local.ts'
import { migrations } from './commands/migrations/index.ts'
import { server } from './commands/server.ts'

/** What the first words of commands stand for. */
export const groups: Record<string, string> = {
  migrations: 'Changes of your tables, in files and on the server',
  keys: 'Credentials: list, make, rotate, revoke',
  apps: 'Apps whose users sign in here',
  db: 'The database of this machine',
}

/** Every command there is, in the order in which help shows them. */
export const commands: readonly Command[] = [...local, ...server, ...migrations, ...keys, ...apps]
