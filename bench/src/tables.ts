import pg from 'pg'
import { Load, requestText, type Shot } from './load.ts'
import { median, perSecond, type Report, type Row } from './report.ts'
import { startFloor, startServer, type Target } from './server.ts'
import { type Database, type Stage, settle, sharedEnv } from './stage.ts'

const connections = 32
const rounds = 5
const goal = 0.85
const people = 500
/** Connections of Flumen's pool for users' tables; the floor gets as many. */
const poolSize = 8

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
    end loop; end $$;
  create policy own on posts using (owner = (select auth.uid())) with check (owner = (select auth.uid()));
  create policy open on authors for select using (true);
  create policy open on countries for select using (true)`

interface Variant {
  name: string
  floor: string
  own: string
}

const variants: Variant[] = [
  { name: 'list of 10 by filter', floor: 'floor list', own: 'list' },
  { name: 'row by id', floor: 'floor row', own: 'row' },
  { name: 'two levels of embeds', floor: 'floor embed', own: 'embed' },
  { name: 'GraphQL, the same', floor: 'floor embed', own: 'graphql' },
  { name: 'insert', floor: 'floor insert', own: 'insert' },
]

/** Reads and writes under row-level security against hand-written SQL as the same role. */
export async function benchTables(stage: Stage): Promise<Report> {
  const database = await stage.database()
  const rows = stage.options.quick ? 100_000 : 1_000_000
  await fill(database, rows)
  const load = new Load()
  const env = {
    ...sharedEnv,
    FLUMEN_DATABASE_URL: database.url,
    FLUMEN_LOG_LEVEL: 'warn',
    FLUMEN_RATE_LIMIT: 'off',
  }
  const server = await startServer({
    folder: stage.folder,
    env,
    profileDir: stage.options.profileDir,
  })
  const floor = await startFloor(database.url, String(poolSize), './tables-floor.ts')
  try {
    await learn(load, database)
    const seconds = stage.options.quick ? 0.7 : 2
    return { rows: await measure(load, server, floor, seconds), notes: notes(rows) }
  } finally {
    load.stop()
    await Promise.all([server.stop(), floor.stop()])
  }
}

async function fill({ url, members }: Database, rows: number): Promise<void> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  try {
    await admin.query(
      schema(
        rows,
        members.slice(0, people).map((member) => member.id),
      ),
    )
  } finally {
    await admin.end()
  }
  await settle(url)
}

const listPath =
  '/api/v1/tables/posts?select=id,title,created_at&status=eq.open&order=created_at.desc&limit=10'
const embedPath =
  '/api/v1/tables/posts?select=id,title,author(name,country(name))&status=eq.open&order=created_at.desc&limit=10'
const query = `query ($status: String) {
  posts(filter: { status_eq: $status }, orderBy: [{ createdAt: DESC }, { id: ASC }], limit: 10) {
    id title author { name country { name } } } }`

async function learn(load: Load, { members }: Database): Promise<void> {
  const few = members.slice(0, people)
  const shots = (make: (member: (typeof few)[number], i: number) => Shot) => few.map(make)
  const ok = (text: string, expect: string, status = 200): Shot => ({ text, status, expect })
  const post = { title: 'New', status: 'new', author_id: 5 }
  const json = (path: string, token: string, body: object) =>
    requestText('POST', path, token ? { authorization: `Bearer ${token}` } : {}, body)
  const get = (path: string, token: string) =>
    requestText('GET', path, { authorization: `Bearer ${token}` })
  // The row at place `i` belongs to person `i % people`.
  const idOf = (i: number) => (i === 0 ? people : i)
  await load.learn(
    'floor list',
    shots((m) => ok(requestText('GET', `/list/${m.id}/open`), 'Post number')),
  )
  await load.learn(
    'list',
    shots((m) => ok(get(listPath, m.token), 'Post number')),
  )
  await load.learn(
    'floor row',
    shots((m, i) => ok(requestText('GET', `/row/${m.id}/${idOf(i)}`), 'Post number')),
  )
  await load.learn(
    'row',
    shots((m, i) => ok(get(`/api/v1/tables/posts/${idOf(i)}`, m.token), 'Post number')),
  )
  await load.learn(
    'floor embed',
    shots((m) => ok(requestText('GET', `/embed/${m.id}/open`), 'Country')),
  )
  await load.learn(
    'embed',
    shots((m) => ok(get(embedPath, m.token), 'Country')),
  )
  await load.learn(
    'graphql',
    shots((m) =>
      ok(json('/api/v1/graphql', m.token, { query, variables: { status: 'open' } }), 'Country'),
    ),
  )
  await load.learn(
    'floor insert',
    shots((m) => ok(json(`/insert/${m.id}`, '', post), 'New', 201)),
  )
  await load.learn(
    'insert',
    shots((m) => ok(json('/api/v1/tables/posts', m.token, post), 'New', 201)),
  )
}

async function measure(load: Load, server: Target, floor: Target, seconds: number): Promise<Row[]> {
  const figures = variants.map(() => ({ own: [] as number[], floor: [] as number[] }))
  const run = async (target: Target, shots: string) => {
    const {
      perSecond: figure,
      wrong,
      firstWrong,
    } = await load.run({ port: target.port, shots, connections, seconds })
    if (wrong > 0) throw new Error(`${shots}: ${wrong} wrong answers: ${firstWrong}`)
    return figure
  }
  for (const { own, floor: bare } of variants) {
    await load.run({ port: server.port, shots: own, connections, count: 2_000 })
    await load.run({ port: floor.port, shots: bare, connections, count: 2_000 })
  }
  for (let round = 0; round < rounds; round++) {
    for (const [i, variant] of variants.entries()) {
      figures[i]?.floor.push(await run(floor, variant.floor))
      figures[i]?.own.push(await run(server, variant.own))
    }
  }
  return variants.map(({ name }, i) => toRow(name, figures[i]?.own ?? [], figures[i]?.floor ?? []))
}

function toRow(name: string, own: number[], floor: number[]): Row {
  const ratio = median(own.map((figure, round) => figure / (floor[round] ?? Number.NaN)))
  return {
    name: `tables: ${name}`,
    figure: perSecond(median(own)),
    floor: perSecond(median(floor)),
    ratio,
    goal: `>= ${goal}`,
    isMet: ratio >= goal,
  }
}

const notes = (rows: number): string[] => [
  `tables: ${rows.toLocaleString('en')} rows of ${people} owners under row-level security, one server process, limits off, a session token per owner; the floor is a bare Fastify that runs hand-written SQL as the same role with the same claims, under one Sync, on as many connections (${poolSize}), without authentication. ${connections} connections, ${rounds} interleaved rounds, medians.`,
]
