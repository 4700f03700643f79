import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '../../src/kernel/sql.ts'
import { newKey, newMeter, newOrganization } from '../../src/surfaces/metering/testing.ts'
import {
  caller as merchantCaller,
  newApp as newListing,
  newMerchant,
} from '../../src/surfaces/registry/testing.ts'
import { type Call, startServer } from '../kit.ts'
import { begin, newApp, newEmail, signIn } from '../provisioning.ts'
import { everyRow } from './foreign-objects.ts'
import {
  credentialFor,
  hasErrorShape,
  isClosed,
  type Listed,
  makeWorld,
  routesOf,
  title,
} from './generators.ts'
import { sampleOf } from './samples.ts'

/** R1: beside the platform, too, what is somebody else's is not there, asked for by its very name. */
const server = await startServer({ rateLimit: false, allowLoopback: true })
const closed = routesOf(server).filter(isClosed)
const organization = await newOrganization(server)
const other = await newOrganization(server, 'Other')

/** What somebody else holds, by the name of the route that a parameter of it could reach. */
const stranger = await makeWorld(server)
const strangersApp = await newApp(server, undefined, stranger.pat)
const strangersUser = await signIn(server, strangersApp)
const ofStranger = async (url: string) =>
  (await server.call({ url, token: await stranger.session() })).body
const strangersKey = (await ofStranger('/v1/auth/api-keys'))[0]?.id
const strangersSession = (await ofStranger('/v1/me/sessions'))[0]?.id
const pats = await server.call({ url: '/api/v2/accounts/tokens', token: stranger.pat })
const begun = await begin(server, strangersApp, newEmail())

/** What another organization holds. */
const ofOther = async (call: Call): Promise<string> => {
  const answer = await server.call({ token: other.token, ...call })
  assert.ok(answer.status < 300, answer.text)
  return answer.body.id
}
const meter = await newMeter(server, other)
const customer = await ofOther({
  url: '/api/v1/customers',
  body: { name: 'Theirs', email: 'theirs@example.com' },
})
const quota = { limit: '1', period: 'day', enforcement: 'soft' }
await ofOther({
  method: 'PUT',
  url: `/api/v1/customers/${customer}/quotas/${meter.id}`,
  body: quota,
})
const hook = await ofOther({
  url: '/api/v1/webhook-endpoints',
  body: { url: 'http://127.0.0.1/', events: ['*'] },
})
const used = await ofOther({
  url: '/api/v1/usage',
  body: { meter_id: meter.id, customer_id: customer, quantity: 1 },
})

/** What another merchant holds. */
const merchant = await newMerchant(server)
const byMerchant = merchantCaller(server, merchant.test)
const listing = await newListing(server, merchant.test)
const installed = await byMerchant('POST', `/v1/marketplace/apps/${listing.id}/install`, {})
const endpoint = await byMerchant('POST', '/v1/webhook_endpoints', {
  url: 'https://hooks.example.com/',
  enabled_events: ['*'],
})
const [told] = (await byMerchant('GET', '/v1/events')).body.data
const [registryKey] = (await byMerchant('GET', '/v1/api_keys')).body.data

const theirs: Record<string, Record<string, string>> = {
  'account.revoke_key': { key_id: strangersKey },
  'account.revoke_session': { id: strangersSession },
  'provisioning.revoke_token': { id: pats.body.tokens[0].id },
  'app.verify_session': { id: begun.id },
  'app.refresh_session': { id: begun.id },
  'metering.revoke_key': { id: (await newKey(server, other)).id },
  'metering.change_member': { id: other.userId },
  'metering.remove_member': { id: other.userId },
}
/** The same for many routes at once; the first that fits. */
const families: [RegExp, Record<string, string>][] = [
  [/^metering\..*(customer|quota)/, { id: customer, meter_id: meter.id }],
  [/^metering\..*webhook/, { id: hook }],
  [/^metering\..*feature/, { id: meter.featureId }],
  [/^metering\..*meter/, { id: meter.id }],
  [/^metering\.void$/, { event_id: used }],
  [/^widget\./, { meter_id: meter.id }],
  [/^registry\..*_key$/, { id: registryKey.id }],
  [/^registry\..*webhook_endpoint$/, { id: endpoint.body.id }],
  [/^registry\.get_event$/, { id: told.id }],
  [/^registry\.uninstall$/, { id: installed.body.id }],
  [/^registry\./, { id: listing.id, client: listing.client_id }],
]
const paramsOf = ({ name, path }: Listed['route']) =>
  theirs[name] ??
  families.find(([names]) => names.test(name))?.[1] ??
  (path.includes('/apps/{id}') ? ofApp : undefined)

const ofApp: Record<string, string> = {
  id: strangersApp.id,
  userId: strangersUser.user?.id ?? strangersUser.id,
}

/** Refusals in other words than 404, and why. */
const otherWords: Record<string, readonly number[]> = {
  // A refresh token that is not good here, whyever, is one word.
  'app.refresh_session': [401],
  // The operator's alone, whosever app it is.
  'registry.approve_app': [403],
  'registry.reject_app': [403],
  'registry.take_down_app': [403],
}

const bodies: Record<string, unknown> = {
  'app.verify_session': { code: begun.code },
  'app.refresh_session': { refreshToken: strangersUser.refreshToken },
  'metering.change_member': { role: 'viewer' },
  'provisioning.update_app': { name: 'stolen' },
  'metering.change_customer': { name: 'stolen' },
  'metering.change_feature': { name: 'stolen' },
  'metering.update_webhook_endpoint': { description: 'stolen' },
  'metering.set_quota': quota,
  'registry.update_app': { name: 'stolen' },
  'registry.update_app_by_post': { name: 'stolen' },
  'registry.create_client': {},
  'registry.install': {},
  'registry.update_webhook_endpoint': { description: 'stolen' },
}

const mine = await makeWorld(server)
const credentialOf = (listed: Listed) =>
  listed.surface.name === 'metering' ? { token: organization.token } : credentialFor(mine, listed)

/** Rows of what the other organization and the other merchant hold. */
const heldByOthers = () =>
  server.ctx.db.rows(sql`
    select c::text from metering.customers c where c.id = ${customer}
    union all select q::text from metering.quotas q where q.customer_id = ${customer}
    union all select m::text from metering.meters m where m.id = ${meter.id}
    union all select e::text from metering.events e where e.id = ${used}
    union all select a::text from registry.apps a where a.id = ${listing.id}
    union all select o::text from registry.oauth_clients o where o.app_id = ${listing.id}
    union all select i::text from registry.installations i where i.app_id = ${listing.id}
    union all select w::text from webhooks.endpoints w where w.tenant_id = ${other.id}
      or replace(w.id::text, '-', '') = ${endpoint.body.id.slice(3)}
    order by 1`)

for (const listed of closed) {
  const { surface, route } = listed
  if (surface.name === 'platform' || !route.path.includes('{')) continue
  test(`R1 ${title(listed)} does not reach what is somebody else's`, async () => {
    const params = paramsOf(route)
    assert.ok(params, 'a row that names an object of somebody else')
    const url = route.path.replace(/\{([a-z_]+)\}/gi, (_, name: string) => params[name] ?? '')
    assert.ok(!/\/(undefined)?(\/|$)/.test(url), url)
    const body = bodies[route.name] ?? (route.body && sampleOf(route.body))
    // Signing in leaves its mark: the picture is taken after it.
    const credential = await credentialOf(listed)
    assert.ok(credential)
    const before = await everyRow(server)
    const held = await heldByOthers()
    const answer = await server.call({ method: route.method, url, body, ...credential })
    const expected = otherWords[route.name] ?? [404]
    assert.ok(expected.includes(answer.status), `${answer.status} ${answer.text}`)
    assert.ok(hasErrorShape(listed, answer), answer.text)
    assert.deepEqual(await heldByOthers(), held)
    const after = await everyRow(server)
    for (const name of ['auth.keys', 'auth.users', 'auth.members', 'provisioning.apps']) {
      assert.deepEqual(after.get(name), before.get(name), name)
    }
  })
}
