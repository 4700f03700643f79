import assert from 'node:assert/strict'
import { test } from 'node:test'
import { operator } from '../../src/surfaces/platform/testing.ts'
import type { Call } from '../kit.ts'
import { startTables } from '../tables.ts'

/** I1, I2, I5, I6, I8, I9, I10 where callers name things: the tables of users. */
const { server, token, at, sql } = await startTables(`
  create table notes (id int primary key, body text, data jsonb, big int8, n numeric, tags text[]);
  create table lines (id int primary key, note_id int references notes, "a;b" text);
  alter table notes enable row level security; alter table lines enable row level security;
  grant all on notes, lines to authenticated; create policy o on notes using (true); create policy o on lines using (true);
  insert into notes values (1, 'one', '{"a": {"b": 1}}', 1, 1, '{x}'); insert into lines values (1, 1, 'semi');`)

const attacks = [
  "x' or 1=1 --",
  'x"; drop table notes; --',
  'id;select 1',
  '$1',
  ')',
  'id)::text',
  'pg_catalog.pg_class',
  'id from notes',
  '/**/',
  '\\',
  "';",
  '"',
  '""',
  '`',
  '%',
  'id--',
  '\u0000',
  'id\u0000',
  '__proto__',
  'constructor',
  'ıd',
  'ID',
  '🙂',
  'a'.repeat(64),
  'a'.repeat(2_000),
  "E'\\x'",
  'current_user',
  'xmin',
  'ctid',
  'tableoid',
  'notes.*',
  't0',
  '(select 1)',
]

/** How many transactions went to PostgreSQL. */
async function sent<T>(work: () => Promise<T>): Promise<{ count: number; result: T }> {
  const { db } = server.app.engines
  const { asCaller, streamAsCaller } = db
  let count = 0
  db.asCaller = (...given) => {
    count++
    return asCaller.apply(db, given)
  }
  db.streamAsCaller = (...given) => {
    count++
    return streamAsCaller.apply(db, given)
  }
  try {
    return { result: await work(), count }
  } finally {
    Object.assign(db, { asCaller, streamAsCaller })
  }
}

const e = encodeURIComponent
const tables = '/api/v1/tables'
const slots: [string, (text: string) => Call][] = [
  ['table', (x) => ({ url: `${tables}/${e(x)}` })],
  ['schema', (x) => ({ url: `${tables}/${e(x)}/notes` })],
  [
    'schema by header',
    (x) => ({
      url: `${tables}/notes`,
      headers: { 'accept-profile': x.replace(/[^\x20-\x7e]/g, '?') },
    }),
  ],
  ['column of a filter', (x) => ({ url: `${tables}/notes?${e(x)}=eq.1` })],
  ['column before its operator', (x) => ({ url: `${tables}/notes?${e(x)}.eq=1` })],
  ['column in quotes', (x) => ({ url: `${tables}/notes?${e(JSON.stringify(x))}=eq.1` })],
  ['column of a group', (x) => ({ url: `${tables}/notes?or=(${e(JSON.stringify(x))}.eq.1)` })],
  [
    'column of a related row',
    (x) => ({ url: `${tables}/notes?select=id,lines(id)&lines.${e(JSON.stringify(x))}=eq.1` }),
  ],
  ['select', (x) => ({ url: `${tables}/notes?select=${e(JSON.stringify(x))}` })],
  ['cast', (x) => ({ url: `${tables}/notes?select=id::${e(x)}` })],
  ['aggregate', (x) => ({ url: `${tables}/notes?select=sum(${e(JSON.stringify(x))})` })],
  ['embed', (x) => ({ url: `${tables}/notes?select=${e(JSON.stringify(x))}(id)` })],
  ['hint', (x) => ({ url: `${tables}/notes?select=lines!${e(JSON.stringify(x))}(id)` })],
  ['order', (x) => ({ url: `${tables}/notes?order=${e(JSON.stringify(x))}` })],
  [
    'order of a related row',
    (x) => ({ url: `${tables}/lines?order=notes(${e(JSON.stringify(x))})` }),
  ],
  [
    'group_by',
    (x) => ({ url: `${tables}/notes?select=count(*)&group_by=${e(JSON.stringify(x))}` }),
  ],
  [
    'on_conflict',
    (x) => ({
      url: `${tables}/notes?on_conflict=${e(JSON.stringify(x))}`,
      body: { id: 9 },
      headers: { prefer: 'resolution=merge-duplicates' },
    }),
  ],
  ['columns', (x) => ({ url: `${tables}/notes?columns=${e(JSON.stringify(x))}`, body: { id: 9 } })],
  ['key of a body', (x) => ({ url: `${tables}/notes`, raw: `{"id":9,${JSON.stringify(x)}:1}` })],
  [
    'key of the second row',
    (x) => ({ url: `${tables}/notes`, raw: `[{"id":9},{"id":8,${JSON.stringify(x)}:1}]` }),
  ],
  [
    'key of a change',
    (x) => ({ method: 'PATCH', url: `${tables}/notes?id=eq.1`, raw: `{${JSON.stringify(x)}:1}` }),
  ],
  [
    'column in a question',
    (x) => ({
      url: `${tables}/notes/query`,
      body: { filters: [{ column: JSON.stringify(x), operator: 'eq', value: 1 }] },
    }),
  ],
  [
    'operator in a question',
    (x) => ({
      url: `${tables}/notes/query`,
      body: { filters: [{ column: 'id', operator: x, value: 1 }] },
    }),
  ],
  [
    'order in a question',
    (x) => ({ url: `${tables}/notes/query`, body: { order: [{ column: JSON.stringify(x) }] } }),
  ],
  [
    'group in a question',
    (x) => ({
      url: `${tables}/notes/query`,
      body: { select: 'count(*)', groupBy: [JSON.stringify(x)] },
    }),
  ],
  [
    'table of a batch',
    (x) => ({
      url: '/api/v1/batch',
      body: { operations: [{ op: 'delete', table: x, filter: 'id=eq.9' }] },
    }),
  ],
  [
    'column of a batch',
    (x) => ({
      url: '/api/v1/batch',
      raw: `{"operations":[{"op":"delete","table":"notes","filter":{${JSON.stringify(x)}:1}}]}`,
    }),
  ],
  [
    'reference of a batch',
    (x) => ({
      url: '/api/v1/batch',
      body: {
        operations: [
          { op: 'update', table: 'notes', values: { body: 'x' }, filter: 'id=eq.9' },
          { op: 'insert', table: 'lines', values: { id: { $ref: `0.${x}` } } },
        ],
      },
    }),
  ],
  ['field of GraphQL', (x) => ({ url: '/api/v1/graphql', body: { query: `{ notes { ${x} } }` } })],
  [
    'argument of GraphQL',
    (x) => ({ url: '/api/v1/graphql', body: { query: `{ notes(filter: {${x}_eq: 1}) { id } }` } }),
  ],
  [
    'conflict of GraphQL',
    (x) => ({
      url: '/api/v1/graphql',
      body: {
        query: `mutation { insertNotes(data: {id: 9}, onConflict: [${JSON.stringify(x)}]) { id } }`,
      },
    }),
  ],
]

for (const [slot, call] of slots) {
  test(`I2 ${slot}: ${attacks.length} attacks are refused, and nothing goes to PostgreSQL`, async () => {
    for (const attack of attacks) {
      const { result, count } = await sent(() => server.call({ ...call(attack), token }))
      const about = `${JSON.stringify(attack).slice(0, 80)} ${result.status} ${result.text.slice(0, 200)}`
      assert.ok([400, 404, 405, 414].includes(result.status), about)
      assert.equal(count, 0, about)
    }
  })
}

test('I2 keys of JSON and aliases may be anything: they come back as they were written', async () => {
  for (const text of attacks.filter(
    (one) => !one.includes('\0') && Buffer.byteLength(one) < 64 && one !== '__proto__',
  )) {
    const name = e(JSON.stringify(text))
    const read = (query: string) => server.call({ url: `${tables}/notes?${query}`, token })
    const alias = await read(`select=${name}:id`)
    assert.deepEqual(alias.body, [{ [text]: 1 }], alias.text)
    await sql(`update notes set data = jsonb_build_object('${text.replaceAll("'", "''")}', 7)`)
    const found = await read(`data->>${name}=eq.7&select=x:data->${name}&order=data->${name}`)
    assert.deepEqual(found.body, [{ x: 7 }], `${text} ${found.text}`)
    const group = await read(`or=(data->${name}.eq.7)&select=id`)
    assert.deepEqual(group.body, [{ id: 1 }], `${text} ${group.text}`)
  }
  await sql(`update notes set data = '{"a": {"b": 1}}'`)
})

test('I6 2⁵³+1 is itself in bodies, filters, keys, lists, batches, JSON and GraphQL', async () => {
  const big = '9007199254740993'
  const raw = `{"id":53,"big":${big},"n":0.1234567890123456789,"data":{"deep":[${big}]}}`
  const made = await at('notes?select=id,big,n,data', { raw })
  assert.equal(made.text.replaceAll(' ', ''), raw)
  for (const query of [
    `big=eq.${big}`,
    `big=in.(${big})`,
    `data=cs.{"deep":[${big}]}`,
    `data->deep->0=eq.${big}`,
  ]) {
    assert.equal((await at(`notes?select=big&${query}`)).text, `[{"big":${big}}]`, query)
  }
  const asked = await at('notes/query', {
    raw: `{"filters":[{"column":"big","operator":"eq","value":${big}}],"select":"big"}`,
  })
  assert.equal(asked.text, `[{"big":${big}}]`)
  const batch = await server.call({
    url: '/api/v1/batch',
    token,
    raw: `{"operations":[{"op":"update","table":"notes","values":{"n":${big}},"filter":{"big":${big}},"select":"n"}]}`,
  })
  assert.equal(batch.text, `{"results":[[{"n":${big}}]]}`)
  const query = `{ notes(filter: {big_eq: "${big}"}) { big } }`
  assert.equal(
    (await server.call({ url: '/api/v1/graphql', token, body: { query } })).body.data.notes[0].big,
    big,
  )
  await sql('delete from notes where id = 53')
})

test('I8 a path is decoded once, and names what it names', async () => {
  const paths: [string, number][] = [
    ['notes%2F1', 404],
    ['notes%252F1', 404],
    ['public%2Fnotes', 404],
    ['notes/%2e%2e/notes', 200],
    ['..%2f..%2fadmin', 404],
    ['notes%00', 400],
    ['notes;x', 404],
    ['notes.', 404],
    ['NOTES', 404],
    ['no%74es', 200],
    ['notes/%31', 200],
    ['%c0%ae', 400],
    ['notes/1%20', 200],
    ['pg_catalog/pg_class', 404],
    ['auth/users', 404],
    ['engine/outbox', 404],
    ['information_schema/tables', 404],
    ['auth%2Fusers', 404],
  ]
  for (const [path, status] of paths) {
    const answer = await server.call({ url: `${tables}/${path}`, token })
    assert.equal(answer.status, status, `${path} ${answer.text.slice(0, 200)}`)
  }
})

test('I9 repeated parameters have a rule: filters are all meant, of a scalar the first; 501 are refused', async () => {
  assert.equal((await at('notes?id=gt.0&id=lt.1')).text, '[]')
  assert.equal((await at('notes?select=id&select=body&limit=1&limit=0')).text, '[{"id":1}]')
  const many = (n: number) => Array.from({ length: n }, () => 'id=gt.0').join('&')
  assert.equal((await at(`notes?${many(500)}`)).status, 200)
  for (const n of [501, 10_000]) {
    const { result, count } = await sent(() =>
      server.call({ url: `${tables}/notes?${many(n)}`, token }),
    )
    assert.ok([400, 414].includes(result.status), result.text.slice(0, 100))
    assert.equal(count, 0)
  }
})

test('I10 a formula is inert in a CSV that asks for it, and a cell is a cell', async () => {
  await sql(
    `delete from lines; insert into notes (id, body) values (2, '=1+1'), (3, '+x'), (4, '-1'), (5, '@a'), (6, E'\\tt'), (7, E'a\\r\\nb'), (8, '"q"')`,
  )
  const safe = await server.call({
    url: `${tables}/notes/export?select=body&order=id&safe=true`,
    token,
  })
  assert.equal(
    safe.text,
    `body\r\none\r\n'=1+1\r\n'+x\r\n-1\r\n'@a\r\n'\tt\r\n"a\r\nb"\r\n"""q"""\r\n`,
  )
  await sql('delete from notes where id > 1')
})

test('I5 what takes long ends at the limit, and its connection is free at once', async () => {
  await sql(`
    create view endless with (security_invoker = true) as select g as id, g::text as t from generate_series(1, 2000000000) g;
    comment on view endless is '@open'; grant select on endless to authenticated`)
  const root = await operator(server)
  const put = {
    method: 'PUT' as const,
    url: '/api/v1/admin/settings/api.statement_timeout_ms',
    token: root.token,
    body: { value: 300 },
  }
  const set = await server.call(put)
  assert.ok(set.status < 300, set.text)
  const expensive = [
    `${tables}/endless?select=count(*)&t=match.(x%2B)%2By`,
    `${tables}/endless?t=ilike.*zz*&limit=1`,
    `${tables}/endless?order=t.desc&limit=1`,
    `${tables}/endless?count=exact&limit=1`,
    `${tables}/endless/export?order=t`,
  ]
  const answers = await Promise.all(
    [...expensive, ...expensive].map((url) => server.call({ url, token })),
  )
  assert.deepEqual(
    [...new Set(answers.map(({ status }) => status))],
    [504],
    answers.map(({ text }) => text.slice(0, 100)).join('\n'),
  )
  // Beyond the last result that anybody is given there is nothing to look for.
  assert.equal(
    (await server.call({ url: `${tables}/endless?offset=1000000000&limit=1`, token })).text,
    '[]',
  )
  const { rows } = await sql(
    `select count(*)::int as n from pg_stat_activity where usename = 'flumen_app' and datname = current_database() and state <> 'idle'`,
  )
  assert.equal(rows[0].n, 0)
  assert.equal((await at('notes?select=id')).status, 200)
  await server.call({ ...put, method: 'DELETE', body: undefined } as Call)
})
