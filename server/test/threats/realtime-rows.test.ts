import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { act, makeStand, subscribeAll, told, type Viewer } from '../audiences.ts'
import { until } from '../kit.ts'
import type { Frame } from '../sockets.ts'
import { asAdministrator } from '../tables.ts'

/**
 * W2, R5: over a socket nobody learns of a row, or of what it held, what the table itself would not
 * have told them at that moment; and everybody learns of what it would.
 */
const stand = await makeStand(8)
const { server, people } = stand
const sockets = await subscribeAll(stand, 50)
const due = new Map<Viewer, Frame[]>(stand.viewers.map((viewer) => [viewer, []]))
const person = (i: number) => `'${people[i % people.length]}'`

async function change(table: string, ids: [number, number], statement: string): Promise<void> {
  const expected = await act(stand, table, ids, statement)
  for (const [viewer, frames] of expected) due.get(viewer)?.push(...frames)
}

/** Membership decides as it is when a change is told. */
async function settle(): Promise<void> {
  await server.app.engines.changes.refresh()
  for (let i = 0; i < 100; i++) {
    const missing = sockets.some(
      ({ viewer, client }) => told(client).length < (due.get(viewer)?.length ?? 0),
    )
    if (!missing) break
    await sleep(20)
  }
  await sleep(100)
}

test('R5 W2 INSERT, UPDATE and DELETE under eight kinds of policies, to fifty subscribers', async () => {
  await asAdministrator(
    server,
    `insert into members values (1, ${person(0)}), (1, ${person(1)}), (2, ${person(2)})`,
  )
  for (let i = 1; i <= 2; i++) {
    const at: [number, number] = [i, i]
    await change('own', at, `insert into own values (${i}, ${person(i)}, 'a')`)
    await change('own', at, `update own set note = 'b' where id = ${i}`)
    await change(
      'own',
      at,
      `update own set owner = ${person(i + 1)}, note = 'theirs' where id = ${i}`,
    )
    await change('own', [i, i + 100], `update own set id = ${i + 100} where id = ${i}`)
    await change('team', at, `insert into team values (${i}, ${i}, 'a')`)
    await change('team', at, `update team set team = 2, note = 'moved' where id = ${i}`)
    await change('mood', at, `insert into mood values (${i}, ${person(i)}, ${i % 2 === 0}, 'a')`)
    await change('mood', at, `update mood set secret = not secret, note = 'b' where id = ${i}`)
    await change('mood', at, `update mood set note = 'never' where id = ${i}`)
    await change(
      'part',
      at,
      `insert into part values (${i}, ${person(i)}, '${i % 2 ? 'no' : 'yes'}', 'a')`,
    )
    await change('part', at, `update part set hidden = 'no', note = 'b' where id = ${i}`)
    await change('part', at, `update part set hidden = 'yes', note = 'c' where id = ${i}`)
    await change('odd', at, `insert into odd values (${i}, ${person(i)}, ${i * 3})`)
    await change('odd', at, `update odd set n = 9 - n where "I d" = ${i}`)
    await change('frail', at, `insert into frail values (${i}, ${i - 1}, 'a')`)
    await change('frail', at, `update frail set n = n + 1 where id = ${i}`)
    await change('shut', at, `insert into shut values (${i}, 'a')`)
    await change('wide', at, `insert into wide values (${i}, 'a')`)
    await change('wide', [i, i + 11], `update wide set id = id + 11 where id = ${i}`)
  }
  await settle()
  await asAdministrator(
    server,
    `delete from members where team = 2; insert into members values (2, ${person(5)})`,
  )
  for (let i = 1; i <= 2; i++) {
    const at: [number, number] = [i, i]
    await change('own', [i + 100, i + 100], `delete from own where id = ${i + 100}`)
    await change('team', at, `update team set note = 'after' where id = ${i}`)
    await change('team', at, `delete from team where id = ${i}`)
    await change('mood', at, `delete from mood where id = ${i}`)
    await change('part', at, `delete from part where id = ${i}`)
    await change('odd', at, `delete from odd where "I d" = ${i}`)
    await change('frail', at, `delete from frail where id = ${i}`)
    await change('shut', at, `delete from shut where id = ${i}`)
    await change('wide', [i + 11, i + 11], `delete from wide where id = ${i + 11}`)
  }
  await settle()
  const byTable = (frames: Frame[]) =>
    Object.groupBy(frames, ({ table }: Frame) => table as string) as Record<string, Frame[]>
  for (const { viewer, client } of sockets) {
    assert.deepEqual(byTable(told(client)), byTable(due.get(viewer) ?? []), viewer.name)
  }
  const all = [...due.values()].reduce((sum, frames) => sum + frames.length, 0)
  assert.ok(all > 100, `${all} rows to tell`)
})

test('R5 W2 a policy that is tightened counts for the next change; so does a column that is taken', async () => {
  const { client } = sockets.find(({ viewer }) => viewer.name === 'anon') ?? assert.fail()
  const before = client.changes().length
  await asAdministrator(
    server,
    `alter policy p on wide using (auth.role() = 'authenticated'); insert into wide values (200, 'x');
     revoke select on mood from anon; grant select (id) on mood to anon; alter policy p on mood using (true);
     insert into mood values (200, null, false, 'hidden now')`,
  )
  await until('told', () => client.changes().length > before)
  await sleep(200)
  const [change, ...more] = client.changes().slice(before)
  assert.deepEqual([change.table, change.record, more.length], ['mood', { id: 200 }, 0])
})

test('R5 W2 a row too large to be logged tells its key to those alone who see it', async () => {
  const before = sockets.map(({ client }) => client.changes().length)
  await asAdministrator(server, `insert into own select 300, ${person(0)}, repeat(md5('x'), 4000)`)
  const sees = ({ name }: Viewer) => name === 'person 0' || name === 'service'
  await until('told', () =>
    sockets.every(
      ({ viewer, client }, i) => !sees(viewer) || client.changes().length > (before[i] ?? 0),
    ),
  )
  await sleep(200)
  for (const [i, { viewer, client }] of sockets.entries()) {
    const fresh = client.changes().slice(before[i])
    assert.deepEqual(
      fresh.map(({ record }) => record),
      sees(viewer) ? [{ id: 300 }] : [],
      viewer.name,
    )
  }
})
