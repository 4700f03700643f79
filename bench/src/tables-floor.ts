import Fastify from 'fastify'
import pg from 'pg'

/**
 * What the tables are measured against, in a process of its own: a bare Fastify whose routes run
 * hand-written SQL as the same role, with the same claims, in one round trip and one transaction
 * (parse, bind and execute of two statements under one Sync), and pass PostgreSQL's JSON on. No
 * authentication, no query language, no limits, no headers, no logs.
 */
const [databaseUrl, poolSize] = process.argv.slice(2)

interface Step {
  name: string
  text: string
  values: (string | null)[]
}

interface Connection {
  stream: { cork(): void; uncork(): void }
  parse(message: { name: string; text: string; types: number[] }): void
  bind(message: { statement: string; values: (string | null)[] }): void
  execute(message: { rows: number }): void
  sync(): void
}

const prepared = new WeakMap<Connection, Set<string>>()

class Pair implements pg.Submittable {
  readonly steps: Step[]
  readonly done: (error: Error | null, text: string) => void
  text = ''
  failed = false
  constructor(steps: Step[], done: Pair['done']) {
    this.steps = steps
    this.done = done
  }
  submit(given: pg.Connection): void {
    const connection = given as unknown as Connection
    const known = prepared.get(connection) ?? new Set()
    prepared.set(connection, known)
    connection.stream.cork()
    for (const { name, text, values } of this.steps) {
      if (!known.has(name)) connection.parse({ name, text, types: [] })
      known.add(name)
      connection.bind({ statement: name, values })
      connection.execute({ rows: 0 })
    }
    connection.sync()
    connection.stream.uncork()
  }
  handleDataRow({ fields }: { fields: string[] }): void {
    this.text = fields[0] ?? ''
  }
  handleRowDescription(): void {}
  handleCommandComplete(): void {}
  handleError(error: Error): void {
    this.failed = true
    this.done(error, '')
  }
  handleReadyForQuery(): void {
    if (!this.failed) this.done(null, this.text)
  }
}

const pool = new pg.Pool({ connectionString: databaseUrl, max: Number(poolSize), keepAlive: true })

async function run(user: string, step: Step): Promise<string> {
  const client = await pool.connect()
  try {
    return await new Promise((resolve, reject) => {
      const claims = JSON.stringify({ sub: user, role: 'authenticated' })
      const enter = {
        name: 'enter',
        text: `select set_config('request.jwt.claims', $1, true), set_config('app.user_id', $2, true),
          set_config('statement_timeout', '30000', true), set_config('role', 'authenticated', true)`,
        values: [claims, user],
      }
      client.query(
        new Pair([enter, step], (error, text) => (error ? reject(error) : resolve(text))),
      )
    })
  } finally {
    client.release()
  }
}

const statements = {
  list: `select coalesce(json_agg(r), '[]')::text from (
    select id, title, created_at from posts where status = $1
    order by created_at desc, id limit 10) r`,
  row: `select row_to_json(r)::text from (
    select id, owner, author_id, title, status, created_at from posts where id = $1) r`,
  embed: `select coalesce(json_agg(r), '[]')::text from (
    select p.id, p.title, (select row_to_json(a) from (
      select a.name, (select row_to_json(c) from (
        select c.name from countries c where c.id = a.country_id) c) as country
      from authors a where a.id = p.author_id) a) as author
    from posts p where p.status = $1 order by p.created_at desc, p.id limit 10) r`,
  insert: `with w as (insert into posts (title, status, author_id)
      select title, status, author_id from json_to_record($1) as b (title text, status text, author_id int)
      returning id, owner, author_id, title, status, created_at)
    select row_to_json(w)::text from w`,
}

const http = Fastify({ logger: false })
type Named = { Params: { user: string; value: string } }
for (const name of ['list', 'row', 'embed'] as const) {
  http.get<Named>(`/${name}/:user/:value`, async ({ params }, reply) => {
    reply.type('application/json; charset=utf-8')
    return run(params.user, { name, text: statements[name], values: [params.value] })
  })
}
http.post<Named>('/insert/:user', async ({ params, body }, reply) => {
  reply.type('application/json; charset=utf-8').code(201)
  return run(params.user, {
    name: 'insert',
    text: statements.insert,
    values: [JSON.stringify(body)],
  })
})

for (const end of ['disconnect', 'SIGTERM']) process.on(end, () => process.exit(0))
const address = await http.listen({ port: 0, host: '127.0.0.1' })
process.send?.(Number(new URL(address).port))
