import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newKey, signIn } from '../../src/surfaces/platform/testing.ts'
import { until } from '../kit.ts'
import { asAdministrator } from '../tables.ts'
import { makeCrowd } from './policies.ts'

const { server, mix, idleRoles } = await makeCrowd()

test('R3 2,000 interleaved requests of 20 people, with failures, slow statements and clients that go away: nobody is another', async () => {
  const { foreign, served } = await mix(2_000, 7)
  assert.deepEqual(foreign, [])
  assert.ok(served > 800, `${served} were served`)
  await until('no backend runs anything', async () => (await idleRoles()).length === 0)
})

test('R8 the same question by alternating roles: each gets its own rows, every time', async () => {
  const one = await signIn(server)
  await asAdministrator(server, `insert into mine (owner, n) values ('${one.userId}', 77)`)
  const service = await newKey(server, 'gsk', { tenantId: null } as never)
  await asAdministrator(server, 'grant select on mine to service_role')
  const { rows } = await asAdministrator(server, 'select count(*)::int as n from mine')
  const nobody = await newKey(server, 'anon', { tenantId: null } as never)
  const expected: [string, number][] = [
    [one.token, 1],
    [service, rows[0].n],
    [nobody, 0],
  ]
  await Promise.all(
    Array.from({ length: 600 }, async (_, i) => {
      const [token, count] = expected[(i * 7) % 3] ?? ['', -1]
      const answer = await server.call({ url: '/api/v1/tables/mine?select=id&count=exact', token })
      assert.equal(answer.body.length, count)
    }),
  )
})

test('R6 a view that reads as its owner is shut; one that reads as its caller shows the caller’s rows', async () => {
  const { userId, token } = await signIn(server)
  await asAdministrator(
    server,
    `
    create view loose as select * from mine; create view tight with (security_invoker = true) as select * from mine;
    create view nested with (security_invoker = true) as select * from loose;
    create function everything() returns setof mine language sql security definer as $$ select * from mine $$;
    grant select on loose, tight, nested to authenticated; insert into mine (owner, n) values ('${userId}', 5);`,
  )
  const at = (url: string, body?: unknown) =>
    server.call({ url, token, ...(body === undefined ? {} : { body }) })
  assert.equal((await at('/api/v1/tables/loose')).status, 403)
  assert.equal((await at('/api/v1/tables/nested')).status, 403, 'nor through another view')
  assert.deepEqual((await at('/api/v1/tables/tight?select=n')).body, [{ n: 5 }])
  const { body } = await at('/api/v1/graphql', {
    query: '{ __schema { queryType { fields { name } } } }',
  })
  const fields = body.data.__schema.queryType.fields.map(({ name }: { name: string }) => name)
  assert.deepEqual(
    fields.filter((name: string) => /loose|nested|everything/i.test(name)),
    [],
  )
})
