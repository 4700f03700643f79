import pg from 'pg'
import type { Log } from '../../kernel/log.ts'
import { defaultRights, type Logins } from './logins.ts'

/**
 * What only an administrator may set up and the rest can do without: news of every change of the
 * schema (event triggers need a superuser), and what is granted on tables that the administrator makes: all
 * to the services, nothing to anybody else.
 * @returns whether changes of the schema announce themselves
 */
export async function announceSchemaChanges(logins: Logins, log: Log): Promise<boolean> {
  if (await isAnnounced(logins.control)) return true
  const admin = new pg.Client(logins.admin)
  admin.on('error', () => undefined)
  try {
    await admin.connect()
    await admin.query(defaultRights)
    await admin.query(eventTriggers)
    return true
  } catch (error) {
    log.info({ err: error }, 'no event triggers here: changes of the schema are looked for')
    return isAnnounced(logins.control)
  } finally {
    await admin.end().catch(() => undefined)
  }
}

async function isAnnounced(login: pg.ClientConfig): Promise<boolean> {
  const client = new pg.Client(login)
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from pg_event_trigger
       where evtname in ('flumen_schema_changed', 'flumen_schema_dropped')`,
    )
    return rows[0]?.n === 2
  } finally {
    await client.end()
  }
}

// Simple statements sent together are one transaction.
const eventTriggers = `
  drop event trigger if exists flumen_schema_changed;
  drop event trigger if exists flumen_schema_dropped;
  create event trigger flumen_schema_changed on ddl_command_end
    execute function engine.note_schema_change();
  create event trigger flumen_schema_dropped on sql_drop
    execute function engine.note_schema_change()`
