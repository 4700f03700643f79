import assert from 'node:assert/strict'
import * as sessions from '../src/features/sessions/index.ts'
import { sql } from '../src/kernel/sql.ts'
import { newKey } from '../src/surfaces/platform/testing.ts'
import { startServer, type TestServer } from './kit.ts'
import { type Frame, listen, type SocketClient } from './sockets.ts'
import { asAdministrator } from './tables.ts'
import { mainRealm } from './threats/generators.ts'

/** Subscribers of different rights, tables of different policies, and what each may see of each change. */

export const guarded = `
  create table own (id int primary key, owner uuid, note text);
  create table team (id int primary key, team int, note text);
  create table members (team int, member uuid, primary key (team, member));
  create table mood (id int primary key, owner uuid, secret boolean, note text);
  create table part (id int, owner uuid, hidden text, note text, primary key (id));
  create table odd ("I d" int primary key, owner uuid, n numeric, note text generated always as ('g' || n) stored);
  create table frail (id int primary key, n int, note text);
  create table shut (id int primary key, note text);
  create table wide (id int primary key, note text);
  create function may_see(t mood) returns boolean language sql stable as $$ select t.owner = auth.uid() or not t.secret $$;
  do $$ declare t text; begin
    foreach t in array array['own', 'team', 'members', 'mood', 'odd', 'frail', 'wide'] loop
      execute format('alter table %I enable row level security', t);
      execute format('grant select on %I to anon, authenticated', t);
    end loop; end $$;
  alter table part enable row level security;
  grant select (id, owner, note) on part to authenticated;
  grant select on shut to anon, authenticated;
  create policy p on own using (owner = (select auth.uid()));
  create policy p on members using (member = auth.uid());
  create policy p on team to authenticated using (exists (select from members m where m.team = team.team));
  create policy p on mood using (may_see(mood.*));
  create policy r on mood as restrictive using (note <> 'never');
  create policy p on part using (owner = auth.uid() or hidden = 'no');
  create policy p on odd for select using (n > 5 or owner = auth.uid());
  create policy a on frail using (10 / n > 1);
  create policy p on wide using (id % 2 = 0 or auth.role() = 'authenticated');
  insert into realtime.schema_registry (table_name) values ('own'), ('team'), ('mood'), ('part'), ('odd'), ('frail'), ('shut'), ('wide')`

export const tableNames = ['own', 'team', 'mood', 'part', 'odd', 'frail', 'shut', 'wide'] as const

export interface Viewer {
  name: string
  credential: { token?: string; headers?: Record<string, string> }
  scope: { role: 'anon' | 'authenticated' | 'service_role'; claims: Record<string, unknown> }
}

export interface Stand {
  server: TestServer
  people: string[]
  viewers: Viewer[]
}

export async function makeStand(people: number): Promise<Stand> {
  const server = await startServer({ queue: false, rateLimit: false })
  await asAdministrator(server, guarded)
  const ids: string[] = []
  const viewers: Viewer[] = [
    { name: 'anon', credential: {}, scope: { role: 'anon', claims: { role: 'anon' } } },
    {
      name: 'service',
      credential: { headers: { 'x-service-key': await newKey(server, 'gsk', {}) } },
      scope: { role: 'service_role', claims: { role: 'service_role' } },
    },
  ]
  for (let i = 0; i < people; i++) {
    const row = await server.ctx.db.row<{ id: string }>(sql`
      insert into auth.users (id, short_id, realm_id, email, email_verified_at, language, origin)
      values (gen_random_uuid(), ${`viewer${i}`.padEnd(15, '0')}, ${mainRealm}, ${`v${i}@x.example`}, now(), 'en', 'test')
      returning id`)
    const id = row?.id ?? ''
    ids.push(id)
    const user = { id, realm_id: mainRealm, username: null, email: null, role: 'authenticated' }
    const { access_token: token } = await sessions.start(server.ctx, user, { amr: ['pwd'] })
    viewers.push({
      name: `person ${i}`,
      credential: { token },
      scope: { role: 'authenticated', claims: { sub: id, role: 'authenticated', aal: 'aal1' } },
    })
  }
  return { server, people: ids, viewers }
}

/** What a viewer sees of a row by asking the table, as REST would: the truth. */
async function seen(
  server: TestServer,
  { scope }: Viewer,
  table: string,
  key: string,
  id: number,
): Promise<Frame> {
  const catalog = await server.app.engines.catalogs.current()
  const relation = catalog.find('public', table) ?? assert.fail(table)
  const columns = [...relation.columns.values()].filter((column) =>
    column.rights[scope.role].includes('select'),
  )
  // Closed by default: without row-level security only services read.
  if (columns.length === 0 || (!relation.rls && scope.role !== 'service_role')) return undefined
  const list = columns.map(({ name }) => `"${name}"`).join(', ')
  const text = `select row_to_json(t) from (select ${list} from "${table}" where "${key}" = ${id}) t`
  const { db } = server.app.engines
  const [rows = []] = await db
    .asCaller({ ...scope, statementTimeoutMs: 5_000 }, [{ text, values: [] }])
    .catch(() => [])
  return rows[0]?.[0] ? JSON.parse(rows[0][0]) : undefined
}

/** One change and what every viewer must be told of it. */
export async function act(
  { server, viewers }: Stand,
  table: string,
  ids: readonly [before: number, after: number],
  statement: string,
): Promise<Map<Viewer, Frame[]>> {
  const key = table === 'odd' ? 'I d' : 'id'
  const look = (id: number) => Promise.all(viewers.map((v) => seen(server, v, table, key, id)))
  const before = await look(ids[0])
  await asAdministrator(server, statement)
  const after = await look(ids[1])
  const kind = statement.split(' ')[0]?.toUpperCase()
  return new Map(
    viewers.map((viewer, i) => [viewer, expected(kind, table, key, before[i], after[i])]),
  )
}

function expected(
  kind: string | undefined,
  table: string,
  key: string,
  old: Frame,
  now: Frame,
): Frame[] {
  const told = (type: string, record: Frame, old_record: Frame) => [
    { table, type, record: record ?? null, old_record: old_record ?? null },
  ]
  if (kind === 'INSERT') return now ? told('INSERT', now, null) : []
  if (kind === 'DELETE') return old ? told('DELETE', null, old) : []
  if (now) return told('UPDATE', now, old)
  return old ? told('DELETE', null, { [key]: old[key] }) : []
}

export const told = (client: SocketClient): Frame[] =>
  client
    .changes()
    .map(({ table, type, record, old_record }) => ({ table, type, record, old_record }))

/** So many sockets, their viewers in turn, each subscribed to every table. */
export async function subscribeAll(
  { server, viewers }: Stand,
  sockets: number,
): Promise<{ viewer: Viewer; client: SocketClient }[]> {
  const { connect } = await listen(server)
  return Promise.all(
    Array.from({ length: sockets }, async (_, i) => {
      const viewer = viewers[i % viewers.length] ?? assert.fail()
      const client = await connect(viewer.credential)
      for (const table of tableNames) {
        await client.ask({ type: 'subscribe', channel: `table:${table}` }, answerFor(viewer, table))
      }
      return { viewer, client }
    }),
  )
}

/** Where somebody may read nothing at all, subscribing says so. */
const answerFor = ({ scope }: Viewer, table: string): string =>
  (table === 'shut' && scope.role !== 'service_role') || (table === 'part' && scope.role === 'anon')
    ? 'error'
    : 'ack'
