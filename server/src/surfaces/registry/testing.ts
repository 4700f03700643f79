import assert from 'node:assert/strict'
import type { Answer, Call, TestServer } from '../../../test/kit.ts'
import { signedInUser } from '../../../test/people.ts'
import { appEndpoints } from '../../features/webhooks/index.ts'
import { uuid } from '../../kernel/ids.ts'
import { sql } from '../../kernel/sql.ts'

/** Merchants and apps as tests make them: over HTTP. */

export interface Merchant {
  userId: string
  username: string
  password: string
  /** A session. */
  token: string
  /** Secret keys. */
  test: string
  live: string
}

export const basic = (user: string, password = ''): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
})

export async function newMerchant(server: TestServer): Promise<Merchant> {
  const { person, userId, token } = await signedInUser(server)
  const make = async (livemode: boolean): Promise<string> => {
    const answer = await server.call({
      url: '/v1/api_keys',
      token,
      body: { name: 'server', type: 'secret', livemode },
      headers: { 'idempotency-key': uuid() },
    })
    assert.equal(answer.status, 200, answer.text)
    return answer.body.key
  }
  const { username, password } = person
  return { userId, username, password, token, test: await make(false), live: await make(true) }
}

/** Calls by a secret key; a POST carries a key of its own against doing things twice. */
export const caller =
  (server: TestServer, key: string) =>
  (method: NonNullable<Call['method']>, url: string, body?: unknown, more: Partial<Call> = {}) =>
    server.call({
      method,
      url,
      ...(body === undefined ? {} : { body }),
      ...more,
      headers: {
        ...basic(key),
        ...(method === 'POST' ? { 'idempotency-key': uuid() } : {}),
        ...more.headers,
      },
    })

export const callback = 'https://app.example.com/callback'

/** All that a submission needs, beside a client. */
export const complete = {
  name: 'Stock Sync',
  description: 'Keeps stock in step',
  redirect_uris: [callback],
  requested_scopes: ['read_customers', 'read_usage'],
  privacy_policy_url: 'https://app.example.com/privacy',
  distribution_type: 'public',
}

export interface TestApp {
  id: string
  client_id: string
  client_secret: string
}

/** A draft with a client. */
export async function newApp(
  server: TestServer,
  key: string,
  changes: Record<string, unknown> = {},
  client: Record<string, unknown> = {},
): Promise<TestApp> {
  const call = caller(server, key)
  const made = await call('POST', '/v1/apps', { ...complete, ...changes })
  assert.equal(made.status, 200, made.text)
  const { body } = await call('POST', `/v1/apps/${made.body.id}/credentials`, client)
  const { client_id, client_secret } = body
  return { id: made.body.id, client_id, client_secret }
}

/** What an operator does with an app. */
export const decide = (
  server: TestServer,
  token: string,
  id: string,
  action: 'approve' | 'reject' | 'unpublish',
  body: object = {},
): Promise<Answer> => server.call({ url: `/v1/admin/apps/${id}/${action}`, token, body })

/** A published public app. */
export async function publish(
  server: TestServer,
  key: string,
  operator: string,
  changes: Record<string, unknown> = {},
): Promise<TestApp> {
  const app = await newApp(server, key, changes)
  const sent = await caller(server, key)('POST', `/v1/apps/${app.id}/submit_for_review`)
  assert.equal(sent.status, 200, sent.text)
  const approved = await decide(server, operator, app.id, 'approve')
  assert.equal(approved.status, 200, approved.text)
  return app
}

/** What signs the deliveries of an app, as nobody outside can read it. */
export async function webhookSecretsOf({ ctx }: TestServer, id: string): Promise<string[]> {
  const place = await ctx.db.row<{ tenant_id: string; mode: 'live' | 'test' }>(
    sql`select tenant_id, mode from registry.apps where id = ${id}`,
  )
  assert.ok(place)
  return appEndpoints.secretsOf(ctx, { id, ...place })
}

/* OAuth clients. */

export const form = (
  fields: Record<string, string | undefined>,
): Partial<Call> & { raw: string } => {
  const given = Object.entries(fields).filter((entry): entry is [string, string] => !!entry[1])
  return {
    raw: new URLSearchParams(given).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  }
}

/** The merchant of a key says yes. @returns the code */
export async function grantCode(
  server: TestServer,
  key: string,
  app: TestApp,
  more: Record<string, unknown> = {},
): Promise<string> {
  const answer = await caller(server, key)('POST', '/v1/oauth/authorize/grant', {
    client_id: app.client_id,
    redirect_uri: callback,
    scopes: ['read_customers', 'read_usage'],
    ...more,
  })
  assert.equal(answer.status, 200, answer.text)
  return answer.body.code
}

/** A request to the token endpoint, as a form. */
export const askTokens = (
  server: TestServer,
  { client_id, client_secret }: Pick<TestApp, 'client_id' | 'client_secret'>,
  fields: Record<string, string | undefined>,
): Promise<Answer> =>
  server.call({ url: '/v1/oauth/token', ...form({ client_id, client_secret, ...fields }) })

export interface TestTokens {
  access_token: string
  refresh_token: string
}

/** The app is installed and has its first tokens. */
export async function connect(
  server: TestServer,
  key: string,
  app: TestApp,
  more: Record<string, unknown> = {},
): Promise<TestTokens> {
  const code = await grantCode(server, key, app, more)
  const answer = await askTokens(server, app, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: callback,
  })
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}
