import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { startTables } from '../../server/test/tables.ts'
import { createClient, quote } from '../src/index.ts'
import { writeTypes } from '../src/types/index.ts'
import type { Database } from './database.ts'

const { server, token, sql } = await startTables()
const url = await server.app.http.listen({ port: 0, host: '127.0.0.1' })
const sent: string[] = []
const counting: typeof fetch = (input, init) => {
  const request = new Request(input, init)
  sent.push(`${request.method} ${new URL(request.url).pathname}`)
  return fetch(request)
}
const client = createClient<Database>(url, { key: token, fetch: counting })

test('sdk/test/database.ts is what `flumen types` writes', async () => {
  const file = new URL('database.ts', import.meta.url)
  assert.equal(await writeTypes(client.connection), readFileSync(file, 'utf8'))
  const none = await writeTypes(client.connection, { schemas: ['shop'] })
  assert.match(none, /shop: \{\n {4}Tables: \{\}/)
})

const ids = (...list: number[]) => list.map((id) => ({ id }))

async function collect<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const row of rows) all.push(row)
  return all
}

describe('filters', () => {
  const people = client.from('people').select('id').order('id')
  const posts = client.from('posts').select('id').order('id')
  const cases: [string, PromiseLike<{ id: number }[]>, { id: number }[]][] = [
    ['eq', people.eq('name', 'John'), ids(1, 2)],
    ['neq', people.neq('name', 'John'), ids(3, 4)],
    ['gt', people.gt('age', 20), ids(3, 4)],
    ['gte', people.gte('age', 20), ids(1, 3, 4)],
    ['lt', people.lt('age', 20), ids(2)],
    ['lte', people.lte('age', 20), ids(1, 2)],
    ['a Date', posts.lt('created_at', new Date('2024-01-02')), ids(1, 2, 3)],
    ['like', people.like('name', 'J%'), ids(1, 2)],
    ['ilike', people.ilike('name', 'j%'), ids(1, 2)],
    ['regex', people.regex('name', '^[AB]'), ids(3, 4)],
    ['is null', people.is('deleted_at', null), ids(1, 2, 4)],
    ['is true', posts.is('ok', true), ids(1)],
    ['in', people.in('id', [1, 3]), ids(1, 3)],
    ['in, with signs', people.in('name', ['Ann', 'a,b', 'c"d', '(x)', 'e\\f']), ids(3)],
    ['notIn', people.notIn('id', [1, 2]), ids(3, 4)],
    ['contains array', posts.contains('tags', ['y']), ids(1, 2)],
    ['contains strange array', posts.contains('tags', ['a"b,{c}\\']), ids()],
    ['contains json', posts.contains('data', { a: { b: 5 } }), ids(1)],
    ['contains range', posts.contains('during', '[1,2]'), ids(1)],
    ['containedBy', posts.containedBy('tags', ['y', 'z']), ids(2, 3)],
    ['overlaps', posts.overlaps('tags', ['x', 'q']), ids(1)],
    ['textSearch', posts.textSearch('title', 'one | two'), ids(1, 2)],
    [
      'textSearch as people type',
      posts.textSearch('title', 'three', { type: 'web', config: 'english' }),
      ids(3),
    ],
    ['match', people.match({ name: 'John', age: 10 }), ids(2)],
    ['not', people.not('name', 'eq', 'John'), ids(3, 4)],
    ['not in', people.not('id', 'in', [1, 2]), ids(3, 4)],
    ['not is', people.not('deleted_at', 'is', null), ids(3)],
    ['or', people.or('age.lt.15,age.gt.60'), ids(2, 4)],
    ['or, with a value from outside', people.or(`name.eq.${quote('a,b)')},id.eq.1`), ids(1)],
    ['two ors', people.or('id.eq.1,id.eq.2').or('age.eq.20,age.eq.30'), ids(1)],
    ['any operator', people.filter('age', 'not.lt', '20'), ids(1, 3, 4)],
    ['json path', posts.eq('data->a->>b', '7'), ids(2)],
  ]
  for (const [name, question, expected] of cases) {
    test(name, async () => assert.deepEqual(await question, expected))
  }
})

describe('rows', () => {
  test('a question stays what it is when others are made of it', async () => {
    const all = client.from('people').select('id').order('id')
    assert.deepEqual(await all.eq('name', 'Ann'), ids(3))
    assert.deepEqual(await all, ids(1, 2, 3, 4))
  })

  test('related rows, with order and limits of their own', async () => {
    const rows = await client
      .from('authors')
      .select('name,posts!author_id(title)')
      .order('id')
      .order('title', { referencedTable: 'posts', ascending: false })
      .limit(1, { referencedTable: 'posts' })
    assert.deepEqual(rows, [
      { name: 'Ada', posts: [{ title: 'two' }] },
      { name: 'Ben', posts: [{ title: 'three' }] },
    ])
    const post = await client.from('posts').select('id, author(name)').eq('id', 3).single()
    assert.equal(post.author?.name, 'Ben')
    const inner = await client
      .from('authors')
      .select('name,posts!author_id!inner(title)')
      .eq('posts.title', 'one')
    assert.deepEqual(inner, [{ name: 'Ada', posts: [{ title: 'one' }] }])
    const tagged = client.from('tags').select('label,posts(id)').eq('id', 1)
    assert.deepEqual(await tagged.or('id.eq.2', { referencedTable: 'posts' }), [
      { label: 'red', posts: [{ id: 2 }] },
    ])
  })

  test('order with nulls, limit, range, groups', async () => {
    const byPrice = client.from('posts').select('id').order('price', { nullsFirst: true })
    assert.deepEqual(await byPrice.limit(1), ids(3))
    const people = client
      .from('people')
      .select('id')
      .order('name')
      .order('id', { ascending: false })
    assert.deepEqual(await people, ids(3, 4, 2, 1))
    assert.deepEqual(await people.range(1, 2), ids(4, 2))
    const sums = await client.from('sales').select('price.sum()').groupBy('cat').order('cat')
    assert.deepEqual(sums, [
      { cat: 'a', sum: 15.5 },
      { cat: 'b', sum: 7 },
    ] as object[])
  })

  test('single and maybeSingle', async () => {
    const person = (id: number) => client.from('people').select('id').eq('id', id)
    assert.deepEqual(await person(1).single(), { id: 1 })
    assert.equal(await person(0).maybeSingle(), null)
    await assert.rejects(person(0).single(), { name: 'FlumenError', code: 'PGRST116', status: 406 })
    await assert.rejects(client.from('people').select('id').maybeSingle(), { code: 'PGRST116' })
    assert.deepEqual(await client.from('people').select('id').order('id').limit(1).single(), {
      id: 1,
    })
  })

  test('counts', async () => {
    const adults = client.from('people').select('id').gte('age', 18)
    assert.equal(await adults.count(), 3)
    const page = await adults.limit(1).page({ count: 'exact' })
    assert.deepEqual([page.rows.length, page.count], [1, 3])
    assert.equal(typeof (await adults.count('planned')), 'number')
    assert.equal((await adults.page()).count, null)
  })

  test('all rows, page by page, and as one stream', async () => {
    await sql(
      'create table many (id int primary key, text text); alter table many enable row level security; grant all on many to authenticated; create policy o on many using (true)',
    )
    const many = createClient(url, { key: token, fetch: counting }).from('many')
    const rows = Array.from({ length: 25 }, (_, id) => ({ id, text: `é\n${id}` }))
    assert.equal(await many.insert(rows), 25)
    const lengths = []
    for await (const page of many.select('id').limit(10).pages()) lengths.push(page.length)
    assert.deepEqual(lengths, [10, 10, 5])
    const question = many.select().order('id', { ascending: false })
    const all = await collect(question.limit(7).all())
    assert.deepEqual(all, rows.toReversed())
    assert.deepEqual(await collect(question.stream()), rows.toReversed())
    for await (const row of question.stream()) {
      assert.equal(row.id, 24)
      break
    }
    const csv = await new Response(
      await many.select('id').lt('id', 2).order('id').export('csv'),
    ).text()
    assert.equal(csv, 'id\r\n0\r\n1\r\n')
  })

  test('a question that is too long for an address is asked in a body', async () => {
    sent.length = 0
    const ids = Array.from({ length: 3_000 }, (_, i) => i)
    const rows = await client
      .from('people')
      .select('id')
      .in('id', ids)
      .not('name', 'in', ['Ann'])
      .or('id.gt.1,id.is.null')
      .order('name', { nullsFirst: true })
      .order('id')
      .limit(2)
    assert.deepEqual(rows, [{ id: 4 }, { id: 2 }])
    assert.deepEqual(sent, ['POST /api/v1/tables/people/query'])
    assert.equal(await client.from('people').select().in('id', ids).count(), 4)
    const paged = client.from('people').select().in('id', ids).page({ cursor: '' })
    await assert.rejects(paged, { code: 'too_long' })
  })

  test('another schema; names that want spelling', async () => {
    await sql(`create schema shop; grant usage on schema shop to authenticated;
      create table shop."odd name/x" (id int primary key, "select" text, "a.b" text); alter table shop."odd name/x" enable row level security;
      grant all on shop."odd name/x" to authenticated; create policy o on shop."odd name/x" using (true)`)
    const shop = createClient(url, { key: token }).schema('shop')
    const odd = shop.from('odd name/x')
    assert.equal(await odd.insert({ id: 1, select: 'x', 'a.b': 'y' }), 1)
    assert.deepEqual(await odd.select('"a.b"').eq('"a.b"', 'y'), [{ 'a.b': 'y' }])
    assert.equal(await odd.delete().eq('id', 1), 1)
  })

  test('what is wrong is thrown, and says what', async () => {
    const wrong = client.from('people').select('nothing')
    await assert.rejects(async () => wrong, { name: 'FlumenError', status: 400 })
    const bare = createClient(url, { key: token }).from('nowhere').select()
    await assert.rejects(async () => bare, { status: 404 })
    const controller = new AbortController()
    controller.abort()
    const given = client.from('people').select('id').abortSignal(controller.signal)
    await assert.rejects(async () => given, { name: 'AbortError' })
  })
})

describe('changes', () => {
  test('insert: how many, or the rows', async () => {
    const tags = client.from('tags')
    assert.equal(await tags.insert({ id: 10, label: 'ten' }), 1)
    assert.deepEqual(
      await tags.insert([{ id: 11 }, { id: 12, label: 'twelve' }]).select('id'),
      ids(11, 12),
    )
    assert.deepEqual(await tags.insert({ id: 13 }).select().single(), { id: 13, label: null })
    const posts = client.from('posts').insert([{ title: 'x' }, { title: 'y', tags: ['z'] }])
    assert.deepEqual(await posts.select('tags'), [{ tags: [] }, { tags: ['z'] }])
    await assert.rejects(async () => tags.insert({ id: 10 }), {
      status: 409,
      code: 'DUPLICATE_KEY',
    })
  })

  test('upsert: merge, ignore, by another column', async () => {
    const tags = client.from('tags')
    assert.deepEqual(await tags.upsert({ id: 10, label: 'TEN' }).select(), [
      { id: 10, label: 'TEN' },
    ])
    const both = [
      { id: 10, label: 'no' },
      { id: 20, label: 'new' },
    ]
    assert.deepEqual(await tags.upsert(both, { ignoreDuplicates: true }).select('id'), ids(20))
    assert.deepEqual(await tags.upsert({ id: 10, label: 'X' }, { onConflict: 'id' }).select(), [
      { id: 10, label: 'X' },
    ])
    const by = tags.upsert({ id: 10 }, { onConflict: 'nothing' })
    await assert.rejects(async () => by, { status: 400 })
  })

  test('update and delete', async () => {
    const tags = client.from('tags')
    assert.equal(await tags.update({ label: 'eleven' }).eq('id', 11), 1)
    const changed = tags.update({ label: 'XI' }).eq('id', 11).select('label')
    assert.deepEqual(await changed.single(), { label: 'XI' })
    const few = tags.delete().gte('id', 10).maxAffected(1)
    await assert.rejects(async () => few, { status: 400 })
    assert.deepEqual(await tags.delete().eq('id', 11).select('id'), ids(11))
    await assert.rejects(tags.delete().gte('id', 10).select().single(), { code: 'PGRST116' })
    assert.equal(await tags.delete().gte('id', 10), 4)
    await assert.rejects(async () => tags.delete(), { status: 400 })
  })

  test('several tables at once, all or none', async () => {
    const [posts, tags] = await client.batch([
      { op: 'insert', table: 'posts', values: { title: 'Both' }, select: 'id,title' },
      { op: 'insert', table: 'tags', values: { id: { $ref: '0.id' } } },
    ])
    assert.deepEqual([posts.title, tags], ['Both', { id: posts.id, label: null }])
    const [changed] = await client.batch([
      {
        op: 'update',
        table: 'tags',
        values: { label: 'x' },
        filter: { id: posts.id },
        select: 'label',
      },
    ])
    assert.deepEqual(changed, [{ label: 'x' }])
    const half = client.batch([
      { op: 'insert', table: 'tags', values: { id: 77 } },
      { op: 'insert', table: 'tags', values: { id: 77 } },
    ])
    await assert.rejects(half, { status: 409 })
    assert.equal(await client.from('tags').select().eq('id', 77).count(), 0)
  })

  test('GraphQL', async () => {
    const data = await client.graphql<{ people: { name: string }[] }>(
      'query ($id: Int!) { people(filter: {id_eq: $id}) { name } }',
      { id: 3 },
    )
    assert.deepEqual(data.people, [{ name: 'Ann' }])
    await assert.rejects(client.graphql('{ nothing }'), { name: 'FlumenError', status: 200 })
  })
})
