import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { startTables } from '../../../test/tables.ts'
import { sql as statement } from '../../kernel/sql.ts'
import { newTenant, operator, signIn } from './testing.ts'

/** Odd names, a policy over another table, a restrictive one, and one that fails. */
const schema = `
  create table teams (id int primary key, member uuid not null);
  alter table teams enable row level security;
  grant select on teams to authenticated;
  create policy mine on teams using (member = (select auth.uid()));
  create table "Docs.x" (id int primary key, "own""er" uuid not null default auth.uid(), team int, state text, hidden text);
  alter table "Docs.x" enable row level security;
  grant select (id, "own""er", team, state), insert, update (state), delete on "Docs.x" to authenticated;
  grant select (id) on "Docs.x" to anon;
  create policy "own ""rows" on "Docs.x" to authenticated using ("own""er" = (select auth.uid()));
  create policy team on "Docs.x" for select to authenticated using (exists (select from teams where teams.id = "Docs.x".team));
  create policy "not closed" on "Docs.x" as restrictive for update to authenticated using (state <> 'closed') with check (state <> 'secret');
  create table bare (id int primary key); grant select on bare to authenticated;
  create function boom() returns boolean language plpgsql as 'begin perform 1/0; return true; end';
  create table broken (id int primary key); alter table broken enable row level security;
  grant select on broken to authenticated; create policy b on broken using (boom()); insert into broken values (1);
`
const { server, sql } = await startTables(schema)
const { token } = await operator(server)
const me = await signIn(server)
const other = await signIn(server)

before(() =>
  sql(`insert into teams values (7, '${me.userId}'), (8, '${other.userId}');
    insert into "Docs.x" values (1, '${me.userId}', null, 'open'), (2, '${other.userId}', 7, 'open'),
      (3, '${other.userId}', 8, 'open'), (4, '${me.userId}', null, 'closed')`),
)

const ask = (body: object) => server.call({ url: '/api/v1/admin/explain-access', token, body })

async function explain(body: object) {
  const answer = await ask(body)
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}

const asMe = { user_id: me.userId }
const docs = { as: asMe, table: 'Docs.x' }
// A dot in the table's name is no separator when the path is used.
const path = '/api/v1/tables/Docs.x'

interface Judged {
  key: { id: number }
  allowed: boolean
  decided_by: string[]
}
const decisions = (sample: Judged[]) =>
  sample.map(({ key, allowed, decided_by }) => [key?.id, allowed, ...decided_by])

describe('reading', () => {
  test('who asks, what is granted, which policy lets which row through, by which plan', async () => {
    const found = await explain({ as: asMe, method: 'GET', path: `${path}?select=id&id=lt.4` })
    assert.deepEqual(found.caller, {
      role: 'authenticated',
      claims: { sub: me.userId, role: 'authenticated', email: me.email, aal: 'aal1' },
      tenant_id: null,
    })
    assert.deepEqual(
      [found.served, found.refusal, found.policies_hold, found.errors],
      [true, null, true, []],
    )
    assert.deepEqual(found.grants, {
      schema: true,
      select: ['id', 'own"er', 'team', 'state'],
      insert: ['id', 'own"er', 'team', 'state', 'hidden'],
      update: ['state'],
      delete: true,
    })
    assert.deepEqual(
      found.policies.map((p: { name: string; applies: boolean }) => [p.name, p.applies]),
      [
        ['not closed', false],
        ['own "rows', true],
        ['team', true],
      ],
    )
    assert.match(found.policies[1].using, /auth\.uid\(\)/)
    assert.deepEqual(found.rows, { existing: 3, visible: 2 })
    assert.deepEqual(decisions(found.sample), [
      [1, true, 'own "rows'],
      [2, true, 'team'],
      [3, false, 'own "rows', 'team'],
    ])
    assert.match(found.statement, /"Docs\.x"/)
    assert.ok(found.plan[0].Plan['Node Type'])
  })

  test('it agrees with what the request answers, row by row', async () => {
    for (const person of [me, other]) {
      const found = await explain({
        as: { user_id: person.userId },
        method: 'GET',
        path,
        sample: 100,
      })
      const answer = await server.call({ url: `${path}?select=id&order=id`, token: person.token })
      const seen = found.sample.filter((one: Judged) => one.allowed).map((one: Judged) => one.key)
      assert.deepEqual(seen, answer.body)
      assert.equal(found.rows.visible, answer.body.length)
    }
  })

  test('a row by its key; a role without a person', async () => {
    const one = await explain({ as: asMe, method: 'GET', path: `${path}/3` })
    assert.deepEqual(one.rows, { existing: 1, visible: 0 })
    const nobody = await explain({ as: { role: 'anon' }, method: 'GET', path: `${path}?select=id` })
    assert.deepEqual(nobody.caller, { role: 'anon', claims: { role: 'anon' }, tenant_id: null })
    assert.deepEqual(nobody.rows, { existing: 4, visible: 0 })
    assert.deepEqual(nobody.sample[0], {
      key: { id: 1 },
      allowed: false,
      decided_by: [],
      verdicts: [],
    })
  })

  test('the service passes by', async () => {
    const found = await explain({ as: { role: 'service_role' }, method: 'GET', path })
    assert.deepEqual(
      [found.policies_hold, found.exempt, found.rows],
      [false, 'bypass', { existing: 4, visible: 4 }],
    )
  })

  test('by the parts of a request', async () => {
    const found = await explain({ ...docs, table: 'teams', filter: 'id=gt.7', select: 'id' })
    assert.deepEqual([found.op, found.rows], ['select', { existing: 1, visible: 0 }])
  })
})

describe('what is not served says why', () => {
  const cases: [string, object, [number, string]][] = [
    ['a table without row-level security', { as: asMe, table: 'bare' }, [403, 'RLS_REQUIRED']],
    [
      'a column without a right',
      { as: asMe, method: 'GET', path: `${path}?select=hidden` },
      [400, 'INVALID_INPUT'],
    ],
    ['a filter of nothing', { as: asMe, method: 'DELETE', path }, [400, 'INVALID_INPUT']],
    [
      'a write without a right',
      { as: { role: 'anon' }, method: 'DELETE', path: `${path}?id=eq.1` },
      [401, 'AUTHENTICATION_REQUIRED'],
    ],
  ]
  for (const [name, body, [status, code]] of cases) {
    test(name, async () => {
      const { served, refusal, statement: text } = await explain(body)
      assert.deepEqual([served, refusal.status, refusal.code, text], [false, status, code, null])
    })
  }

  test('the hint is the one of the real answer', async () => {
    const { refusal } = await explain({ as: asMe, table: 'bare' })
    const answer = await server.call({ url: '/api/v1/tables/bare', token: me.token })
    assert.equal(refusal.hint, answer.body.hint)
  })
})

describe('changes are planned, never made', () => {
  const count = async () =>
    (await sql(`select count(*)::int as n, max(state) as s, max(id) as id from "Docs.x"`)).rows[0]

  test('update: rows as they are and as they would be', async () => {
    const before = await count()
    const found = await explain({
      as: asMe,
      method: 'PATCH',
      path: `${path}?id=gt.0`,
      values: { state: 'done' },
    })
    assert.deepEqual(decisions(found.sample), [
      [1, true, 'own "rows'],
      [2, false, 'own "rows'],
      [3, false, 'own "rows', 'team'],
      [4, false, 'not closed'],
    ])
    assert.ok(found.plan[0].Plan)
    const secret = await explain({
      as: asMe,
      method: 'PATCH',
      path: `${path}?id=eq.1`,
      values: { state: 'secret' },
    })
    assert.deepEqual(decisions(secret.sample), [[1, false, 'not closed']])
    assert.deepEqual(await count(), before)
  })

  test('insert: what a row does not name has its default', async () => {
    const before = await count()
    const own = await explain({
      as: asMe,
      method: 'POST',
      path,
      values: [{ id: 9 }, { id: 10, 'own"er': other.userId }],
    })
    assert.deepEqual(
      own.sample.map((one: Judged) => [one.allowed, ...one.decided_by]),
      [
        [true, 'own "rows'],
        [false, 'own "rows'],
      ],
    )
    assert.deepEqual(own.rows, null)
    assert.deepEqual(await count(), before)
  })

  test('delete', async () => {
    const before = await count()
    const found = await explain({ as: asMe, method: 'DELETE', path: `${path}?id=lt.3` })
    assert.deepEqual(decisions(found.sample), [
      [1, true, 'own "rows'],
      [2, false, 'own "rows'],
    ])
    assert.deepEqual(await count(), before)
  })

  test('a policy cannot write either', async () => {
    await sql(`create table loud (id int primary key); create table heard (n int); alter table loud enable row level security;
      insert into loud values (1); grant select on loud to authenticated; grant insert on heard to authenticated;
      create function shout() returns boolean language plpgsql as 'begin insert into heard values (1); return true; end';
      create policy p on loud using (shout())`)
    const found = await explain({ as: asMe, table: 'loud' })
    assert.deepEqual(
      found.errors.map((error: { in: string }) => error.in),
      ['rows', 'sample'],
    )
    assert.equal((await sql('select from heard')).rowCount, 0)
  })
})

test('a policy that fails is told where, and the rest goes on', async () => {
  const found = await explain({ as: asMe, table: 'broken' })
  assert.deepEqual(
    found.errors.map((error: { in: string; code: string }) => [error.in, error.code]),
    [
      ['rows', 'INVALID_INPUT'],
      ['sample', 'INVALID_INPUT'],
    ],
  )
  assert.deepEqual(found.rows, { existing: 1, visible: null })
  assert.ok(found.plan)
})

describe('in a tenant', async () => {
  const [tenant, elsewhere] = [await newTenant(server), await newTenant(server)]
  await sql(`
    create table bills (id int primary key, tenant_id uuid, text text);
    alter table bills enable row level security;
    grant select, insert, update, delete on bills to authenticated, tenant_service;
    create policy of_tenant on bills using (auth.has_tenant_access(tenant_id));
    insert into bills values (1, '${tenant}', 'ours'), (2, '${elsewhere}', 'theirs'), (3, null, 'of none');
    insert into auth.members (tenant_id, user_id, role) values ('${tenant}', '${me.userId}', 'member')`)
  const bills = { method: 'GET', path: '/api/v1/tables/bills?select=id' }

  test('the claims of there, and its rows alone: as the request itself answers', async () => {
    const found = await explain({ as: { ...asMe, tenant }, ...bills })
    assert.deepEqual(
      [found.caller.role, found.caller.tenant_id, found.caller.claims.tenant_id],
      ['authenticated', tenant, tenant],
    )
    assert.deepEqual(found.rows, { existing: 3, visible: 1 })
    assert.deepEqual(decisions(found.sample), [
      [1, true, 'of_tenant'],
      [2, false, 'of_tenant'],
      [3, false, 'of_tenant'],
    ])
    const headers = { 'x-fb-tenant': tenant }
    const answer = await server.call({ url: bills.path, token: me.token, headers })
    assert.deepEqual(answer.body, [{ id: 1 }])
  })

  test('the tenant that the asker works in, unless they name another', async () => {
    const from = async (named: object) => {
      const headers = { 'x-fb-tenant': tenant }
      const body = { as: { ...asMe, ...named }, ...bills }
      const answer = await server.call({
        url: '/api/v1/admin/explain-access',
        token,
        headers,
        body,
      })
      assert.equal(answer.status, 200, answer.text)
      return [
        answer.body.caller.tenant_id,
        answer.body.sample.find((one: Judged) => one.allowed).key,
      ]
    }
    assert.deepEqual(await from({}), [tenant, { id: 1 }])
    assert.deepEqual(await from({ tenant: 'default' }), [null, { id: 3 }])
  })

  test('a change is judged there too', async () => {
    const values = [
      { id: 8, tenant_id: tenant },
      { id: 9, tenant_id: elsewhere },
    ]
    const found = await explain({
      as: { ...asMe, tenant },
      method: 'POST',
      path: '/api/v1/tables/bills',
      values,
    })
    assert.deepEqual(
      found.sample.map((one: Judged) => one.allowed),
      [true, false],
    )
  })

  test('the service of a tenant does not pass by policies', async () => {
    const found = await explain({ as: { role: 'service_role', tenant }, ...bills })
    assert.deepEqual(
      [found.caller.role, found.policies_hold, found.rows],
      ['tenant_service', true, { existing: 3, visible: 1 }],
    )
  })

  const refused: [string, object, number][] = [
    ['somebody who does not belong there', { user_id: other.userId, tenant }, 403],
    ['a role that is nobody in particular there', { role: 'authenticated', tenant }, 403],
    ['a tenant that is not there', { ...asMe, tenant: 'no-such' }, 404],
  ]
  for (const [name, as, status] of refused) {
    test(`refused: ${name}`, async () => {
      const answer = await ask({ as, ...bills })
      assert.equal(answer.status, status, answer.text)
    })
  }
})

test('what is asked of whom is written down', async () => {
  await explain({ as: asMe, table: 'teams' })
  const row = await server.ctx.db.row<{ user_id: string; details: object }>(
    statement`select user_id, details from auth.audit where event = 'access.explained' order by at desc limit 1`,
  )
  assert.deepEqual(row, {
    user_id: me.userId,
    details: { as: asMe, op: 'select', table: 'teams' },
  })
})

describe('refused', () => {
  const cases: [string, object, number][] = [
    ['neither person nor role', { as: {}, table: 'teams' }, 400],
    ['both', { as: { user_id: me.userId, role: 'anon' }, table: 'teams' }, 400],
    [
      'nobody of this id',
      { as: { user_id: '00000000-0000-4000-8000-00000000dead' }, table: 'teams' },
      404,
    ],
    ['no table', { as: asMe }, 400],
    ['a table and a path', { as: asMe, table: 'teams', path }, 400],
    ['a path of something else', { as: asMe, method: 'GET', path: '/api/v1/auth/me' }, 400],
    ['a path that cannot be read', { as: asMe, method: 'GET', path: '/api/v1/tables/%' }, 400],
    ['a table that is not there', { as: asMe, table: 'nope' }, 404],
    ['an unknown field', { as: asMe, table: 'teams', run: true }, 400],
  ]
  for (const [name, body, status] of cases) {
    test(name, async () => {
      const answer = await ask(body)
      assert.equal(answer.status, status, answer.text)
    })
  }

  test('to everybody but instance admins', async () => {
    const answer = await server.call({
      url: '/api/v1/admin/explain-access',
      token: me.token,
      body: { as: asMe, table: 'teams' },
    })
    assert.equal(answer.status, 403)
  })
})
