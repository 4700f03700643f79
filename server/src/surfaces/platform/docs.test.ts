import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Validator } from '@seriousme/openapi-schema-validator'
import { asAdministrator, blog, startTables } from '../../../test/tables.ts'
import { newKey } from './testing.ts'

/** Every kind of column, and names that a document must bear. */
const schema = `${blog}
  create type mood as enum ('glad', 'sad "so"');
  create domain short as varchar(5);
  create table every (id bigint generated always as identity primary key, a int2, b numeric(10, 2) not null default 1,
    c uuid not null, d timestamptz, e date, f jsonb not null, g int[], h mood, i mood not null, j mood[], k short, l bytea,
    m int4range, n inet, o interval, p bool, q float8, r text not null, s int generated always as (1) stored);
  comment on table every is 'Every kind'; comment on column every.r is 'Said aloud';
  create table "odd.na/me {x}" ("a.b" int primary key, "count" int, "c""d" text, "ü" text);
  create table "odd_na_me__x_" (id int primary key);
  create table closed (id int primary key);
  create schema shop; grant usage on schema shop to authenticated;
  create table shop.items (id int, tag text, primary key (id, tag));
  create table partly (id int primary key, shown text, veiled text);
  do $$ declare t regclass; begin
    foreach t in array array['every', '"odd.na/me {x}"', '"odd_na_me__x_"', 'shop.items', 'partly']::regclass[] loop
      execute format('alter table %s enable row level security', t);
    end loop; end $$;
  grant all on every, "odd.na/me {x}", "odd_na_me__x_", shop.items to authenticated;
  grant select on every to anon;
  grant select (id, shown), update (shown) on partly to authenticated;
`
const { server, token } = await startTables(schema)
const service = await newKey(server, 'gsk', {} as never)

// biome-ignore lint/suspicious/noExplicitAny: documents are read as they come
type Document = any

async function documentOf(as?: string, path = '/openapi.json'): Promise<Document> {
  const answer = await server.call({ url: path, token: as })
  assert.equal(answer.status, 200, answer.text.slice(0, 300))
  return answer.body
}

const callers: [string, string | undefined][] = [
  ['anon', undefined],
  ['authenticated', token],
  ['the service', service],
]
for (const [who, as] of callers) {
  test(`the document of ${who} is valid OpenAPI 3.0`, async () => {
    const document = await documentOf(as)
    const { valid, errors } = await new Validator().validate(structuredClone(document))
    assert.ok(valid, JSON.stringify(errors)?.slice(0, 1_000))
    assert.equal(document.openapi, '3.0.3')
    const ids = Object.values<Document>(document.paths).flatMap((item) =>
      Object.values<Document>(item).flatMap(({ operationId = [] }) => operationId),
    )
    assert.equal(ids.length, new Set(ids).size, 'operation ids are unique')
    for (const [, ref] of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const found = ref?.split('/').reduce((at: Document, key) => at?.[key], document)
      assert.ok(found, ref)
    }
  })
}

test('each sees what they may reach, and what they may do there', async () => {
  const [anon, mine, all] = await Promise.all(callers.map(([, as]) => documentOf(as)))
  const methods = (document: Document, path: string) =>
    Object.keys(document.paths[`/api/v1/tables/${path}`] ?? {})
  assert.deepEqual(methods(anon, 'every'), ['get'])
  assert.deepEqual(methods(mine, 'every'), ['get', 'post', 'patch', 'delete'])
  assert.deepEqual(methods(anon, 'shop/items'), [])
  assert.deepEqual(methods(mine, 'shop/items/{id}'), [
    'parameters',
    'get',
    'put',
    'patch',
    'delete',
  ])
  assert.deepEqual(methods(mine, 'partly'), ['get', 'patch'])
  assert.deepEqual(methods(mine, 'closed'), [])
  assert.deepEqual(methods(all, 'closed'), ['get', 'post', 'patch', 'delete'])
  assert.deepEqual(methods(mine, 'recent'), ['get', 'post', 'patch', 'delete'].slice(0, 1))
  assert.deepEqual(Object.keys(mine.components.schemas['public.partly'].properties), [
    'id',
    'shown',
  ])
  assert.deepEqual(Object.keys(mine.components.schemas['public.partly.update'].properties), [
    'shown',
  ])
  assert.ok(!JSON.stringify(mine).includes('veiled'))
})

describe('a table', async () => {
  const { paths, components } = await documentOf(token)
  const { properties, required, description } = components.schemas['public.every']

  test('types, what must be there, what people said of it', () => {
    assert.equal(description, 'Every kind')
    assert.deepEqual(required, ['c', 'f', 'i', 'r'])
    const { r, h, i, j, g, k, f, s, d, id } = properties
    assert.deepEqual(r, { type: 'string', description: 'Said aloud: text' })
    assert.deepEqual(h.enum, ['glad', 'sad "so"', null])
    assert.deepEqual(i.enum, ['glad', 'sad "so"'])
    assert.deepEqual(
      [j.type, j.items.type, g.items.type, f.type],
      ['array', 'string', 'integer', undefined],
    )
    assert.equal(k.type, 'string')
    assert.deepEqual([s.readOnly, id.readOnly, id.format], [true, true, 'int64'])
    assert.deepEqual([d.format, d.nullable], ['date-time', true])
    const input = components.schemas['public.every.insert']
    assert.ok(!('s' in input.properties) && !('id' in input.properties))
    assert.equal(input.additionalProperties, false)
    assert.equal(components.schemas['public.every.update'].required, undefined)
  })

  test('filters by column; related rows by their names', () => {
    const names = paths['/api/v1/tables/odd.na%2Fme%20%7Bx%7D'].get.parameters.flatMap(
      ({ name }: { name?: string }) => name ?? [],
    )
    assert.deepEqual(names, ['select', '"a.b"', '"c\\"d"', 'ü'])
    const { author, editor, tags } = components.schemas['public.posts'].properties
    assert.equal(author.allOf[0].$ref, '#/components/schemas/public.authors')
    assert.equal(editor.nullable, true)
    assert.equal(tags.type, 'array')
    const [select] = paths['/api/v1/tables/posts'].get.parameters
    assert.match(select.description, /`author\(…\)`/)
  })

  test('for generators of types: names as they are, and foreign keys', () => {
    const { schemas } = components
    const odd = schemas['public.odd.na_me__x_'] ?? schemas['public.odd.na_me__x__2']
    assert.equal(odd['x-relation'].name, 'odd.na/me {x}')
    assert.deepEqual(schemas['public.posts']['x-relation'].relationships[0], {
      name: 'posts_author_id_fkey',
      columns: ['author_id'],
      is_one_to_one: false,
      schema: 'public',
      relation: 'authors',
      referenced_columns: ['id'],
    })
    assert.equal(schemas['public.recent']['x-relation'].kind, 'view')
    assert.deepEqual(schemas['shop.items']['x-relation'].primary_key, ['id', 'tag'])
  })

  test('what the document proposes is what is answered', async () => {
    for (const [path, item] of Object.entries<Document>(paths)) {
      if (
        !path.startsWith('/api/v1/tables/') ||
        path.includes('/{') ||
        path.endsWith('/') ||
        !item.get
      )
        continue
      const filters = item.get.parameters
        .flatMap(({ name }: { name?: string }) => name ?? [])
        .slice(1)
      const query = filters
        .map((name: string) => `&${encodeURIComponent(name)}=not.is.null`)
        .join('')
      const answer = await server.call({ url: `${path}?limit=1${query}`, token })
      assert.equal(answer.status, 200, `${path} ${answer.text}`)
      const related = [...String(item.get.parameters[0].description).matchAll(/`([^`(]+)\(…\)`/g)]
      for (const [, name] of related) {
        const embedded = await server.call({ url: `${path}?select=${name}(*)&limit=1`, token })
        assert.equal(embedded.status, 200, `${path} ${name} ${embedded.text}`)
      }
    }
  })
})

test('who has it is told so, until the schema changes', async () => {
  const ask = (headers = {}) => server.call({ url: '/api/v1/openapi.json', token, headers })
  const first = await ask()
  const etag = String(first.headers.etag)
  assert.match(etag, /^"/)
  assert.equal((await ask({ 'if-none-match': etag })).status, 304)
  const anon = await server.call({
    url: '/api/v1/openapi.json',
    headers: { 'if-none-match': etag },
  })
  assert.equal(anon.status, 200, 'another role, another document')
})

test('a table is in it as soon as it is made; a bad credential is 401', async () => {
  const before = await server.call({ url: '/openapi.json', token })
  await asAdministrator(
    server,
    `create table fresh (id int primary key); alter table fresh enable row level security; grant select on fresh to authenticated`,
  )
  const after = await server.call({
    url: '/openapi.json',
    token,
    headers: { 'if-none-match': String(before.headers.etag) },
  })
  assert.equal(after.status, 200)
  assert.ok(after.body.paths['/api/v1/tables/fresh'])
  assert.equal((await server.call({ url: '/openapi.json', token: 'garbage' })).status, 401)
})
