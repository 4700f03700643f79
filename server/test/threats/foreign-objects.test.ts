import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isStream } from '../../src/kernel/streams.ts'
import { newKey, signIn } from '../../src/surfaces/platform/testing.ts'
import { type Call, startServer } from '../kit.ts'
import { everyRow, type Holding, makeTwoTenants } from './foreign-objects.ts'
import { isClosed, type Listed, routesOf, title } from './generators.ts'
import type { CallerName, Credential } from './platform-world.ts'
import { matrix } from './role-matrix.ts'
import { sampleOf } from './samples.ts'

/**
 * R1, T6: what is another tenant's, or another person's, is not there: asked for by its very name it
 * is 404, no list shows it, and nothing of it changes. And what only reads changes nothing at all.
 */
const server = await startServer({ rateLimit: false, allowLoopback: true })
const { both, root, own, foreign } = await makeTwoTenants(server)
const closed = routesOf(server).filter((one) => one.surface.name === 'platform' && isClosed(one))
const inOwn = { 'x-fb-tenant': own.tenantId }

/** Who works in the first tenant, as strong as they come. */
const insiders: Partial<Record<CallerName, Credential>> = {
  tenant_admin: {
    token: (await signIn(server, { role: 'tenant_admin', tenant_id: own.tenantId })).token,
  },
  instance_admin: { token: root.token, headers: inOwn },
  person: { token: both.token, headers: inOwn },
  tsk: { token: await newKey(server, 'tsk', { tenantId: own.tenantId }) },
  gsk: { token: await newKey(server, 'gsk', {}), headers: inOwn },
  fbk: { token: await newKey(server, 'fbk', { userId: both.userId, tenantId: own.tenantId }) },
}

/** Answers other than 404, by the name of the route, with what makes them right. */
const others: [RegExp, readonly number[], string][] = [
  [/^tenants\./, [403], 'a tenant that one does not administer is refused by name'],
  [/^admin_settings\.put$/, [200], 'names are each tenant’s own: it sets one here'],
  [/^user_settings\.put$/, [200, 409], 'the same'],
  [/^tables\.(list|query|export)/, [200], 'rows that are not there leave a shorter list'],
  [/^tables\.(bulk_|update$|delete$)/, [200, 201, 400, 403, 404], 'changes nothing'],
  [/^tables\.(update|delete|replace)_row$/, [403, 404], 'a policy may be named'],
  [/^tables\./, [400, 403, 404], 'the path of another form of table'],
  [/^buckets\.create$/, [201, 409], 'names are each tenant’s own: it makes one here'],
  [/^objects\.upload|^objects\.(copy|move)/, [400, 404], 'no such bucket here; a form it is not'],
  [/^objects\.sign_many$/, [200], 'each link has an error instead'],
  [/^uploads\.begin$|^resumable\./, [400, 404, 412], 'the protocol is not spoken here'],
  [/^(migrations|realtime)\./, [503], 'tenants have no database of their own yet'],
]
/** No object of a tenant's is named in these paths. */
const nameless: [RegExp, string][] = [
  [/^(users|outbox|queue)\./, 'operators alone come in, who stand above tenants'],
  [/^device_logins\./, 'a code is of no tenant: whoever is shown it answers for themselves'],
  [/^auth\.(oauth_|saml)/, 'a provider: what is read is the caller’s own'],
  [
    /^(admin\..*(oauth|saml)_provider|mail_templates\..*)$/,
    'the instance’s alone: no tenant has one',
  ],
]
/** An operator stands above tenants, people and invitations, whichever tenant they look at. */
const mayReach = (who: string, { route }: Listed) =>
  /^(tenants|invitations|users|sql|schema|audit|outbox|queue|stats|logs|monitoring)\./.test(
    route.name,
  ) &&
  (who === 'instance_admin' || who === 'gsk')

const paramsFor = ({ route }: Listed, { names }: Holding) =>
  names.find(([start]) => route.path.startsWith(start))?.[1] ?? {}

const paperOf = ({ names }: Holding) => names.at(-1)?.[1].id
const ids = [paperOf(foreign)]
/** Bodies that a schema alone does not tell. */
const bodies: [RegExp, unknown][] = [
  [/^(service_keys\.p|client_keys\.update)/, { name: 'stolen' }],
  [/^buckets\.update/, { public: true }],
  [/^secrets\.(by_name\.)?update/, { value: 'stolen' }],
  [/^tables\.bulk_insert/, []],
  [/^tables\.bulk_update/, { ids, data: { title: 'stolen' } }],
  [/^tables\.bulk_delete/, { ids }],
  [/^tables\.query/, {}],
  [/^tables\./, { title: 'stolen' }],
]

/** A call that is right in every way, on the objects of one holding. */
function callOf(listed: Listed, holding: Holding): Call {
  const { route } = listed
  const params = paramsFor(listed, holding)
  const url = route.path.replace(/\{([a-z_]+)\}/gi, (_, name: string) =>
    encodeURIComponent(params[name] ?? `no_${name}`),
  )
  if (isStream(route.body)) return { method: route.method, url, raw: 'stolen' }
  const query = /^tables\.(update|delete)$/.test(route.name) ? `?title=eq.${holding.mark}` : ''
  if (!route.body) return { method: route.method, url: url + query }
  const given = bodies.find(([names]) => names.test(route.name))?.[1]
  return { method: route.method, url: url + query, body: given ?? sampleOf(route.body) }
}

const names = (text: string, { mark, tenantId }: Holding) =>
  text.toUpperCase().includes(mark) || text.includes(tenantId)

/** A name may be taken in each tenant: one of the first, named alike, is none of the second. */
const isForeign = (row: string) =>
  row.includes(foreign.tenantId) || (row.includes(foreign.mark) && !row.includes(own.tenantId))

async function foreignRows(): Promise<Record<string, string[]>> {
  const found = [...(await everyRow(server))].map(([name, rows]) => [name, rows.filter(isForeign)])
  return Object.fromEntries(found)
}

test("R1 no list shows what is another tenant's, and every list what is one's own", async () => {
  const shown = new Set<string>()
  for (const listed of closed.filter(({ route }) => !route.path.includes('{'))) {
    if (listed.route.method !== 'GET') continue
    for (const [who, credential] of Object.entries(insiders)) {
      if (mayReach(who, listed)) continue
      const answer = await server.call({ url: listed.route.path, ...credential })
      if (answer.status !== 200) continue
      const label = `${title(listed)} ${who}: ${answer.text}`
      assert.ok(!names(answer.text, foreign), label)
      if (names(answer.text, own)) shown.add(listed.route.name)
    }
  }
  // The test itself can see.
  const lists = ['service_keys', 'client_keys', 'secrets', 'invitations', 'admin_settings']
  for (const name of [...lists, 'user_settings', 'user_secrets', 'passkeys', 'settings']) {
    assert.ok(shown.has(`${name}.list`), `${name}.list shows its own`)
  }
})

const makesOwn = ({ route }: Listed) =>
  Number(route.method === 'PUT') + 2 * Number(route.name === 'buckets.create')

/** What makes something of the same name in one's own tenant comes last. */
const named = closed
  .filter(({ route }) => route.path.includes('{'))
  .sort((a, b) => makesOwn(a) - makesOwn(b))

const untouched = await foreignRows()

for (const listed of named) {
  if (nameless.some(([names]) => names.test(listed.route.name))) continue
  test(`R1 ${title(listed)} does not reach what is another tenant's`, async () => {
    const isTold = others.some(([names]) => names.test(listed.route.name))
    const params = paramsFor(listed, foreign)
    assert.ok(Object.keys(params).length > 0 || isTold, 'a row that makes the object')
    const expected = others.find(([names]) => names.test(listed.route.name))?.[1] ?? [404]
    const row = matrix.get(listed.route.access as never)
    for (const [who, credential] of Object.entries(insiders)) {
      if (row?.door[who as CallerName] !== 'open' || mayReach(who, listed)) continue
      const answer = await server.call({ ...callOf(listed, foreign), ...credential })
      assert.ok(expected.includes(answer.status), `${who}: ${answer.status} ${answer.text}`)
      const isRead = listed.route.method === 'GET' && answer.status === 200
      if (isRead) assert.ok(!names(answer.text, foreign), `${who}: ${answer.text}`)
    }
    assert.deepEqual(await foreignRows(), untouched)
  })
}

test('T6 a key that may only read changes no row, whatever it is sent to', async () => {
  const reading = `tables:read storage:read functions:read auth:read clientkeys:read webhooks:read
    monitoring:read rpc:read jobs:read ai:read secrets:read migrations:read realtime:connect`
  const scopes = reading.split(/\s+/)
  const { tenantId } = own
  const readers = await Promise.all([
    newKey(server, 'gsk', {}, { scopes }),
    newKey(server, 'tsk', { tenantId }, { scopes }),
    newKey(server, 'anon', { tenantId }, { scopes }),
    newKey(server, 'pk', { tenantId }, { scopes }),
    newKey(server, 'fbk', { userId: both.userId, tenantId }, { scopes }),
  ])
  const before = await everyRow(server)
  let passed = 0
  for (const listed of closed) {
    for (const token of readers) {
      const { status, text } = await server.call({ ...callOf(listed, own), token })
      assert.ok(status < 500 || status === 503, `${title(listed)}: ${text}`)
      if (status < 300) passed++
    }
  }
  assert.ok(passed > 50, `${passed} readings`)
  assert.deepEqual(await everyRow(server), before)
})
