import Fastify from 'fastify'
import pg from 'pg'
import { claimsOf, enter, statements } from './tables-statements.ts'

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
      const first = { name: 'enter', text: enter, values: [claimsOf(user), user] }
      client.query(
        new Pair([first, step], (error, text) => (error ? reject(error) : resolve(text))),
      )
    })
  } finally {
    client.release()
  }
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
