import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { newKey, operator } from '../../src/surfaces/platform/testing.ts'
import { overEvents, overSocket, rawSocket, type Told } from '../graphql-live.ts'
import { type Call, until } from '../kit.ts'
import { listen } from '../sockets.ts'
import { startTables } from '../tables.ts'

/** GraphQL as an attacker writes it. What is refused must not have reached the database. */
const { server, token, sql } = await startTables()

/** Statements of callers that the database was sent. */
let statements = 0
const { db } = server.app.engines
const { asCaller } = db
db.asCaller = (scope, steps) => {
  statements += steps.length
  return asCaller.call(db, scope, steps)
}

async function post(query: unknown, more: Partial<Call> = {}) {
  statements = 0
  const body = typeof query === 'string' ? { query } : query
  return server.call({ url: '/api/v1/graphql', token, body, ...more })
}

async function refused(query: unknown, what: RegExp) {
  const answer = await post(query)
  assert.equal(answer.status, 400, answer.text.slice(0, 300))
  assert.match(answer.text, what)
  assert.equal(statements, 0)
}

async function answered(query: string) {
  const answer = await post(query)
  assert.equal(answer.status, 200, answer.text.slice(0, 300))
  assert.equal(answer.body.errors, undefined, answer.text.slice(0, 300))
  return answer.body.data
}

const times = (n: number, one: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => one(i)).join(' ')

describe('G1 limits hold just above them, and let through just below', () => {
  const chain = (depth: number): string => {
    let text = 'id'
    for (let i = 0; i < depth; i++) text = `boss { ${text} }`
    return `{ staff(limit: 1) { ${text} } }`
  }

  test('depth', async () => {
    await answered(chain(7))
    await refused(chain(10), /depth/)
  })

  test('fields of one level, by aliases too', async () => {
    await answered(`{ posts(limit: 1) { ${times(45, (i) => `a${i}: id`)} } }`)
    await refused(`{ posts(limit: 1) { ${times(55, (i) => `a${i}: id`)} } }`, /fields/)
  })

  test('cost: wide lists below wide lists', async () => {
    const wide = (n: number) =>
      `{ ${times(n, (i) => `a${i}: authors(limit: 10) { posts(limit: 10) { id title } }`)} }`
    await answered(wide(20))
    await refused(wide(40), /cost/)
  })

  test('a thousand aliases of a costly field', () =>
    refused(`{ ${times(1_000, (i) => `a${i}: posts { author { id } }`)} }`, /token|fields|cost/i))

  test('directives count as what they stand on', () =>
    refused(
      `{ posts(limit: 1) { ${times(55, (i) => `a${i}: id @include(if: true)`)} } }`,
      /fields/,
    ))
})

describe('G2 the limits themselves cannot be attacked', () => {
  test('fragments that double each other thirty times', () =>
    refused(
      `{ posts { ...f0 } } ${times(31, (i) => `fragment f${i} on Posts { ${i === 30 ? 'id' : `...f${i + 1} ...f${i + 1}`} }`)}`,
      /fields|cost/,
    ))

  test('a document of a megabyte; twenty thousand tokens', async () => {
    const large = await post(`{ _health } #${'x'.repeat(1_000_000)}`)
    assert.ok([400, 413].includes(large.status), String(large.status))
    await refused(`{ ${'_health '.repeat(20_000)} }`, /token/i)
  })

  test('fragments in a circle, alone and through each other', async () => {
    await refused('{ posts { ...a } } fragment a on Posts { ...a }', /itself/)
    await refused(
      '{ posts { ...a } } fragment a on Posts { author { posts { ...b } } } fragment b on Posts { ...a }',
      /itself/,
    )
  })

  test('lists in lists in variables', async () => {
    const deep = 5_000
    const raw = `{"query":"query ($f: PostsFilter) { posts(filter: $f) { id } }","variables":{"f":${'{"_not":'.repeat(deep)}{"id_eq":1}${'}'.repeat(deep)}}}`
    const answer = await post(undefined, { raw })
    assert.ok(answer.status >= 400 && answer.status < 500, answer.text.slice(0, 200))
    assert.equal(statements, 0)
  })
})

test('G3 there is no batch of documents', async () => {
  const answer = await post(Array.from({ length: 1_000 }, () => ({ query: '{ _health }' })))
  assert.equal(answer.status, 400)
  assert.equal(statements, 0)
})

describe('G4 every transport says the same', async () => {
  const sockets = await listen(server)
  const admin = await operator(server)
  const table = { url: '/api/v1/admin/realtime/tables', token: admin.token }
  assert.equal((await server.call({ ...table, body: { table: 'posts' } })).status, 201)
  const { subscribe: bySocket } = overSocket(sockets, token)
  const byEvents = overEvents(sockets, () => ({ authorization: `Bearer ${token}` }))

  const verdictOf = async (told: Told): Promise<unknown> => {
    await until('a verdict', () => told.isComplete || told.error !== undefined)
    return told.error ?? told.results[0]?.errors ?? 'fine'
  }

  const chain = (depth: number) =>
    `{ staff(limit: 1) { ${'boss { '.repeat(depth)} id ${'} '.repeat(depth)} } }`
  const changed = (fields: string, head = 'subscription') =>
    `${head} { postsChanged { ${fields} } }`
  const documents: [string, string][] = [
    ['a depth just below', chain(7)],
    ['a depth above', chain(10)],
    [
      'a depth above, in a subscription',
      changed(`new { ${'x { '.repeat(12)} id ${'} '.repeat(13)}`),
    ],
    ['fields of one level', `{ posts(limit: 1) { ${times(55, (i) => `a${i}: id`)} } }`],
    ['fields of one level of a subscription', changed(times(55, (i) => `a${i}: event`))],
    [
      'wide lists below wide lists',
      `{ ${times(40, (i) => `a${i}: authors(limit: 10) { posts(limit: 10) { id } }`)} }`,
    ],
    ['a thousand aliases', `{ ${times(1_000, (i) => `a${i}: posts { author { id } }`)} }`],
    [
      'many roots of a subscription',
      `subscription { ${times(20, (i) => `a${i}: postsChanged { event }`)} }`,
    ],
    [
      'fragments that double each other',
      `{ posts { ...f0 } } ${times(31, (i) => `fragment f${i} on Posts { ${i === 30 ? 'id' : `...f${i + 1} ...f${i + 1}`} }`)}`,
    ],
    [
      'fragments that double each other, in a subscription',
      `subscription { postsChanged { ...f0 } } ${times(31, (i) => `fragment f${i} on PostsChanged { ${i === 30 ? 'event' : `...f${i + 1} ...f${i + 1}`} }`)}`,
    ],
    [
      'fragments in a circle',
      'subscription { postsChanged { ...a } } fragment a on PostsChanged { ...a }',
    ],
    ['twenty thousand tokens', `{ ${'_health '.repeat(20_000)} }`],
    ["a schema that is not the role's", '{ passwords { hash } }'],
    ['a condition that is none', 'subscription { postsChanged(filter: { nope_eq: 1 }) { event } }'],
    [
      'more conditions than anybody writes',
      `subscription { postsChanged(filter: { _or: [${times(60, () => '{ id_eq: 1 }')}] }) { event } }`,
    ],
    ['a cursor that is none', 'subscription { postsChanged(cursor: "first") { event } }'],
    [
      'no field at all',
      'subscription { postsChanged { event } ... @skip(if: true) { postsChanged { event } } }',
    ],
  ]
  for (const [what, query] of documents) {
    test(what, async () => {
      const { body } = await post(query)
      const isLive = query.startsWith('subscription')
      const byHttp =
        isLive && /needs a WebSocket/.test(body.error ?? '') ? 'fine' : (body.errors ?? 'fine')
      statements = 0
      const verdicts: unknown[] = []
      for (const told of [bySocket({ query }), byEvents({ query })]) {
        if (byHttp === 'fine' && isLive) told.end()
        else verdicts.push(await verdictOf(told))
      }
      for (const verdict of verdicts) assert.deepEqual(verdict, byHttp)
      if (byHttp !== 'fine') assert.equal(statements, 0)
    })
  }

  test('a mutation by GET stays one', async () => {
    const query = encodeURIComponent('mutation { insertTags(data: { id: 4712 }) { id } }')
    const headers = { accept: 'text/event-stream', authorization: `Bearer ${token}` }
    const url = sockets.url.replace('ws', 'http')
    const answer = await fetch(`${url}/api/v1/graphql?query=${query}`, { headers })
    assert.match(await answer.text(), /sent by POST/)
    assert.equal((await sql('select from tags where id = 4712')).rowCount, 0)
  })

  test('G3 a socket has a budget of messages, and of operations at once', async () => {
    const socket = await rawSocket(sockets, { token })
    socket.send({ type: 'connection_init' })
    await socket.next('connection_ack')
    for (let i = 0; i < 1_000; i++) {
      socket.send({ id: String(i), type: 'subscribe', payload: { query: '{ _health }' } })
    }
    assert.equal((await socket.untilClosed()).code, 1008)
    assert.ok(socket.frames.length < 400, String(socket.frames.length))
  })
})

test('G5 one list under many names is one statement', async () => {
  await answered(`{ ${times(45, (i) => `a${i}: posts(limit: 2) { id }`)} }`)
  assert.equal(statements, 1)
})

describe('G6 nothing that a foreign page can send changes anything', () => {
  const mutation = 'mutation { insertTags(data: { id: 4711 }) { id } }'
  const count = async () => (await sql('select from tags where id = 4711')).rowCount

  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain; application/json',
    'application/graphql',
  ]) {
    test(type, async () => {
      const raw = JSON.stringify({ query: mutation })
      const answer = await post(undefined, { raw, headers: { 'content-type': type } })
      assert.equal(answer.status, 415, answer.text)
      assert.equal(await count(), 0)
    })
  }

  test('by GET, named or not', async () => {
    for (const query of [mutation, `query a { _health } ${mutation.replace(' {', ' b {')}`]) {
      const name = query.startsWith('query') ? '&operationName=b' : ''
      const url = `/api/v1/graphql?query=${encodeURIComponent(query)}${name}`
      assert.equal((await server.call({ url, token })).status, 405)
    }
    assert.equal(await count(), 0)
  })
})

describe('G7 a role learns of nothing beyond its privileges', async () => {
  await sql(`create table vault (id int primary key, shown text, "secretCode" text);
    alter table vault enable row level security; grant select (id, shown) on vault to authenticated;
    create table cellar (id int primary key, wine text); alter table cellar enable row level security;
    grant select on cellar to service_role`)
  const service = await newKey(server, 'gsk', {} as never)

  for (const [role, as] of [
    ['anon', undefined],
    ['authenticated', token],
    ['service_role', service],
  ] as const) {
    test(`names in the schema of ${role}`, async () => {
      const answer = await post(
        '{ __schema { types { name kind fields { name } inputFields { name } } } }',
        { token: as },
      )
      const { rows } = await sql(
        `select a.attname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
         where c.relnamespace = 'public'::regnamespace and c.relname in ('vault', 'cellar')
           and not has_column_privilege('${role}', c.oid, a.attnum, 'select')`,
      )
      const text = answer.text.toLowerCase()
      for (const name of ['shown', 'secretcode', 'wine']) {
        const isHidden = rows.some((row) => row.name.toLowerCase() === name)
        assert.equal(text.includes(name), !isHidden, name)
      }
    })
  }

  test('no suggestion names what is hidden', async () => {
    for (const query of [
      '{ vault { secretCod } }',
      '{ celar { id } }',
      '{ vault(filter: { secretCode_eq: "x" }) { id } }',
    ]) {
      const answer = await post(query)
      assert.equal(answer.status, 400)
      const hints = String(answer.text.match(/Did you mean[^?]*/g))
      assert.doesNotMatch(hints, /secretCode|cellar/)
    }
  })

  test('what fails inside tells no SQL and no stack', async () => {
    await sql(`create function fail() returns boolean language plpgsql as 'begin perform 1/0; return true; end';
      create table trap (id int primary key); insert into trap values (1); alter table trap enable row level security;
      grant select on trap to authenticated; create policy p on trap using (fail())`)
    const answer = await post('{ trap { id } }')
    assert.doesNotMatch(answer.text, /select|\.ts|node:|at |fail\(\)/i)
  })
})

test('G9 a hundred parents, three levels: one statement', async () => {
  await sql(`insert into authors (name) select 'a' || i from generate_series(1, 100) i;
    insert into posts (author_id, title) select id, 't' from authors`)
  const { authors } = await answered(
    '{ authors(limit: 100) { name posts { title author { name } } } }',
  )
  assert.equal(authors.length, 100)
  assert.equal(statements, 1)
})
