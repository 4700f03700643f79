import pg from 'pg'
import * as keys from '../../server/src/features/keys/index.ts'
import { withContext } from './context.ts'
import { type Database, type Stage, settle } from './stage.ts'

/** Owners of the rows. The row at place `i` belongs to the person `i % people`. */
export const people = 500

const schema = (rows: number, owners: readonly string[]) => `
  create table countries (id int primary key, name text not null);
  create table authors (id int primary key, name text not null, country_id int not null references countries);
  create table posts (
    id bigint generated always as identity primary key,
    owner uuid not null default auth.uid(),
    author_id int not null references authors,
    title text not null, status text not null, created_at timestamptz not null default now());
  insert into countries select i, 'Country ' || i from generate_series(1, 100) i;
  insert into authors select i, 'Author ' || i, 1 + i % 100 from generate_series(1, 10000) i;
  insert into posts (owner, author_id, title, status, created_at)
    select (array['${owners.join("','")}']::uuid[])[1 + i % ${owners.length}], 1 + i % 10000,
      'Post number ' || i, case when i % 3 = 0 then 'open' else 'done' end, now() - i * interval '1 second'
    from generate_series(1, ${rows}) i;
  create index posts_owner on posts (owner, status, created_at desc, id);
  do $$ declare t text; begin
    foreach t in array array['countries', 'authors', 'posts'] loop
      execute format('alter table %I enable row level security', t);
      execute format('grant select, insert, update, delete on %I to authenticated', t);
      execute format('grant select on %I to service_role', t);
    end loop; end $$;
  create policy own on posts using (owner = (select auth.uid())) with check (owner = (select auth.uid()));
  create policy open on authors for select using (true);
  create policy open on countries for select using (true)`

export interface Rows extends Database {
  count: number
  /** Sees every row. */
  serviceKey: string
}

const filled = new WeakMap<Stage, Promise<Rows>>()

/** Tables under row-level security in the stage's database, made when first asked for. */
export function tablesOf(stage: Stage): Promise<Rows> {
  const known = filled.get(stage)
  if (known) return known
  const made = fill(stage)
  filled.set(stage, made)
  return made
}

async function fill(stage: Stage): Promise<Rows> {
  const database = await stage.database()
  const count = stage.options.quick ? 100_000 : 1_000_000
  const admin = new pg.Client({ connectionString: database.url })
  await admin.connect()
  try {
    const owners = database.members.slice(0, people).map((member) => member.id)
    await admin.query(schema(count, owners))
  } finally {
    await admin.end()
  }
  await settle(database.url)
  const { url } = database
  const { secret: serviceKey } = await withContext({ url, dataDir: stage.folder }, (ctx) =>
    keys.create(ctx, 'gsk', { tenantId: null }, { name: 'tables', scopes: ['*'] }),
  )
  return { ...database, count, serviceKey }
}
