import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { after, test } from 'node:test'
import pg from 'pg'
import { pino } from 'pino'
import { createDatabase, databaseOf, dropDatabase, testSecret } from '../../../test/database.ts'
import { freshDatabase } from '../../../test/kit.ts'
import { Secrets } from '../../kernel/crypto.ts'
import { uuid } from '../../kernel/ids.ts'
import { Db } from './index.ts'
import { loginsOf } from './logins.ts'

/**
 * A database of a cluster whose roles came with another one: the logins get in and may create schemas,
 * as an administrator who prepared it would have seen to, and hold nothing else.
 */
async function preparedDatabase(): Promise<string> {
  const other = await freshDatabase()
  const name = `flumen_test_${uuid().replaceAll('-', '').slice(0, 16)}`
  const url = await createDatabase(other, name)
  after(() => dropDatabase(url))
  return url
}

const secrets = new Secrets([testSecret])

async function startOnce(databaseUrl: string): Promise<void> {
  const log = pino({ level: 'silent' })
  const db = new Db({ databaseUrl, dataDir: tmpdir(), secrets, log })
  await db.start()
  await db.stop()
}

async function asSchemaLogin<T extends object>(url: string, text: string): Promise<T[]> {
  const client = new pg.Client(loginsOf(url, secrets).schema)
  await client.connect()
  try {
    return (await client.query<T>(text)).rows
  } finally {
    await client.end()
  }
}

test('a second database of a cluster: migrations of users may make tables, which services may use', async () => {
  const url = await preparedDatabase()
  await startOnce(url)
  await asSchemaLogin(url, 'create table notes (id int)')
  const [rights] = await asSchemaLogin(
    url,
    `select has_table_privilege('service_role', 'notes', 'insert') as services,
       has_table_privilege('authenticated', 'notes', 'select') as people`,
  )
  assert.deepEqual(rights, { services: true, people: false }, databaseOf(url))
})

test('what a migration has changed of the default rights outlives a restart', async () => {
  const url = await preparedDatabase()
  await startOnce(url)
  await asSchemaLogin(url, 'alter default privileges revoke insert on tables from service_role')
  await startOnce(url)
  await asSchemaLogin(url, 'create table read_only (id int)')
  const [rights] = await asSchemaLogin(
    url,
    `select has_table_privilege('service_role', 'read_only', 'insert') as may_insert`,
  )
  assert.deepEqual(rights, { may_insert: false })
})
