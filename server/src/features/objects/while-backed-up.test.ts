import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import pg from 'pg'
import { startServer } from '../../../test/kit.ts'
import { uuid } from '../../kernel/ids.ts'
import { sql } from '../../kernel/sql.ts'
import * as objects from './index.ts'

/** A backup copies the database first, and then bytes that rows of then name: none may go meanwhile. */
const server = await startServer({ queue: false })
const { ctx } = server

const isThere = async (id: string) => {
  const stream = await ctx.blobs.get(id)
  stream?.destroy()
  return stream !== undefined
}

test('no bytes are deleted while a backup is under way; their deletion is put off', async () => {
  const [deleted, orphan] = [uuid(), uuid()]
  for (const id of [deleted, orphan]) await ctx.blobs.put(id, Readable.from([Buffer.from('x')]))
  const backup = new pg.Client({ connectionString: server.databaseUrl })
  await backup.connect()
  await backup.query('select pg_advisory_lock(1222, 1)')
  try {
    await objects.jobs['objects.delete_bytes'](ctx, { ids: [deleted] })
    assert.equal((await objects.repair(ctx, 0)).orphans, 0)
    assert.deepEqual([await isThere(deleted), await isThere(orphan)], [true, true])
    const [job] = await ctx.db.rows<{ ids: string[]; is_later: boolean }>(sql`
      select payload->'ids' as ids, run_at > now() as is_later from engine.outbox
      where task = 'objects.delete_bytes'`)
    assert.deepEqual(job, { ids: [deleted], is_later: true })
  } finally {
    await backup.end()
  }
  await objects.jobs['objects.delete_bytes'](ctx, { ids: [deleted] })
  assert.equal((await objects.repair(ctx, 0)).orphans, 1)
  assert.deepEqual([await isThere(deleted), await isThere(orphan)], [false, false])
})
