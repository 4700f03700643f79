import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as oauth from 'openid-client'
import Stripe from 'stripe'
import { startServer } from '../../../test/kit.ts'
import { signedInAdmin } from '../../../test/people.ts'
import { verifyToken } from '../../features/marketplace-tokens/index.ts'
import { callback, caller, newMerchant, publish } from './testing.ts'

/** Clients that were not written for this server, over real sockets. */
// Listening starts the queue.
const server = await startServer({
  rateLimit: false,
  publicUrl: undefined,
  host: '127.0.0.1',
  queue: false,
})
const address = await server.app.listen()
const dev = await newMerchant(server)
const shop = await newMerchant(server)
const admin = await signedInAdmin(server)

test('openid-client finds the server, installs an app, refreshes and is revoked', async () => {
  const app = await publish(server, dev.test, admin.token)
  const { client_id, client_secret } = app
  const config = await oauth.discovery(
    new URL(address),
    client_id,
    undefined,
    oauth.ClientSecretBasic(client_secret),
    { algorithm: 'oauth2', execute: [oauth.allowInsecureRequests] },
  )
  assert.equal(config.serverMetadata().issuer, address)
  const pkceCodeVerifier = oauth.randomPKCECodeVerifier()
  const expectedState = oauth.randomState()
  const url = oauth.buildAuthorizationUrl(config, {
    redirect_uri: callback,
    scope: 'read_customers read_usage',
    code_challenge: await oauth.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
  })
  assert.equal(url.origin + url.pathname, `${address}/marketplace/authorize`)
  const { scope, response_type: _, ...asked } = Object.fromEntries(url.searchParams)
  const yes = await caller(server, shop.test)('POST', '/v1/oauth/authorize/grant', {
    ...asked,
    scopes: scope?.split(' '),
  })
  assert.equal(yes.status, 200, yes.text)
  const back = new URL(yes.body.redirect_url)
  const tokens = await oauth.authorizationCodeGrant(config, back, {
    pkceCodeVerifier,
    expectedState,
  })
  assert.equal(tokens.scope, 'read_customers read_usage')
  assert.equal(tokens.expires_in, 3600)
  assert.ok(await verifyToken(server.ctx, tokens.access_token))
  const next = await oauth.refreshTokenGrant(config, tokens.refresh_token ?? '')
  assert.notEqual(next.access_token, tokens.access_token)
  assert.ok(await verifyToken(server.ctx, next.access_token))
  await oauth.tokenRevocation(config, next.refresh_token ?? '')
  assert.equal(await verifyToken(server.ctx, next.access_token), undefined)
  await assert.rejects(oauth.refreshTokenGrant(config, next.refresh_token ?? ''), {
    error: 'invalid_grant',
  })
  const mixedUp = new URL(back)
  mixedUp.searchParams.set('iss', 'https://other.example')
  await assert.rejects(
    oauth.authorizationCodeGrant(config, mixedUp, { pkceCodeVerifier, expectedState }),
    ({ cause }: Error) => /"iss"/.test((cause as Error).message),
    'O8 an answer of another server is seen as one (RFC 9207)',
  )
})

test('the stripe client creates, changes, lists and deletes apps', async () => {
  const { hostname, port } = new URL(address)
  const stripe = new Stripe(dev.test, { host: hostname, port, protocol: 'http', telemetry: false })
  // biome-ignore lint/suspicious/noExplicitAny: raw requests have no types
  const raw = async (method: string, path: string, params?: object): Promise<any> =>
    stripe.rawRequest(method, path, params as Record<string, unknown>)
  const app = await raw('POST', '/v1/apps', {
    name: 'Stock Sync',
    requested_scopes: ['read_orders', 'write_orders'],
    redirect_uris: [callback],
    metadata: { plan: 'pro' },
  })
  assert.equal(app.object, 'app')
  assert.deepEqual(app.requested_scopes, ['read_orders', 'write_orders'])
  assert.deepEqual(app.metadata, { plan: 'pro' })
  const changed = await raw('POST', `/v1/apps/${app.id}`, { name: 'Sync', metadata: { plan: '' } })
  assert.deepEqual([changed.name, changed.metadata], ['Sync', {}])
  const list = await raw('GET', '/v1/apps?limit=1')
  assert.deepEqual([list.object, list.data[0].id], ['list', app.id])
  const client = await raw('POST', `/v1/apps/${app.id}/credentials`)
  assert.match(client.client_id, /^ca_test_/)
  await assert.rejects(
    raw('POST', '/v1/apps', { name: '' }),
    (error: Stripe.errors.StripeError) => {
      assert.equal(error.type, 'StripeInvalidRequestError')
      assert.deepEqual([error.statusCode, error.param], [400, 'name'])
      assert.match(error.requestId ?? '', /^req_/)
      return true
    },
  )
  assert.equal((await raw('DELETE', `/v1/apps/${app.id}`)).deleted, true)
  await assert.rejects(raw('GET', `/v1/apps/${app.id}`), { statusCode: 404 })
  const wrong = new Stripe('sk_test_wrong', { host: hostname, port, protocol: 'http' })
  await assert.rejects(wrong.rawRequest('GET', '/v1/apps'), { type: 'StripeAuthenticationError' })
})

test('K2 the stripe client repeats by itself what got no answer; it is done once', async () => {
  const { hostname, port } = new URL(address)
  const lossy = Stripe.createNodeHttpClient()
  const { makeRequest } = lossy
  const sent: unknown[] = []
  const answers: unknown[] = []
  // The first two answers are lost on their way back.
  lossy.makeRequest = async (...args) => {
    sent.push((args[4] as Record<string, unknown>)['Idempotency-Key'])
    const response = await makeRequest.apply(lossy, args)
    if (sent.length > 2) {
      answers.push(response.getHeaders()['idempotent-replayed'])
      return response
    }
    await response.toJSON()
    throw Object.assign(new Error('connection reset'), { code: 'ECONNRESET' })
  }
  const stripe = new Stripe(dev.test, {
    host: hostname,
    port,
    protocol: 'http',
    telemetry: false,
    maxNetworkRetries: 3,
    httpClient: lossy,
  })
  const params = { name: 'Repeated', redirect_uris: [callback] }
  const app = await stripe.rawRequest('POST', '/v1/apps', params)
  assert.equal(sent.length, 3)
  assert.match(String(sent[0]), /^stripe-node-retry-/)
  assert.equal(new Set(sent).size, 1)
  assert.deepEqual(answers, ['true'])
  const list = await caller(server, dev.test)('GET', '/v1/apps?limit=100')
  const named = list.body.data.filter((one: { name: string }) => one.name === 'Repeated')
  assert.deepEqual(
    named.map((one: { id: string }) => one.id),
    [(app as unknown as { id: string }).id],
  )
})
