import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { startTables } from '../../../test/tables.ts'
import { newKey, operator, signIn } from './testing.ts'

const tables = await startTables()

const rows = async (path: string): Promise<unknown> => {
  const answer = await tables.at(path)
  assert.equal(answer.status, 200, `${path}: ${answer.text}`)
  return answer.body
}

/** Examples of the contract: the question, then what it finds. */
const finds = (cases: [string, unknown][]) => {
  for (const [path, expected] of cases) {
    test(path, async () => assert.deepEqual(await rows(path), expected))
  }
}

describe('R1: filters, in all their spellings', () => {
  const ids = (...list: number[]) => list.map((id) => ({ id }))
  finds([
    ['people?select=id&name=eq.John&age=gte.18', ids(1)],
    ['people?select=id&name.eq=John&age.gte=18', ids(1)],
    ['people?select=id&deleted_at=not.is.null', ids(3)],
    ['people?select=id&deleted_at.not.is.null', ids(3)],
    ['people?select=id&deleted_at.is=not_null', ids(3)],
    ['people?select=id&deleted_at=isnot.null', ids(3)],
    ['people?select=id&deleted_at.is.null&age.gt=20', ids(4)],
    ['people?select=id&age=gte.10&age=lte.20&order=id', ids(1, 2)],
    ['people?select=id&id=in.(1,3)&order=id', ids(1, 3)],
    ['people?select=id&id.in=1,3&order=id', ids(1, 3)],
    ['people?select=id&id=in.["1","3"]&order=id', ids(1, 3)],
    ['people?select=id&id=in.()', []],
    ['people?select=id&id=nin.(1,2)&order=id', ids(3, 4)],
    ['people?select=id&id=not.in.(1,2)&order=id', ids(3, 4)],
    ['people?select=id&id.not=in.(1,2)&order=id', ids(3, 4)],
    ['people?select=id&name=like.J*&order=id', ids(1, 2)],
    ['people?select=id&name=ilike.b%', ids(4)],
    ['people?select=id&name=match.^A', ids(3)],
    ['people?select=id&name=like(any).{A*,B*}&order=id', ids(3, 4)],
    ['people?select=id&age=isdistinct.20&order=id', ids(2, 3, 4)],
    ['people?select=id&or=(age.lt.15,age.gt.60)&order=id', ids(2, 4)],
    ['people?select=id&not.or=(age.lt.15,age.gt.60)&order=id', ids(1, 3)],
    ['people?select=id&and=(or(id.eq.1,id.eq.2),or(age.eq.10,age.eq.30))', ids(2)],
    ['people?select=id&and=(id.gt.1)&and=(id.lt.4)&or=(name.eq.Ann,name.eq.Bob)', ids(3)],
    [
      'people?select=id&or=(name.in.("Ann","Bob"),and(name.eq.John,age.not.eq.20))&order=id',
      ids(2, 3, 4),
    ],
    ['posts?select=id&created_at=gte."2024-01-01T00:00:00.000Z"&order=id', ids(1, 2, 3)],
    ['posts?select=id&ok=is.true', ids(1)],
    ['posts?select=id&ok=is.unknown', ids(3)],
    ['posts?select=id&tags=cs.(x,y)', ids(1)],
    ['posts?select=id&tags=cs.{y}&order=id', ids(1, 2)],
    ['posts?select=id&tags=ov.["x","z"]', ids(1)],
    ['posts?select=id&tags=cd.(y,z)&order=id', ids(2, 3)],
    ['posts?select=id&data=cs.{"a":{"b":5}}', ids(1)],
    ['posts?select=id&data->a->>b=eq.7', ids(2)],
    ['posts?select=id&data->a->>b=gt.6', ids(2)],
    ['posts?select=id&data->l->>0=eq.1', ids(1)],
    ['posts?select=id&during=cs.6', ids(2)],
    ['posts?select=id&during=cs.[1,2]', ids(1)],
    ['posts?select=id&during=sl.[5,6]', ids(1)],
    ['posts?select=id&during=adj.[9,12)', ids(2)],
    ['posts?select=id&title=fts.one', ids(1)],
    ['posts?select=id&title=fts(english).one|two&order=id', ids(1, 2)],
    ['posts?select=id&title=wfts.three', ids(3)],
  ])
})

describe('R2: select', () => {
  finds([
    [
      'posts?select=id, title,\n author(name)&id=eq.1',
      [{ id: 1, title: 'one', author: { name: 'Ada' } }],
    ],
    ['posts?select=t:title,cost:price::text&id=eq.1', [{ t: 'one', cost: '1.50' }]],
    ['posts?select=data->a->b&id=eq.1', [{ b: 5 }]],
    ['posts?select=x:data->l->>1&id=eq.1', [{ x: '2' }]],
    [
      'authors?select=name,posts!author_id(title)&order=id&posts.order=title.desc',
      [
        { name: 'Ada', posts: [{ title: 'two' }, { title: 'one' }] },
        { name: 'Ben', posts: [{ title: 'three' }] },
      ],
    ],
    [
      'authors?select=name,posts!author_id(title)&posts.title=eq.one&order=id',
      [
        { name: 'Ada', posts: [{ title: 'one' }] },
        { name: 'Ben', posts: [] },
      ],
    ],
    [
      'authors?select=name,posts!author_id!inner(title)&posts.title=eq.one',
      [{ name: 'Ada', posts: [{ title: 'one' }] }],
    ],
    [
      'authors?select=name,posts!author_id(id)&posts.limit=1&posts.order=id.desc&id=eq.1',
      [{ name: 'Ada', posts: [{ id: 2 }] }],
    ],
    [
      'posts?select=id,tags:post_tags(tag:tags(label))&id=eq.2',
      [{ id: 2, tags: [{ tag: { label: 'red' } }] }],
    ],
    [
      'tags?select=label,posts(id)&order=id&posts.order=id',
      [
        { label: 'red', posts: [{ id: 1 }, { id: 2 }] },
        { label: 'blue', posts: [{ id: 1 }] },
      ],
    ],
    ['staff?select=name,boss(name)&id=eq.3', [{ name: 'Low', boss: { name: 'Mid' } }]],
    [
      'staff?select=name,reports:staff!staff_boss_id_fkey(name)&id=eq.1',
      [{ name: 'Top', reports: [{ name: 'Mid' }] }],
    ],
    ['posts?select=id,...author(writer:name)&id=eq.3', [{ id: 3, writer: 'Ben' }]],
    [
      'posts?select=id,editor!inner(name)&order=editor(name).desc',
      [
        { id: 1, editor: { name: 'Ben' } },
        { id: 3, editor: { name: 'Ada' } },
      ],
    ],
    [
      'authors?select=name,post_tags:posts!author_id(count())&id=eq.1',
      [{ name: 'Ada', post_tags: [{ count: 2 }] }],
    ],
    ['posts?select=id,editor()&editor=is.null', [{ id: 2 }]],
    ['recent?select=title,authors(name)&id=eq.1', [{ title: 'one', authors: { name: 'Ada' } }]],
    ['posts?select=title&truncate=2&id=eq.3', [{ title: 'th... (5 chars)' }]],
  ])

  test('a relationship that could be several is 300, with what to write', async () => {
    const answer = await tables.at('authors?select=posts(id)')
    assert.equal(answer.status, 300)
    assert.equal(answer.body.code, 'PGRST201')
    assert.match(answer.body.hint, /posts!posts_author_id_fkey/)
  })
})

describe('R3: counts travel in Content-Range', () => {
  for (const [path, range] of [
    ['people?count=exact', '0-3/4'],
    ['people?limit=2&offset=1&count=exact&order=id', '1-2/4'],
    ['people?id=eq.0&count=exact', '*/0'],
    ['people?offset=100&count=exact', '*/4'],
    ['people?limit=2', '0-1/*'],
    ['people?limit=1&count=estimated', '0-0/4'],
  ] as const) {
    test(`${path} → ${range}`, async () => {
      const answer = await tables.at(path)
      assert.equal(answer.status, 200, answer.text)
      assert.equal(answer.headers['content-range'], range)
    })
  }

  test('Prefer: count=exact counts too', async () => {
    const answer = await tables.at('people?limit=1', { headers: { prefer: 'count=exact' } })
    assert.equal(answer.headers['content-range'], '0-0/4')
    assert.equal(answer.headers['preference-applied'], 'count=exact')
  })

  test('planned is a number of the planner', async () => {
    const answer = await tables.at('people?count=planned')
    assert.match(String(answer.headers['content-range']), /^0-3\/\d+$/)
  })
})

describe('cursors', () => {
  for (const order of [
    'id',
    'created_at.desc',
    'price.desc.nullslast,ok',
    'ok.nullsfirst,title.desc',
    'tags',
  ]) {
    test(`pages by ${order} are the list, whatever comes in between`, async () => {
      const list = await rows(`posts?select=id&order=${order},id`)
      const seen: unknown[] = []
      let cursor = ''
      for (let i = 0; i < 10; i++) {
        const page = await tables.at(`posts?select=id&order=${order}&limit=2&cursor=${cursor}`)
        assert.equal(page.status, 200, page.text)
        seen.push(...page.body)
        const next = page.headers['x-next-cursor']
        if (next === undefined) break
        cursor = String(next)
      }
      assert.deepEqual(seen, list)
    })
  }

  test('what has no meaning with one is refused; so is one of another list', async () => {
    const page = await tables.at('posts?select=id&limit=1&cursor=')
    const cursor = String(page.headers['x-next-cursor'])
    for (const path of [
      `posts?order=id.desc&cursor=${cursor}`,
      `people?cursor=${cursor}`,
      'posts?cursor=nonsense',
      `posts?cursor=${cursor}&offset=1`,
      `posts?cursor=${cursor}&count=exact`,
      'posts?cursor=&select=count(*)',
      'posts?cursor=&order=data->a',
    ]) {
      assert.equal((await tables.at(path)).status, 400, path)
    }
    assert.match(String(page.headers['access-control-expose-headers']), /x-next-cursor/)
  })
})

describe('R4: aggregates', () => {
  finds([
    ['sales?select=count(*)', [{ count: 3 }]],
    [
      'sales?select=count(*)&group_by=cat&order=cat',
      [
        { cat: 'a', count: 2 },
        { cat: 'b', count: 1 },
      ],
    ],
    ['sales?select=sum(price)', [{ sum_price: 22.5 }]],
    [
      'sales?select=cat,price.sum(),count()&order=sum.desc',
      [
        { cat: 'a', sum: 15.5, count: 2 },
        { cat: 'b', sum: 7, count: 1 },
      ],
    ],
    [
      'sales?select=max(price),min(price),avg(price)&cat=eq.b',
      [{ max_price: 7, min_price: 7, avg_price: 7 }],
    ],
  ])
})

describe('R6: a question in a body', () => {
  const ask = async (body: object) => {
    const answer = await tables.at('people/query', { body })
    assert.equal(answer.status, 200, answer.text)
    return answer
  }

  test('typed values, groups, ranges and order', async () => {
    const answer = await ask({
      select: 'id',
      filters: [
        { column: 'id', operator: 'in', value: [1, 2, 3] },
        { column: 'deleted_at', operator: 'is', value: null },
        { column: 'name', operator: 'not', value: 'eq.Ann' },
      ],
      orFilters: ['age.eq.20,age.eq.10'],
      betweenFilters: [{ column: 'age', min: 5, max: 15, negated: true }],
      order: [{ column: 'id', direction: 'desc', nulls: 'last' }],
      count: 'exact',
    })
    assert.deepEqual(answer.body, [{ id: 1 }])
    assert.equal(answer.headers['content-range'], '0-0/1')
  })

  test('what has no meaning is refused by name', async () => {
    const answer = await tables.at('people/query', { body: { filter: [] } })
    assert.equal(answer.status, 400)
    assert.match(answer.body.error, /filter/)
  })
})

describe('W1: writes', () => {
  test('an object in is an object out, an array an array', async () => {
    const one = await tables.at('tags', { body: { id: 10, label: 'ten' } })
    assert.equal(one.status, 201)
    assert.deepEqual(one.body, { id: 10, label: 'ten' })
    const many = await tables.at('tags', { body: [{ id: 11, label: 'eleven' }] })
    assert.equal(many.status, 201)
    assert.deepEqual(many.body, [{ id: 11, label: 'eleven' }])
    assert.equal(many.headers['x-affected-count'], '1')
    assert.equal((await tables.at('tags', { body: [] })).text, '[]')
  })

  test('a duplicate is 409, and tells nothing of the row', async () => {
    const answer = await tables.at('tags', { body: { id: 1, label: 'again' } })
    assert.equal(answer.status, 409)
    assert.equal(answer.body.code, 'DUPLICATE_KEY')
    assert.deepEqual(answer.body.details, {
      sqlstate: '23505',
      constraint: 'tags_pkey',
      table: 'tags',
    })
  })

  test('upsert merges, ignores, and needs something unique', async () => {
    const headers = { prefer: 'resolution=merge-duplicates' }
    const merged = await tables.at('tags?on_conflict=label', {
      body: [{ id: 20, label: 'red' }],
      headers,
    })
    assert.equal(merged.status, 201, merged.text)
    const body = [{ id: 1, label: 'crimson' }]
    assert.deepEqual((await tables.at('tags', { body, headers })).body, body)
    const ignored = { prefer: 'resolution=ignore-duplicates' }
    const kept = await tables.at('tags', { body: { id: 1, label: 'other' }, headers: ignored })
    assert.equal(kept.status, 200)
    assert.equal(kept.text, 'null')
    const wrong = await tables.at('people?on_conflict=name', { body: [{ id: 1 }], headers })
    assert.equal(wrong.status, 400)
  })

  test('rows of one batch may name different columns', async () => {
    const plain = await tables.at('posts?select=title,tags,ok', {
      body: [
        { title: 'p', tags: ['q'] },
        { ok: true, tags: [] },
      ],
    })
    assert.deepEqual(plain.body, [
      { title: 'p', tags: ['q'], ok: null },
      { title: null, tags: [], ok: true },
    ])
    const defaults = await tables.at('posts?select=title,tags', {
      body: [{ title: 'd' }, { tags: ['t'] }],
      headers: { prefer: 'missing=default' },
    })
    assert.deepEqual(defaults.body, [
      { title: 'd', tags: [] },
      { title: null, tags: ['t'] },
    ])
  })

  test('PATCH and DELETE by filter; a bare value is no filter, and nothing changes', async () => {
    await tables.at('people', {
      body: [
        { id: 50, age: 1 },
        { id: 51, age: 1 },
      ],
    })
    const wrong = await tables.at('people?id=50', { method: 'PATCH', body: { age: 2 } })
    assert.equal(wrong.status, 400)
    assert.match(wrong.body.error, /id/)
    const right = await tables.at('people?id=eq.50', { method: 'PATCH', body: { age: 2 } })
    assert.deepEqual(right.body, [{ id: 50, name: null, age: 2, deleted_at: null }])
    assert.equal((await tables.at('people', { method: 'DELETE' })).status, 400)
    const gone = await tables.at('people?id=gte.50&select=id', { method: 'DELETE' })
    assert.deepEqual(gone.body, { affected: 2, records: [{ id: 50 }, { id: 51 }] })
  })

  test('by id: get, patch, put, delete', async () => {
    await tables.at('people', { body: { id: 60, name: 'x', age: 5 } })
    assert.deepEqual((await tables.at('people/60?select=age')).body, { age: 5 })
    assert.equal((await tables.at('people/60', { method: 'PATCH', body: { age: 6 } })).body.age, 6)
    const replaced = await tables.at('people/60', { method: 'PUT', body: { name: 'y' } })
    assert.deepEqual(replaced.body, { id: 60, name: 'y', age: null, deleted_at: null })
    const gone = await tables.at('people/60', { method: 'DELETE' })
    assert.equal(gone.status, 204)
    assert.equal(gone.text, '')
    assert.equal(gone.headers['content-type'], undefined)
    assert.equal((await tables.at('people/60')).status, 404)
    assert.equal((await tables.at('people/abc')).status, 400)
    assert.equal((await tables.at('post_tags/1,2')).status, 200)
    assert.equal((await tables.at('post_tags/1')).status, 400)
  })

  test('Prefer: return', async () => {
    const minimal = await tables.at('tags', {
      body: { id: 70 },
      headers: { prefer: 'return=minimal' },
    })
    assert.deepEqual(
      [minimal.status, minimal.text, minimal.headers['content-type']],
      [201, '', undefined],
    )
    const headers = { prefer: 'return=headers-only' }
    const counted = await tables.at('tags?id=eq.70', {
      method: 'PATCH',
      body: { label: 'z' },
      headers,
    })
    assert.deepEqual(counted.body, { affected: 1 })
    const rows = { prefer: 'return=representation' }
    const list = await tables.at('tags?id=eq.70', { method: 'DELETE', headers: rows })
    assert.deepEqual(list.body, [{ id: 70, label: 'z' }])
  })

  test('max-affected, strictly, undoes what is too much', async () => {
    const headers = { prefer: 'handling=strict, max-affected=1' }
    const answer = await tables.at('people?id=gt.0', {
      method: 'PATCH',
      body: { age: 99 },
      headers,
    })
    assert.equal(answer.status, 400)
    assert.deepEqual(await rows('people?age=eq.99'), [])
  })

  test('numbers keep every digit', async () => {
    await tables.sql(
      'create table big (id bigint primary key, n numeric); alter table big enable row level security; grant all on big to authenticated; create policy o on big using (true)',
    )
    const raw = '{"id":9007199254740993,"n":0.1234567890123456789}'
    const made = await tables.at('big', { raw })
    assert.equal(made.text, raw)
    const bulk = await tables.at('big/bulk', { raw: '{"records":[{"id":9007199254740995}]}' })
    assert.match(bulk.text, /9007199254740995/)
    assert.match((await tables.at('big/9007199254740993')).text, /9007199254740993/)
  })
})

describe('bulk and export', () => {
  test('many rows at once, all or none', async () => {
    const made = await tables.at('people/bulk', { body: { records: [{ id: 80 }, { id: 81 }] } })
    assert.equal(made.status, 201, made.text)
    const each = await tables.at('people/bulk?select=id,age&order=id', {
      method: 'PATCH',
      body: [
        { id: 80, age: 1 },
        { id: 81, name: 'n' },
      ],
    })
    assert.deepEqual(each.body, [
      { id: 80, age: 1 },
      { id: 81, age: null },
    ])
    const missing = await tables.at('people/bulk', {
      method: 'PATCH',
      body: [{ id: 80 }, { age: 1 }],
    })
    assert.match(missing.body.error, /^1\.id/)
    const by = await tables.at('people/bulk', {
      method: 'PATCH',
      body: { ids: [80, 81], data: { age: 7 } },
    })
    assert.equal(by.headers['x-affected-count'], '2')
    const gone = await tables.at('people/bulk', { method: 'DELETE', body: { ids: [80, 81] } })
    assert.equal(gone.body.affected, 2)
    const bare = await tables.at('people/bulk', { method: 'DELETE', body: [80] })
    assert.equal(bare.body.affected, 0)
  })

  test('CSV, JSON and NDJSON, byte for byte', async () => {
    await tables.sql(`create table odd (id int primary key, t text, j jsonb, b boolean); alter table odd enable row level security;
      grant select on odd to authenticated; create policy o on odd using (true);
      insert into odd values (1, 'a,"b"', '{"x": [1]}', true), (2, '', null, false), (3, '=1+1', null, null)`)
    const csv = await tables.at('odd/export?order=id')
    assert.equal(
      csv.text,
      'id,t,j,b\r\n1,"a,""b""","{""x"": [1]}",true\r\n2,"",,false\r\n3,=1+1,,\r\n',
    )
    assert.equal(csv.headers['content-disposition'], 'attachment; filename="odd.csv"')
    assert.match((await tables.at('odd/export?id=eq.3&safe=true')).text, /3,'=1\+1/)
    const json = await tables.at('odd/export?format=json&select=id&items=[1,3]')
    assert.deepEqual(JSON.parse(json.text), [{ id: 1 }, { id: 3 }])
    assert.equal(
      (await tables.at('odd/export?format=ndjson&select=id&limit=2&order=id')).text,
      '{"id":1}\n{"id":2}\n',
    )
    assert.equal((await tables.at('odd/export?format=json&id=eq.0')).text, '[]')
    assert.equal((await tables.at('odd/export?format=xml')).status, 400)
  })
})

describe('who may what', () => {
  test('nobody is 401; an anonymous key is anon; a key without the scope is 403', async () => {
    assert.equal((await tables.at('people', { token: undefined } as never)).status, 401)
    const key = await newKey(tables.server, 'anon', { tenantId: null } as never, {
      scopes: ['tables:read'],
    })
    const seen = await tables.as(key)('people?select=id&id=eq.1')
    assert.deepEqual([seen.status, seen.text], [200, '[{"id":1}]'])
    assert.equal((await tables.as(key)('people', { body: { id: 90 } })).status, 403)
  })

  test('rows of others are not there, whatever is asked', async () => {
    const other = await signIn(tables.server)
    const made = await tables.at('notes', { body: { text: 'mine' } })
    assert.equal(made.status, 201, made.text)
    const at = tables.as(other.token)
    assert.equal((await at('notes')).text, '[]')
    assert.equal((await at('notes?count=exact')).headers['content-range'], '*/0')
    assert.deepEqual((await at('notes?select=count(*)')).body, [{ count: 0 }])
    assert.equal((await at(`notes/${made.body.id}`)).status, 404)
    const changed = await at(`notes/${made.body.id}`, { method: 'PATCH', body: { text: 'yours' } })
    assert.deepEqual([changed.status, changed.body.code], [403, 'RLS_POLICY_VIOLATION'])
    const stolen = await at('notes', { body: { text: 'x', owner: made.body.owner } })
    assert.deepEqual([stolen.status, stolen.body.code], [403, 'RLS_POLICY_VIOLATION'])
    assert.equal((await at('notes/export')).text, 'id,owner,text\r\n')
  })

  test('a table without row-level security is closed, and the answer says what to type', async () => {
    await tables.sql(
      'create table bare (id int primary key); grant select on bare to authenticated',
    )
    const answer = await tables.at('bare')
    assert.deepEqual([answer.status, answer.body.code], [403, 'RLS_REQUIRED'])
    assert.match(answer.body.hint, /alter table "public"."bare" enable row level security/)
    const { token } = await operator(tables.server)
    assert.equal((await tables.as(token)('bare')).status, 200)
    assert.equal((await tables.at('plain')).status, 403, 'a view that reads as its owner')
    assert.equal((await tables.at('recent', { body: {} })).status, 403, 'no right to insert')
    await tables.sql(`comment on table bare is '@open to everybody'`)
    assert.equal((await tables.at('bare')).status, 200)
  })

  test('a column without a right does not exist', async () => {
    await tables.sql(`create table secret (id int primary key, shown text, hidden text); alter table secret enable row level security;
      grant select (id, shown) on secret to authenticated; create policy o on secret using (true); insert into secret values (1, 's', 'h')`)
    assert.deepEqual(await rows('secret'), [{ id: 1, shown: 's' }])
    for (const query of [
      'select=hidden',
      'hidden=eq.h',
      'order=hidden',
      'select=count(*)&group_by=hidden',
      'select=max(hidden)',
      'or=(hidden.eq.h)',
    ]) {
      const answer = await tables.at(`secret?${query}`)
      assert.equal(answer.status, 400, `${query}: ${answer.text}`)
      assert.match(answer.body.error, /has no column of this name/)
    }
  })

  test('a table is there as soon as it is made', async () => {
    for (let i = 0; i < 5; i++) {
      assert.equal((await tables.at(`soon${i}`)).status, 404)
      await tables.sql(
        `create table soon${i} (id int); comment on table soon${i} is '@open'; grant select on soon${i} to authenticated`,
      )
      assert.equal((await tables.at(`soon${i}`)).status, 200)
      await tables.sql(`alter table soon${i} add more int`)
      assert.equal((await tables.at(`soon${i}?select=more`)).status, 200)
      await tables.sql(`drop table soon${i}`)
      assert.equal((await tables.at(`soon${i}`)).status, 404)
    }
  })

  test('other schemas: by path and by profile', async () => {
    await tables.sql(`create schema shop; grant usage on schema shop to authenticated; create table shop.items (id int primary key, n text);
      alter table shop.items enable row level security; grant all on shop.items to authenticated; create policy o on shop.items using (true)`)
    assert.equal((await tables.at('shop/items', { body: { id: 1, n: 'a' } })).status, 201)
    assert.deepEqual((await tables.at('shop/items/1')).body, { id: 1, n: 'a' })
    assert.deepEqual((await tables.at('items', { headers: { 'accept-profile': 'shop' } })).body, [
      { id: 1, n: 'a' },
    ])
    assert.equal((await tables.at('shop/items/1', { method: 'DELETE' })).status, 204)
    for (const hidden of [
      'auth/users',
      'engine/outbox',
      'pg_catalog/pg_authid',
      'information_schema/tables',
    ]) {
      assert.equal((await tables.at(hidden)).status, 404, hidden)
    }
  })
})

describe('bad input is refused by name', () => {
  for (const [path, named] of [
    ['people?nope=eq.1', 'nope'],
    ['people?id=1', 'id'],
    ['people?id=foo.1', 'id'],
    ['people?id=is.maybe', 'id'],
    ['people?select=nope', 'nope'],
    ['people?select=id(', 'select'],
    ['people?select=nope(id)', 'select'],
    ['people?order=nope', 'nope'],
    ['people?limit=-1', 'limit'],
    ['people?limit=x', 'limit'],
    ['people?offset=1.5', 'offset'],
    ['people?count=all', 'count'],
    ['people?or=(id.eq.1', 'or'],
    ['people?posts.id=eq.1', 'posts.id'],
    ['people?truncate=x', 'truncate'],
    ['people?select=id::nothing', 'select'],
    ['posts?embedding=vec_l2.[1]', 'embedding'],
    ['posts?title=st_intersects.{}', 'postgis'],
  ] as const) {
    test(path, async () => {
      const answer = await tables.at(path)
      assert.ok([400, 501].includes(answer.status), answer.text)
      assert.equal(typeof answer.body.error, 'string')
      assert.match(JSON.stringify(answer.body), new RegExp(named.replace('.', '\\.')))
    })
  }

  test('values that do not fit their column are 400', async () => {
    for (const path of [
      'people?id=eq.x',
      'people?age=gt.1e999',
      'posts?created_at=lt.never',
      'posts?tags=cs.{',
      'posts?data=cs.{x',
      'people?name=match.(',
    ]) {
      const answer = await tables.at(path)
      assert.equal(answer.status, 400, `${path}: ${answer.text}`)
    }
  })
})
