import assert from 'node:assert/strict'
import { test } from 'node:test'
import { operators } from '../../src/features/tables/operators.ts'
import type { Answer, Call } from '../kit.ts'
import { startTables } from '../tables.ts'

/** I3: to ask about a column without a right reads, byte for byte, like to ask about one that is not there. */
const { server, token, sql } = await startTables(`
  create table safes (id int primary key, shown text, hidden text unique, hidden_json jsonb, hidden_n int, hidden_id int references safes);
  create table drawers (id int primary key, safe_id int references safes);
  alter table safes enable row level security; alter table drawers enable row level security;
  grant select (id, shown), insert (id, shown), update (shown), delete on safes to authenticated;
  grant select, insert on drawers to authenticated;
  create policy o on safes using (true); create policy o on drawers using (true);
  insert into safes values (1, 's', 'h', '{"k": "v"}', 7, null), (2, 't', 'i', '{"k": "w"}', 8, 1);
  insert into drawers values (1, 1);`)

/** What stands for the column: hidden ones, and as many that do not exist. */
const pairs = [
  ['hidden', 'absent'],
  ['hidden_json', 'absent_json'],
  ['hidden_n', 'absent_n'],
  ['hidden_id', 'absent_id'],
] as const

const values: Record<string, string> = {
  is: 'null',
  isnot: 'null',
  in: '(h,i)',
  nin: '(h)',
  not: 'eq.h',
}
const filters = (c: string): string[] =>
  Object.keys(operators)
    .filter((op) => !op.includes('#'))
    .flatMap((op) => [
      `${c}=${op}.${values[op] ?? 'h'}`,
      `${c}.${op}=${values[op] ?? 'h'}`,
      `or=(id.eq.1,${c}.not.${op}.${values[op] ?? 'h'})`,
    ])

const queries = (c: string): string[] => [
  ...filters(c),
  ...['a', '0', '-1'].flatMap((key) => [
    `${c}->${key}=eq.1`,
    `${c}->>${key}=gt.5`,
    `select=${c}->${key}`,
    `order=${c}->>${key}`,
    `and=(${c}->x->>${key}.eq.1)`,
  ]),
  `select=${c}`,
  `select=x:${c}`,
  `select=${c}::text`,
  `select=${c}::int`,
  `select=max(${c})`,
  `select=${c}.count()`,
  `select=count(${c})`,
  `select=count(*)&group_by=${c}`,
  `order=${c}`,
  `order=${c}.desc.nullsfirst`,
  `order=id,${c}`,
  `"${c}"=eq.h`,
  `${c}.is.null`,
  `not.or=(${c}.is.null)`,
  `select=${c}(id)`,
  `select=safes!${c}(id)`,
  `select=id,${c}&id=eq.1`,
  `${c}=eq(any).{h}`,
  `${c}=like(all).{h*}`,
]

const ofDrawers = (c: string): string[] => [
  `select=safes(${c})`,
  `select=...safes(${c})`,
  `select=id,safes(id)&safes.${c}=eq.h`,
  `select=id,safes!inner(id)&safes.${c}=like.h*`,
  `or=(safes.${c}.eq.h)`,
  `order=safes(${c})`,
  `select=safes(id)&safes.order=${c}`,
  `select=safes(max(${c}))`,
  `select=safes(id)&safes.or=(${c}.eq.h)`,
]

const base = '/api/v1/tables/'
const calls = (c: string): Call[] => [
  ...queries(c).flatMap((query) => [{ url: `${base}safes?${encodeURI(query)}` }]),
  ...ofDrawers(c).map((query) => ({ url: `${base}drawers?${encodeURI(query)}` })),
  ...[`${c}=eq.h`, `or=(${c}.eq.h)`].flatMap((query) => [
    { url: `${base}safes/1?${query}` },
    { url: `${base}safes/export?${query}` },
    { method: 'PATCH' as const, url: `${base}safes?${query}`, body: { shown: 'x' } },
    { method: 'DELETE' as const, url: `${base}safes?${query}` },
  ]),
  { url: `${base}safes/1?select=${c}` },
  { url: `${base}safes/export?select=${c}` },
  { url: `${base}safes/export?format=json&order=${c}` },
  { url: `${base}safes`, body: { id: 9, [c]: 'h' } },
  { url: `${base}safes?columns=id,${c}`, body: { id: 9 } },
  { url: `${base}safes?select=${c}`, body: { id: 9 } },
  ...['merge', 'ignore'].map((how) => ({
    url: `${base}safes?on_conflict=${c}`,
    body: { id: 9 },
    headers: { prefer: `resolution=${how}-duplicates` },
  })),
  {
    url: `${base}safes/bulk`,
    body: { records: [{ id: 9 }], on_conflict: c, resolution: 'ignore-duplicates' },
  },
  { method: 'PATCH', url: `${base}safes/1`, body: { [c]: 'h' } },
  { method: 'PUT', url: `${base}safes/1`, body: { [c]: 'h' } },
  { method: 'PATCH', url: `${base}safes/bulk`, body: [{ id: 1, [c]: 'h' }] },
  { method: 'PATCH', url: `${base}safes/bulk?${c}=eq.h`, body: { data: { shown: 'x' } } },
  { method: 'DELETE', url: `${base}safes/bulk?${c}=eq.h` },
  ...[
    { filters: [{ column: c, operator: 'eq', value: 'h' }] },
    { select: c },
    { order: [{ column: c }] },
    { groupBy: [c], select: 'count(*)' },
    { orFilters: [`${c}.eq.h`] },
    { betweenFilters: [{ column: c, min: 1, max: 9 }] },
  ].map((body) => ({ url: `${base}safes/query`, body })),
  ...[
    { op: 'update', table: 'safes', values: { shown: 'x' }, filter: { [c]: 'h' } },
    { op: 'delete', table: 'safes', filter: `${c}=eq.h` },
    { op: 'insert', table: 'safes', values: { id: 9 }, select: c },
    { op: 'upsert', table: 'safes', values: { id: 9 }, on_conflict: c },
    { op: 'insert', table: 'drawers', values: { id: 9, safes: { id: 9, [c]: 'h' } } },
  ].map((one) => ({ url: '/api/v1/batch', body: { operations: [one] } })),
  {
    url: '/api/v1/batch',
    body: {
      operations: [
        { op: 'update', table: 'safes', values: { shown: 's' }, filter: 'id=eq.1' },
        { op: 'insert', table: 'drawers', values: { id: { $ref: `0.${c}` } } },
      ],
    },
  },
  ...graphql(c.replace(/_(.)/, (_, letter: string) => letter.toUpperCase())).map((query) => ({
    url: '/api/v1/graphql',
    body: { query },
  })),
]

const graphql = (f: string): string[] => [
  `{ safes { ${f} } }`,
  `{ safes(filter: {${f}_eq: "h"}) { id } }`,
  `{ safes(filter: {_or: [{${f}_like: "h%"}]}) { id } }`,
  `{ safes(orderBy: [{${f}: ASC}]) { id } }`,
  `{ safesAggregate { max { ${f} } } }`,
  `{ safesAggregate(filter: {${f}_is_null: true}) { count } }`,
  `{ drawers(filter: {safe: {${f}_eq: "h"}}) { id } }`,
  `{ drawers { safe { ${f} } } }`,
  `{ safes(distinct: [${f}]) { id } }`,
  `{ safes(distinctOn: ["${f}"]) { id } }`,
  `mutation { insertSafes(data: {id: 9, ${f}: "h"}) { id } }`,
  `mutation { updateManySafes(filter: {${f}_eq: "h"}, data: {shown: "x"}) { id } }`,
  `mutation { deleteManySafes(filter: {${f}_eq: "h"}) }`,
  `mutation { insertSafes(data: {id: 9}, onConflict: ["${f}"]) { id } }`,
  `mutation { updateSafes(id: 1, data: {${f}: "h"}) { id } }`,
]

/** Without what is chance: the number of the request. */
const shown = ({ status, headers, text }: Answer, column: string): string => {
  // What a misspelling is like is a matter of letters, as long as nothing hidden is named.
  const suggestions = text.match(/ Did you mean [^?]*\?/g) ?? []
  assert.ok(!/hidden/.test(suggestions.join()), text)
  const plain = text.replace(/"request_id":"[^"]*"/, '').replace(/ Did you mean [^?]*\?/g, '')
  const field = column.replace(/_(.)/, (_, letter: string) => letter.toUpperCase())
  const masked = plain
    .replaceAll(column, 'COLUMN')
    .replaceAll(field, 'COLUMN')
    .replaceAll(field.charAt(0).toUpperCase() + field.slice(1), 'Column')
  return `${status} ${headers['content-range']} ${headers['x-affected-count']} ${masked}`
}

for (const [hidden, absent] of pairs) {
  test(`I3 ${hidden} and ${absent}: the same answers to ${calls(hidden).length} questions`, async () => {
    const before = JSON.stringify((await sql('select * from safes order by id')).rows)
    const others = calls(absent)
    for (const [i, call] of calls(hidden).entries()) {
      const [one, two] = await Promise.all([
        server.call({ ...call, token }),
        server.call({ ...(others[i] as Call), token }),
      ])
      const about = `${call.method ?? ''} ${decodeURI(call.url)} ${JSON.stringify(call.body)}`
      assert.equal(shown(one, hidden), shown(two, absent), about)
      assert.ok(!/"v"|"w"|"h"|"i"/.test(one.text), `${about} ${one.text}`)
    }
    assert.equal(JSON.stringify((await sql('select * from safes order by id')).rows), before)
  })
}
