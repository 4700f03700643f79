import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { PostgrestClient } from '@supabase/postgrest-js'
import { startTables } from './tables.ts'

/** The client of Supabase, unmodified, pointed at the tables. */
const tables = await startTables()

const inject: typeof fetch = async (input, init = {}) => {
  const { pathname, search } = new URL(String(input))
  const response = await tables.server.app.http.inject({
    url: pathname + search,
    method: (init.method ?? 'GET') as 'GET',
    headers: Object.fromEntries(new Headers(init.headers)),
    ...(init.body === undefined || init.body === null ? {} : { payload: String(init.body) }),
  })
  const empty = response.statusCode === 204 || response.body === ''
  return new Response(empty ? null : response.body, {
    status: response.statusCode,
    headers: new Headers(Object.entries(response.headers).map(([k, v]) => [k, String(v)])),
  })
}

// biome-ignore lint/suspicious/noExplicitAny: the client's types come from a generated schema
const db = new PostgrestClient<any>('http://flumen.test/api/v1/tables', {
  headers: { authorization: `Bearer ${tables.token}` },
  fetch: inject,
})

/** Methods of the client by the class that has them, and which of them a test has called. */
const classes = new Map<string, object>()
const called = new Set<string>()
for (const one of [db, db.from('people'), db.from('people').select()] as object[]) {
  for (
    let at = Object.getPrototypeOf(one);
    at !== Object.prototype;
    at = Object.getPrototypeOf(at)
  ) {
    classes.set(at.constructor.name, at)
  }
}
const methods = [...classes].flatMap(([name, prototype]) =>
  Object.entries(Object.getOwnPropertyDescriptors(prototype)).flatMap(([method, { value }]) =>
    typeof value === 'function' && method !== 'constructor'
      ? [{ name, prototype, method, value }]
      : [],
  ),
)
for (const { prototype, method, value } of methods) {
  Object.defineProperty(prototype, method, {
    configurable: true,
    writable: true,
    value(this: unknown, ...given: unknown[]) {
      called.add(method)
      return value.apply(this, given)
    },
  })
}

/** What is no part of tables here, and why. */
const elsewhere: Record<string, string> = {
  rpc: 'procedures are a group of their own',
  cloneRequestState: 'private to the client',
  processResponse: 'private to the client',
}

const ids = (...list: number[]) => list.map((id) => ({ id }))

/** A question and its answer, without an error. */
async function finds(question: PromiseLike<{ data: unknown; error: unknown }>, expected: unknown) {
  const { data, error } = await question
  assert.equal(error, null)
  assert.deepEqual(data, expected)
}

describe('filters', () => {
  const people = () => db.from('people').select('id').order('id')
  const posts = () => db.from('posts').select('id').order('id')
  const cases: [string, () => PromiseLike<{ data: unknown; error: unknown }>, unknown][] = [
    ['eq', () => people().eq('name', 'John'), ids(1, 2)],
    ['neq', () => people().neq('name', 'John'), ids(3, 4)],
    ['gt', () => people().gt('age', 20), ids(3, 4)],
    ['gte', () => people().gte('age', 20), ids(1, 3, 4)],
    ['lt', () => people().lt('age', 20), ids(2)],
    ['lte', () => people().lte('age', 20), ids(1, 2)],
    ['like', () => people().like('name', 'J%'), ids(1, 2)],
    ['likeAllOf', () => people().likeAllOf('name', ['J%', '%n']), ids(1, 2)],
    ['likeAnyOf', () => people().likeAnyOf('name', ['A%', 'B%']), ids(3, 4)],
    ['ilike', () => people().ilike('name', 'j%'), ids(1, 2)],
    ['ilikeAnyOf', () => people().ilikeAnyOf('name', ['a%', 'b%']), ids(3, 4)],
    ['is null', () => people().is('deleted_at', null), ids(1, 2, 4)],
    ['is true', () => posts().is('ok', true), ids(1)],
    ['in', () => people().in('id', [1, 3]), ids(1, 3)],
    ['in, with commas and quotes', () => people().in('name', ['Ann', 'a,b', 'c"d', '(x)']), ids(3)],
    ['contains array', () => posts().contains('tags', ['y']), ids(1, 2)],
    ['contains json', () => posts().contains('data', { a: { b: 5 } }), ids(1)],
    ['contains range', () => posts().contains('during', '[1,2]'), ids(1)],
    ['containedBy', () => posts().containedBy('tags', ['y', 'z']), ids(2, 3)],
    ['overlaps', () => posts().overlaps('tags', ['x', 'q']), ids(1)],
    ['rangeGt', () => posts().rangeGt('during', '[1,5)'), ids(2)],
    ['rangeGte', () => posts().rangeGte('during', '[5,6)'), ids(2)],
    ['rangeLt', () => posts().rangeLt('during', '[5,6)'), ids(1)],
    ['rangeLte', () => posts().rangeLte('during', '[1,5)'), ids(1)],
    ['rangeAdjacent', () => posts().rangeAdjacent('during', '[9,12)'), ids(2)],
    ['textSearch', () => posts().textSearch('title', 'one | two'), ids(1, 2)],
    [
      'textSearch, websearch',
      () => posts().textSearch('title', 'three', { type: 'websearch', config: 'english' }),
      ids(3),
    ],
    ['textSearch, phrase', () => posts().textSearch('title', 'two', { type: 'phrase' }), ids(2)],
    ['match', () => people().match({ name: 'John', age: 10 }), ids(2)],
    ['not', () => people().not('name', 'eq', 'John'), ids(3, 4)],
    ['not in', () => people().not('id', 'in', '(1,2)'), ids(3, 4)],
    ['not is', () => people().not('deleted_at', 'is', null), ids(3)],
    ['or', () => people().or('age.lt.15,age.gt.60'), ids(2, 4)],
    ['or, nested', () => people().or('id.eq.1,and(age.gt.25,age.lt.35)'), ids(1, 3)],
    ['filter', () => people().filter('name', 'in', '("Ann","Bob")'), ids(3, 4)],
    ['json path', () => posts().eq('data->a->>b', '7'), ids(2)],
    ['isDistinct', () => people().isDistinct('age', 20), ids(2, 3, 4)],
    ['ilikeAllOf', () => people().ilikeAllOf('name', ['j%', '%N']), ids(1, 2)],
    ['notIn', () => people().notIn('id', [1, 2]), ids(3, 4)],
    ['regexIMatch', () => people().regexIMatch('name', '^[ab]'), ids(3, 4)],
    ['regexMatch', () => people().regexMatch('name', '^[AB]'), ids(3, 4)],
  ]
  for (const [name, question, expected] of cases) {
    test(name, () => finds(question(), expected))
  }
})

describe('embeds', () => {
  test('to-one and to-many, with filters, order and limits of their own', async () => {
    await finds(db.from('posts').select('id, author:authors!author_id(name)').eq('id', 1), [
      { id: 1, author: { name: 'Ada' } },
    ])
    await finds(
      db
        .from('authors')
        .select('name, posts!author_id(title)')
        .order('id')
        .order('title', { referencedTable: 'posts', ascending: false })
        .limit(1, { referencedTable: 'posts' }),
      [
        { name: 'Ada', posts: [{ title: 'two' }] },
        { name: 'Ben', posts: [{ title: 'three' }] },
      ],
    )
  })

  test('inner, with a filter of the embed', () =>
    finds(
      db.from('authors').select('name, posts!author_id!inner(title)').eq('posts.title', 'one'),
      [{ name: 'Ada', posts: [{ title: 'one' }] }],
    ))

  test('or on an embed; many to many; spread; count', async () => {
    await finds(
      db
        .from('tags')
        .select('label, posts(id)')
        .or('id.eq.2', { referencedTable: 'posts' })
        .eq('id', 1),
      [{ label: 'red', posts: [{ id: 2 }] }],
    )
    await finds(db.from('posts').select('id, ...author_id(writer:name)').eq('id', 3), [
      { id: 3, writer: 'Ben' },
    ])
    await finds(db.from('authors').select('name, posts!author_id(count)').eq('id', 1), [
      { name: 'Ada', posts: [{ count: 2 }] },
    ])
  })
})

describe('modifiers', () => {
  test('order with nulls, limit, range', async () => {
    await finds(
      db
        .from('posts')
        .select('id')
        .order('price', { ascending: false, nullsFirst: false })
        .limit(2),
      ids(2, 1),
    )
    await finds(db.from('posts').select('id').order('price', { nullsFirst: true }).limit(1), ids(3))
    await finds(db.from('people').select('id').order('id').range(1, 2), ids(2, 3))
  })

  test('single and maybeSingle', async () => {
    await finds(db.from('people').select('id').eq('id', 1).single(), { id: 1 })
    const none = await db.from('people').select('id').eq('id', 0).single()
    assert.equal(none.status, 406)
    assert.equal(none.error?.code, 'PGRST116')
    const many = await db.from('people').select('id').single()
    assert.equal(many.error?.code, 'PGRST116')
    await finds(db.from('people').select('id').eq('id', 0).maybeSingle(), null)
    await finds(db.from('people').select('id').eq('id', 2).maybeSingle(), { id: 2 })
  })

  test('without nulls, in lists and in rows', async () => {
    const people = () => db.from('people').select('id,deleted_at').eq('id', 1)
    await finds(people().stripNulls(), [{ id: 1 }])
    await finds(people().single().stripNulls(), { id: 1 })
  })

  test('a question that is given up, a header of its own, without a second try', async () => {
    const controller = new AbortController()
    await finds(
      db.from('people').select('id').eq('id', 1).abortSignal(controller.signal).retry(false),
      ids(1),
    )
    await finds(
      db
        .from('people')
        .select('id')
        .eq('id', 1)
        .setHeader('x-request-id', 'one')
        .returns<object[]>(),
      ids(1),
    )
    const { data } = await db
      .from('people')
      .select('id')
      .eq('id', 1)
      .overrideTypes<{ id: number }[]>()
    assert.deepEqual(data, ids(1))
  })

  test('throwOnError throws what is wrong', async () => {
    await assert.rejects(async () => db.from('people').select('nope').throwOnError(), {
      name: 'PostgrestError',
    })
  })

  test('what is not offered is refused, and nothing else is sent in its place', async () => {
    const plan = await db.from('people').select('id').explain({ format: 'json' })
    assert.equal(plan.status, 406)
    const shapes = await db.from('people').select('id').geojson()
    assert.equal(shapes.status, 406)
    const dry = await db.from('tags').insert({ id: 77 }).select().rollback()
    assert.equal(dry.status, 400)
    await finds(db.from('tags').select('id').eq('id', 77), [])
  })

  test('csv', async () => {
    const { data, error } = await db.from('people').select('id,name').eq('id', 1).csv()
    assert.equal(error, null)
    assert.equal(data?.replace(/\r/g, '').trim(), 'id,name\n1,John')
  })

  test('counts: exact, planned, estimated, and by HEAD', async () => {
    const exact = await db.from('people').select('*', { count: 'exact' }).limit(1)
    assert.equal(exact.count, 4)
    const head = await db.from('people').select('*', { count: 'exact', head: true })
    assert.deepEqual([head.count, head.data, head.error], [4, null, null])
    const estimated = await db.from('people').select('id', { count: 'estimated' })
    assert.equal(estimated.count, 4)
    const planned = await db.from('people').select('id', { count: 'planned' })
    assert.equal(typeof planned.count, 'number')
  })

  test('schema()', async () => {
    await tables.sql(`create schema shop; grant usage on schema shop to authenticated; create table shop.items (id int primary key);
      alter table shop.items enable row level security; grant all on shop.items to authenticated; create policy o on shop.items using (true)`)
    await finds(db.schema('shop').from('items').insert({ id: 1 }).select(), [{ id: 1 }])
    await finds(db.schema('shop').from('items').select(), [{ id: 1 }])
  })
})

describe('writes', () => {
  test('insert one, many, with and without the rows', async () => {
    const plain = await db.from('tags').insert({ id: 10, label: 'ten' })
    assert.deepEqual([plain.error, plain.status], [null, 201])
    await finds(
      db
        .from('tags')
        .insert([{ id: 11 }, { id: 12, label: 'twelve' }])
        .select('id'),
      ids(11, 12),
    )
    await finds(db.from('tags').insert({ id: 13 }).select('id').single(), { id: 13 })
    const counted = await db.from('tags').insert([{ id: 14 }, { id: 15 }], { count: 'exact' })
    assert.equal(counted.count, 2)
    const defaults = await db
      .from('posts')
      .insert([{ title: 'x' }, { title: 'y', tags: ['z'] }], { defaultToNull: false })
      .select('tags')
    assert.deepEqual(defaults.data, [{ tags: [] }, { tags: ['z'] }])
  })

  test('upsert: merge, ignore, by another column', async () => {
    await finds(db.from('tags').upsert({ id: 10, label: 'TEN' }).select(), [
      { id: 10, label: 'TEN' },
    ])
    await finds(
      db
        .from('tags')
        .upsert(
          [
            { id: 10, label: 'no' },
            { id: 20, label: 'new' },
          ],
          { ignoreDuplicates: true },
        )
        .select('id'),
      ids(20),
    )
    await finds(
      db.from('tags').upsert({ id: 10, label: 'Ten' }, { onConflict: 'id' }).select('id'),
      ids(10),
    )
  })

  test('update and delete', async () => {
    const plain = await db.from('tags').update({ label: 'eleven' }).eq('id', 11)
    assert.equal(plain.error, null)
    await finds(db.from('tags').update({ label: 'XI' }).eq('id', 11).select('label').single(), {
      label: 'XI',
    })
    await finds(db.from('tags').delete().eq('id', 11).select('id'), ids(11))
    const counted = await db.from('tags').delete({ count: 'exact' }).gte('id', 10)
    assert.deepEqual([counted.error, (counted.count ?? 0) > 3], [null, true])
    await finds(db.from('tags').select('id').gte('id', 10), [])
  })

  test('errors have a message, a code, and a status', async () => {
    const { error, status } = await db.from('tags').insert({ id: 1 })
    assert.equal(status, 409)
    assert.equal(typeof error?.message, 'string')
    const unknown = await db.from('tags').select('nope')
    assert.equal(unknown.status, 400)
    const missing = await db.from('nope').select()
    assert.equal(missing.status, 404)
  })

  test('maxAffected undoes what is too much', async () => {
    const update = db.from('people').update({ age: 1 }).gt('id', 0)
    // The client's type knows the version of a generated schema; the header does not.
    const answer = await (update.maxAffected(1) as unknown as typeof update)
    assert.equal(answer.status, 400)
    await finds(db.from('people').select('id').eq('age', 1), [])
  })
})

test('every method of the client was called here, or is named with a reason', () => {
  const missing = methods.map(({ method }) => method).filter((method) => !called.has(method))
  assert.deepEqual(
    [...new Set(missing)].filter((method) => !Object.hasOwn(elsewhere, method)),
    [],
  )
  const stale = Object.keys(elsewhere).filter((name) => !methods.some((m) => m.method === name))
  assert.deepEqual(stale, [], 'the client has no such method')
})
