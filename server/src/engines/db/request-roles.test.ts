import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { pino } from 'pino'
import { startCluster, testSecret } from '../../../test/database.ts'
import { Secrets } from '../../kernel/crypto.ts'
import { Db } from './index.ts'

/** R4: roles that no policy binds are not served by. Roles belong to a cluster, so this has its own. */
const isExternal = process.env.FLUMEN_DATABASE_URL !== undefined

test('R4 a superuser, a role that bypasses policies and an owner of tables: the start is refused', {
  skip: isExternal,
}, async () => {
  const cluster = await startCluster()
  const admin = new pg.Client(cluster.templateUrl)
  admin.on('error', () => undefined)
  await admin.connect()
  const start = async (): Promise<string> => {
    const db = new Db({
      databaseUrl: cluster.templateUrl,
      dataDir: '',
      secrets: new Secrets([testSecret]),
      log: pino({ level: 'silent' }),
    })
    try {
      await db.start()
      return 'started'
    } catch (error) {
      return (error as Error).message
    } finally {
      await db.stop()
    }
  }
  const cases: [string, string, RegExp][] = [
    ['alter role anon superuser', 'alter role anon nosuperuser', /anon is a superuser/],
    [
      'alter role flumen_app bypassrls',
      'alter role flumen_app nobypassrls',
      /flumen_app may bypass row-level security.*alter role flumen_app/,
    ],
    [
      'alter role tenant_service bypassrls',
      'alter role tenant_service nobypassrls',
      /tenant_service may bypass/,
    ],
    [
      'create table owned (id int); alter table owned owner to authenticated',
      'drop table owned',
      /authenticated owns owned/,
    ],
    [
      'create table lent (id int); create role lender; alter table lent owner to lender; grant lender to anon with inherit true',
      'drop table lent; drop role lender',
      /anon owns lent/,
    ],
  ]
  try {
    assert.equal(await start(), 'started')
    for (const [wrong, right, message] of cases) {
      await admin.query(wrong)
      assert.match(await start(), message)
      await admin.query(right)
    }
    assert.equal(await start(), 'started')
  } finally {
    await admin.end()
    await cluster.stop()
  }
})
