import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { barrier, startServer } from '../../../test/kit.ts'
import { newPerson, register } from '../../../test/people.ts'
import { sql } from '../../kernel/sql.ts'
import { AccessTokens, refresh, resolve, start } from './index.ts'

const server = await startServer()
const { ctx } = server
const month = 30 * 86_400
let user: { id: string; realm_id: string; username: string; email: string; role: string }

before(async () => {
  const person = newPerson()
  await register(server, person)
  const columns = sql`id, realm_id, username, email, role`
  const found = await ctx.db.row<typeof user>(
    sql`select ${columns} from auth.users where email = ${person.email}`,
  )
  assert.ok(found)
  user = found
})

const begin = () =>
  start(ctx, user, { amr: ['pwd'], refresh: { idleSeconds: month, lifeSeconds: 12 * month } })
const rotate = async (token: string) => (await refresh(ctx, token, month))?.refresh_token
const isRevoked = async (id: string): Promise<boolean> =>
  (await ctx.db.row(sql`select from auth.sessions where id = ${id} and revoked_at is not null`)) !==
  undefined
/** As if `seconds` had passed since every rotation. */
const age = (id: string, seconds: number) =>
  ctx.db.run(sql`
    update auth.sessions set rotations = array(
      select r - make_interval(secs => ${seconds}) from unnest(rotations) with ordinality t (r, n)
      order by n)
    where id = ${id}`)

test('a chain of refreshes goes on', async () => {
  let { refresh_token } = await begin()
  for (let i = 0; i < 5; i++) {
    const next = await rotate(refresh_token)
    assert.ok(next && next !== refresh_token)
    refresh_token = next
  }
})

test('fifty at once: one successor, nobody logged out', async () => {
  const { id, refresh_token } = await begin()
  const answers = await barrier(50, () => rotate(refresh_token))
  assert.equal(new Set(answers).size, 1)
  assert.ok(answers[0])
  assert.ok(!(await isRevoked(id)))
  assert.ok(await rotate(answers[0] ?? ''))
})

test('the same token gets the same successor as long as that is unused, even much later', async () => {
  const { id, refresh_token } = await begin()
  const first = await rotate(refresh_token)
  await age(id, 3_600)
  assert.equal(await rotate(refresh_token), first)
})

test('within a minute also when the successor was used already', async () => {
  const { id, refresh_token } = await begin()
  const first = await rotate(refresh_token)
  const second = await rotate(first ?? '')
  assert.ok(second)
  assert.equal(await rotate(refresh_token), first)
  assert.ok(!(await isRevoked(id)))
  assert.ok(await rotate(second ?? ''))
})

test('later than that the family ends: somebody has a copy', async () => {
  const { id, refresh_token } = await begin()
  const first = await rotate(refresh_token)
  const second = await rotate(first ?? '')
  await age(id, 61)
  assert.equal(await rotate(refresh_token), undefined)
  assert.ok(await isRevoked(id))
  assert.equal(await rotate(second ?? ''), undefined)
})

test('an unused or overaged session is over', async () => {
  const { id, refresh_token } = await begin()
  await ctx.db.run(sql`update auth.sessions set idle_ends_at = now() where id = ${id}`)
  assert.equal(await rotate(refresh_token), undefined)
})

test('cut, stretched, swapped and invented tokens are nothing', async () => {
  const { id, refresh_token } = await begin()
  const other = await begin()
  const [, , mac] = refresh_token.split('.')
  const forged = [
    refresh_token.slice(0, -1),
    `${refresh_token}A`,
    `${other.id}.1.${mac}`,
    `${id}.2.${mac}`,
    `${id}.01.${mac}`,
    `${id}.1.`,
    `${id}.1`,
    id,
    '',
    'a'.repeat(100_000),
    `${id}.1.${mac}\u0000`,
  ]
  for (const token of forged) assert.equal(await rotate(token), undefined)
  assert.ok(await rotate(refresh_token))
})

test('an access token of an ended session is refused, here and on a second process', async () => {
  const twin = await startServer({ databaseUrl: server.databaseUrl, queue: false })
  const tokens = new AccessTokens(ctx.secrets, ctx.instance)
  const { id, access_token } = await begin()
  assert.ok(await resolve(twin.ctx, tokens, access_token))
  await refresh(ctx, (await begin()).refresh_token, month)
  const { revoke } = await import('./index.ts')
  await revoke(ctx, user.id, id)
  assert.equal(await resolve(ctx, tokens, access_token), undefined)
  const committed = performance.now()
  while (await resolve(twin.ctx, tokens, access_token)) {
    assert.ok(performance.now() - committed < 1_000, 'still alive on the other process')
    await new Promise((r) => setTimeout(r, 2))
  }
  await twin.stop()
})
