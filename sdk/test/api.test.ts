import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { startServer } from '../../server/test/kit.ts'
import { createApi, createClient, FlumenError } from '../src/index.ts'
import { file, typesOfRoutes } from './openapi-types.ts'

const server = await startServer({ rateLimit: false })
const url = await server.app.http.listen({ port: 0, host: '127.0.0.1' })
const api = createApi({ url })

test('sdk/src/openapi.d.ts is what docs/openapi.json says', async () => {
  const isFresh = readFileSync(file, 'utf8') === (await typesOfRoutes())
  assert.ok(isFresh, 'run `npm run docs:openapi`')
})

test('calls a route, with the type of its answer', async () => {
  const { data, response } = await api.POST('/api/v1/auth/signup', {
    body: { email: 'ada@api.example', password: 'correct horse battery' },
  })
  const email: string | null | undefined = data.user?.email
  assert.equal(email, 'ada@api.example')
  assert.equal(response.status, 201)
})

test('a key is sent as a Bearer token', async () => {
  const { data } = await api.POST('/api/v1/auth/signin', {
    body: { email: 'ada@api.example', password: 'correct horse battery' },
  })
  const client = createClient(url, { key: data.access_token ?? '' })
  const me = await client.api.GET('/api/v1/auth/user')
  assert.equal(me.data.email, 'ada@api.example')
})

/** What a call throws. */
const failure = (call: Promise<unknown>): Promise<FlumenError> =>
  call.then(
    () => assert.fail('it succeeded'),
    (error) => (error instanceof FlumenError ? error : assert.fail(error)),
  )

test('a failure of any surface is a FlumenError', async () => {
  const body = { email: 'ada@api.example', password: 'wrong' }
  const platform = await failure(api.POST('/api/v1/auth/signin', { body }))
  assert.deepEqual([platform.status, platform.code], [401, 'INVALID_CREDENTIALS'])
  assert.match(platform.requestId ?? '', /./)

  const form = { username: body.email, password: body.password }
  const account = await failure(api.POST('/v1/auth/login', { body: form }))
  assert.equal(account.status, 401)
  assert.match(account.message, /password/i)

  const registry = await failure(api.GET('/v1/apps'))
  assert.deepEqual([registry.status, registry.code], [401, 'authentication_failed'])

  const oauth = await failure(
    api.POST('/v1/oauth/token', { body: { grant_type: 'refresh_token' } as never }),
  )
  assert.match(oauth.code, /^invalid_/)

  const provisioning = await failure(api.GET('/api/v2/apps'))
  assert.deepEqual([provisioning.status, provisioning.code], [401, 'unauthorized'])
})

test('what is wrong with a field is in details', async () => {
  const platform = await failure(
    api.POST('/api/v1/auth/signup', { body: { email: 'nope', password: 'short' } }),
  )
  assert.equal(platform.status, 400)
  assert.match(JSON.stringify(platform.details), /email|length/)
  const account = await failure(
    api.POST('/v1/auth/register', { body: { email: 'nope', password: 'x' } as never }),
  )
  assert.deepEqual([account.status, account.code], [422, 'validation_failed'])
  const provisioning = await failure(
    api.POST('/api/v2/accounts', { body: { email: 'nope' } as never }),
  )
  assert.match(provisioning.message, /email|firstName/)
})

test('nobody at home: status 0, worth trying again', async () => {
  const error = await failure(createApi({ url: 'http://127.0.0.1:1' }).GET('/health'))
  assert.deepEqual([error.status, error.code, error.isTemporary], [0, 'unreachable', true])
})
