import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** The one reader of the environment, apart from what is handed on whole to processes we start. */
export const environment = {
  /** Address of the server. */
  url: process.env.FLUMEN_URL || undefined,
  /** A credential for scripts: nothing is stored, nothing refreshed. */
  token: process.env.FLUMEN_TOKEN || undefined,
  /** In a network that is trusted: credentials may travel over plain HTTP. */
  allowsClearText: process.env.FLUMEN_ALLOW_HTTP === '1',
  dataDir: resolve(process.env.FLUMEN_DATA_DIR || '.flumen'),
  databaseUrl: process.env.FLUMEN_DATABASE_URL || undefined,
  configDir: join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'flumen'),
  migrationsDir: process.env.FLUMEN_MIGRATIONS_DIR || undefined,
  port: process.env.PORT || '8080',
}
