import { sql } from '../../src/kernel/sql.ts'
import { newKey, newTenant, type SignedIn, signIn } from '../../src/surfaces/platform/testing.ts'
import { type Answer, type Call, startServer, type TestServer } from '../kit.ts'
import { asAdministrator } from '../tables.ts'

/** Two tenants with two people each; every value of every row says whose it is. */

export interface Reader {
  name: string
  headers: Record<string, string>
  /** Owners whose rows the reader may see: indices of people. */
  sees: readonly number[]
}

export interface Cells {
  server: TestServer
  readers: Reader[]
  people: SignedIn[]
  /** Every foreign value that stands in an answer. */
  strays(reader: Reader, answer: Answer): string[]
  /** The rows of all tables, as PostgreSQL has them. */
  truth(): Promise<string>
  ask(reader: Reader, call: Call): Promise<Answer>
  /** All rows as they were at first. */
  restore(): Promise<void>
}

/** Values of a person's rows that stand nowhere else, by the column they are in. */
export const markOf = (person: number) => ({
  text: `CANARY${person}TEXT`,
  number: 7_700_000 + person * 1_111,
  numeric: `8800${person}.12${person}7`,
  uuid: `cafe${person}000-0000-4000-8000-00000000cafe`,
  date: `1977-07-0${person + 1}`,
  inet: `203.0.113.${100 + person}`,
})

const schema = `
  create table vaults (
    id int primary key, tenant_id uuid not null default auth.tenant_id(), owner uuid not null default auth.uid(),
    name text unique, amount int, price numeric, code uuid, day date, host inet, data jsonb, tags text[]);
  create table items (id int primary key, tenant_id uuid not null default auth.tenant_id(), owner uuid not null default auth.uid(),
    vault_id int references vaults, label text, worth int);
  create table marks (id int primary key, tenant_id uuid not null default auth.tenant_id(), owner uuid not null default auth.uid(), word text);
  create table item_marks (tenant_id uuid not null default auth.tenant_id(), owner uuid not null default auth.uid(),
    item_id int references items, mark_id int references marks, primary key (item_id, mark_id));
  create view names with (security_invoker = true) as select id, name, owner, tenant_id from vaults;
  do $$ declare t text; begin
    foreach t in array array['vaults', 'items', 'marks', 'item_marks'] loop
      execute format('alter table %I enable row level security', t);
      execute format('grant select, insert, update, delete on %I to anon, authenticated, tenant_service', t);
      execute format('create policy own on %I to authenticated using (owner = (select auth.uid()) and (select auth.has_tenant_access(tenant_id)))', t);
      execute format('create policy service on %I to tenant_service using ((select auth.has_tenant_access(tenant_id)))', t);
    end loop; end $$;
  grant select on names to anon, authenticated, tenant_service;`

/** A vault of each; the items of each hang in the vaults of everybody. */
function rowsOf(people: readonly SignedIn[], tenants: readonly string[]): string {
  const owner = (i: number) => `'${tenants[i >> 1]}', '${people[i]?.userId}'`
  return people
    .map((_, i) => {
      const { text, number, numeric, uuid, date, inet } = markOf(i)
      const items = people.map(
        (_, j) =>
          `(${i * 10 + j + 1}, ${owner(i)}, ${j + 1}, '${text}item${j}', ${number + 10 + j})`,
      )
      return `insert into vaults values (${i + 1}, ${owner(i)}, '${text}', ${number}, ${numeric}, '${uuid}', '${date}', '${inet}', '{"k": "${text}json", "n": ${number + 1}}', '{${text}tag}');
        insert into items values ${items.join(', ')};
        insert into marks values (${i + 1}, ${owner(i)}, '${text}mark');
        insert into item_marks values (${owner(i)}, ${i * 10 + 1}, ${i + 1});`
    })
    .join('\n')
}

export async function makeCells(): Promise<Cells> {
  const server = await startServer({ rateLimit: false })
  const tenants = [await newTenant(server), await newTenant(server)]
  const people: SignedIn[] = []
  for (let i = 0; i < 4; i++) {
    const person = await signIn(server)
    await server.ctx.db.run(
      sql`insert into auth.members (tenant_id, user_id, role) values (${tenants[i >> 1]}, ${person.userId}, 'member')`,
    )
    people.push(person)
  }
  await asAdministrator(server, schema)
  const order = ['vaults', 'items', 'marks', 'item_marks']
  const statements = rowsOf(people, tenants)
    .split('insert into ')
    .filter((text) => text.trim() !== '')
  const inserts = order.flatMap((table) =>
    statements.filter((one) => one.startsWith(`${table} `)).map((text) => `insert into ${text}`),
  )
  const restore = async () => {
    await asAdministrator(server, `truncate ${order.join(', ')}; ${inserts.join(' ')}`)
  }
  await restore()
  const [a = '', b = ''] = tenants
  const bearer = (token: string, tenant?: string) => ({
    authorization: `Bearer ${token}`,
    ...(tenant ? { 'x-fb-tenant': tenant } : {}),
  })
  const readers: Reader[] = [
    // The last one owns rows and reads none: three are enough.
    ...people.slice(0, 3).map((person, i) => ({
      name: `person ${i}`,
      headers: bearer(person.token, tenants[i >> 1]),
      sees: [i],
    })),
    { name: 'person 0 without a tenant', headers: bearer(people[0]?.token ?? ''), sees: [0] },
    {
      name: "person 0 in the other's tenant",
      headers: bearer(people[0]?.token ?? '', b),
      sees: [],
    },
    {
      name: 'key of nobody',
      headers: bearer(await newKey(server, 'anon', { tenantId: a })),
      sees: [],
    },
    {
      name: 'publishable key',
      headers: bearer(await newKey(server, 'pk', { tenantId: a })),
      sees: [],
    },
    {
      name: 'service key of a tenant',
      headers: bearer(await newKey(server, 'tsk', { tenantId: a })),
      sees: [0, 1],
    },
    {
      name: "service key in the other's tenant",
      headers: bearer(await newKey(server, 'tsk', { tenantId: a }), b),
      sees: [0, 1],
    },
    { name: 'nobody', headers: {}, sees: [] },
  ]
  const key = await newKey(server, 'fbk', { userId: people[0]?.userId ?? '' })
  readers.push({ name: 'client key', headers: { 'x-client-key': key }, sees: [0] })
  return {
    server,
    readers,
    people,
    restore,
    strays: (reader, answer) => strays(people, reader, answer),
    truth: async () => {
      const parts = order.map((name) => `select '${name}', t::text from ${name} t`)
      const { rows } = await asAdministrator(
        server,
        `select * from (${parts.join(' union all ')}) x order by 1, 2`,
      )
      return JSON.stringify(rows)
    },
    ask: (reader, call) =>
      server.call({ ...call, headers: { ...call.headers, ...reader.headers } }),
  }
}

/** Values of others, and their ids, wherever they stand: body and headers. */
function strays(
  people: readonly SignedIn[],
  { sees }: Reader,
  { text, headers }: Answer,
): string[] {
  const all = `${text}\n${JSON.stringify(headers)}`
  return people.flatMap((person, i) => {
    if (sees.includes(i)) return []
    const { number, ...marks } = markOf(i)
    const values = [
      ...Object.values(marks),
      person.userId,
      ...Array.from({ length: 20 }, (_, n) => String(number + n)),
    ]
    return values.filter((value) => all.includes(value))
  })
}
