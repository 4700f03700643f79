import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { barrier, startServer } from '../../../test/kit.ts'
import { signedInAdmin } from '../../../test/people.ts'
import { hasTokenShape, verifyToken } from '../../features/marketplace-tokens/index.ts'
import { sql } from '../../kernel/sql.ts'
import {
  askTokens,
  basic,
  callback,
  caller,
  connect,
  form,
  grantCode,
  newApp,
  newMerchant,
  publish,
  type TestApp,
} from './testing.ts'

/** OAuth for apps, with the list of RFC 9700 as attacks (threats O1-O4, O7, O12, O19). */
const server = await startServer({ rateLimit: false })
const dev = await newMerchant(server)
const shop = await newMerchant(server)
const other = await newMerchant(server)
const admin = await signedInAdmin(server)
const as = caller(server, shop.test)
const app = await publish(server, dev.test, admin.token)
const rival = await publish(server, other.test, admin.token)

const opens = async (token: string) => verifyToken(server.ctx, token)
const exchange = (of: TestApp, code: string, more: Record<string, string | undefined> = {}) =>
  askTokens(server, of, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: callback,
    ...more,
  })
const refresh = (of: TestApp, refresh_token: string, more: Record<string, string> = {}) =>
  askTokens(server, of, { grant_type: 'refresh_token', refresh_token, ...more })

const verifier = 'a'.repeat(20) + '-._~'.repeat(10)
const challengeOf = (text: string) => createHash('sha256').update(text).digest('base64url')
const pkce = { code_challenge: challengeOf(verifier), code_challenge_method: 'S256' }

test('from yes to tokens: who it is for, what it may do, for how long', async () => {
  const answer = await as('POST', '/v1/oauth/authorize/grant', {
    client_id: app.client_id,
    redirect_uri: callback,
    scopes: ['read_usage'],
    state: 'a b&c=d#é',
  })
  assert.equal(answer.status, 200, answer.text)
  const { redirect_url, code } = answer.body
  assert.match(code, /^lr_ac_[0-9A-Za-z]{43}$/)
  const url = new URL(redirect_url)
  assert.equal(url.origin + url.pathname, callback)
  assert.deepEqual(Object.fromEntries(url.searchParams), {
    code,
    state: 'a b&c=d#é',
    iss: 'http://flumen.test',
  })
  const given = await exchange(app, code)
  assert.equal(given.status, 200, given.text)
  assert.equal(given.headers['cache-control'], 'no-store')
  const { access_token, refresh_token, merchant_id, ...rest } = given.body
  assert.deepEqual(rest, { token_type: 'bearer', expires_in: 3600, scope: 'read_usage' })
  assert.match(access_token, /^lr_at_[0-9A-Za-z]{43}$/)
  assert.ok(hasTokenShape(access_token))
  const { data } = (await as('GET', '/v1/marketplace/installations?limit=1')).body
  assert.equal(merchant_id, data[0].merchant_id)
  const caller = await opens(access_token)
  assert.deepEqual([caller?.kind, caller?.mode, caller?.scopes], ['app', 'test', ['read_usage']])
  assert.equal(`merch_${caller?.tenantId?.replaceAll('-', '')}`, merchant_id)
  assert.equal(caller?.installationId, data[0].id)
  assert.ok(refresh_token.startsWith('lr_rt_'))
})

test('the ways of a client to say who it is', async () => {
  const code = () => grantCode(server, shop.test, app)
  const call = async (how: object) => server.call({ url: '/v1/oauth/token', ...how })
  const fields = async () => ({
    grant_type: 'authorization_code',
    code: await code(),
    redirect_uri: callback,
  })
  const { client_id, client_secret } = app
  const byBasic = basic(client_id, client_secret)
  const json = { ...(await fields()), client_id, client_secret }
  assert.equal((await call({ body: json })).status, 200)
  assert.equal((await call({ body: await fields(), headers: byBasic })).status, 200)
  const form1 = form(await fields())
  const together = { ...form1, headers: { ...form1.headers, ...byBasic } }
  assert.equal((await call(together)).status, 200)
  const extra = { ...json, code: await code(), audience: 'x', state: 'y' }
  assert.equal((await call({ body: extra })).status, 200, 'unknown parameters are let pass')

  const bad: [object, number, string][] = [
    [{ body: { ...json, client_secret: 'wrong' } }, 401, 'invalid_client'],
    [{ body: { ...json, client_secret: rival.client_secret } }, 401, 'invalid_client'],
    [{ body: { ...json, client_id: 'ca_test_nothing' } }, 401, 'invalid_client'],
    [{ body: { ...json, client_secret: undefined } }, 401, 'invalid_client'],
    [{ body: { ...json, client_id: undefined, client_secret: undefined } }, 401, 'invalid_client'],
    [{ body: await fields(), headers: basic(client_id, 'wrong') }, 401, 'invalid_client'],
    [{ body: await fields(), headers: basic(shop.test) }, 401, 'invalid_client'],
    [{ body: await fields(), token: shop.test }, 401, 'invalid_client'],
    [{ body: json, headers: byBasic }, 400, 'invalid_request'],
    [{ body: { ...json, grant_type: 'password' } }, 400, 'unsupported_grant_type'],
    [{ body: { ...json, grant_type: 'constructor' } }, 400, 'unsupported_grant_type'],
    [{ body: { ...json, grant_type: undefined } }, 400, 'invalid_request'],
    [{ body: { ...json, code: undefined } }, 400, 'invalid_request'],
    [{ body: { ...json, redirect_uri: '' } }, 400, 'invalid_request'],
    [{ body: { ...json, code: 7 } }, 400, 'invalid_request'],
    [{ body: [] }, 400, 'invalid_request'],
    [{ raw: '{' }, 400, 'invalid_request'],
    [{ raw: 'a=1&a=2', headers: form({}).headers }, 400, 'invalid_request'],
    [{ raw: 'x', headers: { 'content-type': 'text/plain' } }, 415, 'invalid_request'],
  ]
  for (const [how, status, error] of bad) {
    const answer = await call(how)
    assert.deepEqual([answer.status, answer.body.error], [status, error], JSON.stringify(how))
    assert.deepEqual(Object.keys(answer.body), ['error', 'error_description'])
    if (status === 401) assert.match(String(answer.headers['www-authenticate']), /^Basic/)
  }
})

describe('bad input to grant and deny, by name', () => {
  const good = { client_id: app.client_id, redirect_uri: callback, scopes: ['read_usage'] }
  const table: [body: object, status: number, param: string][] = [
    [{ ...good, client_id: undefined }, 400, 'client_id'],
    [{ ...good, client_id: 'ca_test_nothing' }, 404, 'client_id'],
    [{ ...good, redirect_uri: undefined }, 400, 'redirect_uri'],
    [{ ...good, redirect_uri: 'https://evil.example/' }, 400, 'redirect_uri'],
    [{ ...good, scopes: undefined }, 400, 'scopes'],
    [{ ...good, scopes: [] }, 400, 'scopes'],
    [{ ...good, scopes: ['write_customers'] }, 400, 'scopes[0]'],
    [{ ...good, state: 1 }, 400, 'state'],
    [{ ...good, merchant_id: 'merch_x' }, 400, 'merchant_id'],
    [{ ...good, code_challenge: pkce.code_challenge }, 400, 'code_challenge_method'],
    [{ ...good, code_challenge_method: 'S256' }, 400, 'code_challenge'],
    [{ ...good, ...pkce, code_challenge_method: 'plain' }, 400, 'code_challenge_method'],
    [{ ...good, ...pkce, code_challenge: 'short' }, 400, 'code_challenge'],
  ]
  for (const [body, status, param] of table) {
    test(`${status} ${param}`, async () => {
      const before = (await as('GET', '/v1/marketplace/installations')).body
      const answer = await as('POST', '/v1/oauth/authorize/grant', body)
      assert.deepEqual([answer.status, answer.body.error.param], [status, param])
      assert.deepEqual((await as('GET', '/v1/marketplace/installations')).body, before)
    })
  }

  test('another merchant in a header is not believed', async () => {
    const answer = await as('POST', '/v1/oauth/authorize/grant', good, {
      headers: { 'x-merchant-id': 'merch_of_somebody_else' },
    })
    const { body } = await exchange(app, answer.body.code)
    const { data } = (await as('GET', '/v1/marketplace/installations?limit=1')).body
    assert.equal(body.merchant_id, data[0].merchant_id)
  })

  test('no leads back with access_denied', async () => {
    const { scopes: _, ...asked } = good
    const { body } = await as('POST', '/v1/oauth/authorize/deny', { ...asked, state: 's' })
    const url = new URL(body.redirect_url)
    assert.deepEqual(Object.fromEntries(url.searchParams), {
      error: 'access_denied',
      state: 's',
      iss: 'http://flumen.test',
    })
    const evil = { ...asked, redirect_uri: 'https://evil.example/' }
    assert.equal((await as('POST', '/v1/oauth/authorize/deny', evil)).status, 400)
  })
})

test('O1 redirect URIs are compared as text, where a code is asked for and where it is used', async () => {
  const [scheme = '', rest = ''] = callback.split('://')
  const variants = [
    `${callback}/`,
    `${callback}?`,
    `${callback}#`,
    `${callback}?a=1`,
    `${callback}/../callback`,
    `${callback}%2f`,
    `${callback};a`,
    callback.toUpperCase(),
    `HTTPS://${rest}`,
    `http://${rest}`,
    `${scheme}://evil.example#${rest}`,
    `${scheme}://evil.example\\@${rest}`,
    `${scheme}://${rest.replace('/', '@evil.example/')}`,
    `${scheme}://${rest.replace('/', ':443/')}`,
    `${scheme}://${rest.replace('/', './')}`,
    `${scheme}://${rest.replace('app.', 'App.')}`,
    `${scheme}://${rest.replace('callback', 'c%61llback')}`,
    `${scheme}://${rest.replace('/callback', '//callback')}`,
    ` ${callback}`,
    `${callback} `,
    `${callback}\t`,
    `//${rest}`,
    `com.example.app:/${rest}`,
    'javascript:alert(1)//https://app.example.com/callback',
    'data:text/html,x',
    callback.slice(0, -1),
  ]
  for (const redirect_uri of variants) {
    for (const action of ['grant', 'deny']) {
      const answer = await as('POST', `/v1/oauth/authorize/${action}`, {
        client_id: app.client_id,
        redirect_uri,
        ...(action === 'grant' ? { scopes: ['read_usage'] } : {}),
      })
      assert.deepEqual(
        [answer.status, answer.body.error.param],
        [400, 'redirect_uri'],
        redirect_uri,
      )
      assert.ok(!('redirect_url' in answer.body))
    }
    const used = await exchange(app, await grantCode(server, shop.test, app), { redirect_uri })
    assert.deepEqual([used.status, used.body.error], [400, 'invalid_grant'], redirect_uri)
  }
})

test('O2 a code raced by many gives one set of tokens; used again it ends what it gave', async () => {
  for (let round = 0; round < 5; round++) {
    const code = await grantCode(server, shop.test, app)
    const answers = await barrier(20, () => exchange(app, code))
    const won = answers.filter(({ status }) => status === 200)
    assert.equal(won.length, 1)
    assert.ok(answers.every(({ status, body }) => status === 200 || body.error === 'invalid_grant'))
    const row = await server.ctx.db.row<{ n: number }>(sql`
      select count(*)::int as n from registry.grants g
      join registry.codes c on c.grant_id = g.id and c.hash = sha256(convert_to(${code}, 'UTF8'))`)
    assert.equal(row?.n, 1)
  }
  const code = await grantCode(server, shop.test, app)
  const { body } = await exchange(app, code)
  assert.ok(await opens(body.access_token))
  const stranger = await exchange(rival, code)
  assert.equal(stranger.body.error, 'invalid_grant')
  assert.ok(await opens(body.access_token), 'another client’s try ends nothing')
  assert.equal((await exchange(app, code)).body.error, 'invalid_grant')
  assert.equal(await opens(body.access_token), undefined)
  assert.equal((await refresh(app, body.refresh_token)).body.error, 'invalid_grant')
})

describe('O3 PKCE cannot be left out, nor put in', () => {
  const verifiers: [string, string | undefined][] = [
    ['the right verifier', verifier],
    ['a wrong verifier', 'b'.repeat(60)],
    ['the challenge itself', pkce.code_challenge],
    ['no verifier', undefined],
  ]
  for (const hasChallenge of [true, false]) {
    for (const [name, code_verifier] of verifiers) {
      test(`${hasChallenge ? 'with' : 'without'} a challenge, ${name}`, async () => {
        const code = await grantCode(server, shop.test, app, hasChallenge ? pkce : {})
        const { status } = await exchange(app, code, { code_verifier })
        const isRight = hasChallenge ? code_verifier === verifier : code_verifier === undefined
        assert.equal(status, isRight ? 200 : 400)
      })
    }
  }

  test('a public client must use it, and sends no secret', async () => {
    const open = await newApp(server, dev.test, {}, { client_type: 'public' })
    await caller(server, dev.test)('POST', `/v1/apps/${open.id}/submit_for_review`)
    await server.call({ url: `/v1/admin/apps/${open.id}/approve`, token: admin.token, body: {} })
    const bare = await as('POST', '/v1/oauth/authorize/grant', {
      client_id: open.client_id,
      redirect_uri: callback,
      scopes: ['read_usage'],
    })
    assert.deepEqual([bare.status, bare.body.error.param], [400, 'code_challenge'])
    const code = await grantCode(server, shop.test, open, pkce)
    const named = { ...open, client_secret: '' }
    assert.equal((await exchange(named, code)).body.error, 'invalid_grant')
    const secret = { code_verifier: verifier, client_secret: 'none' }
    assert.equal((await exchange(named, code, secret)).body.error, 'invalid_client')
    const given = await exchange(named, code, { code_verifier: verifier })
    assert.equal(given.status, 200, given.text)
    assert.equal((await refresh(named, given.body.refresh_token)).status, 200)
  })
})

test('O4 a code is bound to client, redirect URI, verifier and time, each by itself', async () => {
  for (let wrong = 0; wrong < 16; wrong++) {
    const code = await grantCode(server, shop.test, app, pkce)
    if (wrong & 1) {
      await server.ctx.db.run(sql`update registry.codes set expires_at = now()
        where hash = sha256(convert_to(${code}, 'UTF8'))`)
    }
    const { status, body } = await exchange(wrong & 2 ? rival : app, code, {
      redirect_uri: wrong & 4 ? 'https://other.example/' : callback,
      code_verifier: wrong & 8 ? 'c'.repeat(50) : verifier,
    })
    assert.deepEqual([status, body.error], wrong ? [400, 'invalid_grant'] : [200, undefined])
  }
  const life = await server.ctx.db.row<{ most: number }>(sql`
    select max(extract(epoch from expires_at - now()))::float8 as most from registry.codes`)
  assert.ok((life?.most ?? 61) <= 60)
})

describe('O7 refresh tokens', () => {
  test('rotate; the same again gets the same successor; a stale one ends the grant', async () => {
    const first = await connect(server, shop.test, app)
    const answers = await barrier(10, () => refresh(app, first.refresh_token))
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200])
    const successors = new Set(answers.map(({ body }) => body.refresh_token))
    assert.equal(successors.size, 1)
    assert.equal(new Set(answers.map(({ body }) => body.access_token)).size, 10)
    const [second = ''] = successors
    const third = (await refresh(app, second)).body
    assert.equal((await refresh(app, first.refresh_token)).body.refresh_token, second, 'in grace')
    await server.ctx.db.run(sql`
      update registry.grants set rotations = array(
        select t - interval '61 seconds' from unnest(rotations) t)`)
    assert.equal((await refresh(app, first.refresh_token)).body.error, 'invalid_grant')
    assert.equal((await refresh(app, third.refresh_token)).body.error, 'invalid_grant')
    assert.equal(await opens(third.access_token), undefined)
    assert.equal(await opens(first.access_token), undefined)
  })

  test('are of one client, and end when idle or old', async () => {
    const tokens = await connect(server, shop.test, app)
    assert.equal((await refresh(rival, tokens.refresh_token)).body.error, 'invalid_grant')
    const life = await server.ctx.db.row<{ idle: number; most: number }>(sql`
      select extract(day from idle_ends_at - created_at)::int as idle,
        extract(day from ends_at - created_at)::int as most
      from registry.grants order by created_at desc limit 1`)
    assert.deepEqual(life, { idle: 90, most: 365 })
    for (const column of ['idle_ends_at', 'ends_at']) {
      const one = await connect(server, shop.test, app)
      const id = one.refresh_token.slice(6, 38)
      await server.ctx.db.run(sql`update registry.grants set ${sql.id(column)} = now()
        where replace(id::text, '-', '') = ${id}`)
      assert.equal((await refresh(app, one.refresh_token)).body.error, 'invalid_grant', column)
      const isOpen = (await opens(one.access_token)) !== undefined
      assert.equal(isOpen, column === 'idle_ends_at')
    }
  })

  test('forged ones are nothing', async () => {
    const { refresh_token } = await connect(server, shop.test, app)
    const [head = '', number = '', mac = ''] = refresh_token.split('.')
    for (const forged of [
      `${head}.2.${mac}`,
      `${head}.${number}.${'A'.repeat(43)}`,
      `${head.slice(0, -1)}0.${number}.${mac}`,
      `${head}.${number}`,
      `${refresh_token}x`,
      head,
    ]) {
      assert.equal((await refresh(app, forged)).body.error, 'invalid_grant')
    }
    assert.equal((await refresh(app, refresh_token)).status, 200)
  })

  test('fewer scopes for one access token, never more', async () => {
    const { refresh_token } = await connect(server, shop.test, app)
    const fewer = await refresh(app, refresh_token, { scope: 'read_usage' })
    assert.equal(fewer.body.scope, 'read_usage')
    assert.deepEqual((await opens(fewer.body.access_token))?.scopes, ['read_usage'])
    const more = await refresh(app, fewer.body.refresh_token, { scope: 'read_usage write_orders' })
    assert.deepEqual([more.status, more.body.error], [400, 'invalid_scope'])
    const all = await refresh(app, fewer.body.refresh_token)
    assert.equal(all.body.scope, 'read_customers read_usage')
  })
})

describe('what ends a token ends it at once', () => {
  const fresh = async () => {
    const own = await publish(server, dev.test, admin.token)
    const shopper = await newMerchant(server)
    const tokens = await connect(server, shopper.test, own)
    assert.ok(await opens(tokens.access_token))
    return { own, shopper, tokens, asShopper: caller(server, shopper.test) }
  }
  type Fresh = Awaited<ReturnType<typeof fresh>>
  const ends: [string, (of: Fresh) => Promise<unknown>][] = [
    [
      'uninstalling',
      async ({ asShopper }) => {
        const { data } = (await asShopper('GET', '/v1/marketplace/installations')).body
        await asShopper('DELETE', `/v1/marketplace/installations/${data[0].id}`)
      },
    ],
    [
      'uninstalling, also when it is installed again',
      async ({ own, asShopper }) => {
        const { data } = (await asShopper('GET', '/v1/marketplace/installations')).body
        await asShopper('DELETE', `/v1/marketplace/installations/${data[0].id}`)
        const again = await asShopper('POST', `/v1/marketplace/apps/${own.id}/install`)
        assert.equal(again.status, 200)
      },
    ],
    [
      'the end of its client',
      ({ own }) =>
        caller(server, dev.test)('DELETE', `/v1/apps/${own.id}/credentials/${own.client_id}`),
    ],
    [
      'the client itself',
      ({ own, tokens: { refresh_token: token } }) => {
        const { client_id, client_secret } = own
        return server.call({
          url: '/v1/oauth/revoke',
          ...form({ token, client_id, client_secret }),
        })
      },
    ],
    [
      'the merchant who leaves',
      ({ shopper: { token, password } }) =>
        server.call({ method: 'DELETE', url: '/v1/me/account', token, body: { password } }),
    ],
  ]
  for (const [name, end] of ends) {
    test(name, async () => {
      const of = await fresh()
      await end(of)
      assert.equal(await opens(of.tokens.access_token), undefined)
      const { body } = await refresh(of.own, of.tokens.refresh_token)
      assert.match(body.error, /invalid_grant|invalid_client/)
    })
  }

  test('a code that waits is worth nothing after the uninstall', async () => {
    const { own, shopper, asShopper } = await fresh()
    const code = await grantCode(server, shopper.test, own)
    const { data } = (await asShopper('GET', '/v1/marketplace/installations')).body
    await asShopper('DELETE', `/v1/marketplace/installations/${data[0].id}`)
    assert.equal((await exchange(own, code)).body.error, 'invalid_grant')
  })

  test('revoking an access token ends that one alone; what is unknown is over already', async () => {
    const { own, tokens } = await fresh()
    const revoke = (token: string, { client_id, client_secret }: TestApp) =>
      server.call({ url: '/v1/oauth/revoke', ...form({ token, client_id, client_secret }) })
    assert.equal((await revoke(tokens.access_token, rival)).status, 200)
    assert.ok(await opens(tokens.access_token), 'not another client’s to end')
    assert.equal((await revoke('lr_at_nothing', own)).status, 200)
    assert.deepEqual((await revoke(tokens.access_token, own)).body, {})
    assert.equal(await opens(tokens.access_token), undefined)
    assert.equal((await refresh(own, tokens.refresh_token)).status, 200)
    const bad = await revoke(tokens.refresh_token, { ...own, client_secret: 'wrong' })
    assert.deepEqual([bad.status, bad.body.error], [401, 'invalid_client'])
    const none = await server.call({ url: '/v1/oauth/revoke', ...form({ client_id: 'x' }) })
    assert.equal(none.body.error, 'invalid_request')
  })

  test('fewer scopes are fewer at once, for tokens that are out', async () => {
    const { own, shopper, asShopper, tokens } = await fresh()
    await asShopper('POST', `/v1/marketplace/apps/${own.id}/install`, { scopes: ['read_usage'] })
    assert.deepEqual((await opens(tokens.access_token))?.scopes, ['read_usage'])
    const next = await refresh(own, tokens.refresh_token)
    assert.equal(next.body.scope, 'read_usage')
    await connect(server, shopper.test, own)
    assert.deepEqual((await opens(next.body.access_token))?.scopes, ['read_usage'], 'never grows')
  })

  test('an unpublished app keeps working for those who have it', async () => {
    const { own, tokens } = await fresh()
    await caller(server, dev.test)('POST', `/v1/apps/${own.id}/unpublish`)
    assert.ok(await opens(tokens.access_token))
    assert.equal((await refresh(own, tokens.refresh_token)).status, 200)
  })

  test('after an hour an access token is over', async () => {
    const { tokens } = await fresh()
    await server.ctx.db.run(sql`update registry.access_tokens set expires_at = now()
      where hash = sha256(convert_to(${tokens.access_token}, 'UTF8'))`)
    assert.equal(await opens(tokens.access_token), undefined)
  })
})

test('by its link a private app is for everybody, a public one once it is published', async () => {
  const hidden = await newApp(server, dev.test, { distribution_type: 'private' })
  const draft = await newApp(server, dev.test)
  const ask = (key: string, of: TestApp) =>
    caller(server, key)('POST', '/v1/oauth/authorize/grant', {
      client_id: of.client_id,
      redirect_uri: callback,
      scopes: ['read_usage'],
    })
  assert.equal((await ask(shop.test, hidden)).status, 200)
  assert.equal((await ask(shop.test, draft)).status, 404)
  assert.equal((await ask(dev.test, draft)).status, 200)
  assert.equal((await ask(shop.live, hidden)).status, 404, 'the other mode')
})

// What it opens, and that it opens nothing else anywhere, is `test/threats/app-tokens.test.ts`.
test('a token opens no route of the registry', async () => {
  const { access_token: token } = await connect(server, shop.test, app)
  const registry = server.app.surfaces.find(({ name }) => name === 'registry')
  for (const route of registry?.routes ?? []) {
    if (route.access.startsWith('public')) continue
    const url = route.path.replace(/\{[^}]*\}/g, 'x')
    const { status, body } = await server.call({ method: route.method, url, token })
    assert.deepEqual([status, body.error.code], [403, 'insufficient_scope'], url)
  }
})

test('O19 huge parameters are refused before anything is done with them', async () => {
  const good = { client_id: app.client_id, redirect_uri: callback, scopes: ['read_usage'] }
  for (const size of [3_000, 20_000, 60_000]) {
    const huge = 'x'.repeat(size)
    for (const name of ['client_id', 'redirect_uri', 'state', 'code_challenge']) {
      const answer = await as('POST', '/v1/oauth/authorize/grant', { ...good, [name]: huge })
      assert.deepEqual([answer.status, answer.body.error.param], [400, name])
    }
    for (const name of ['code', 'redirect_uri', 'code_verifier', 'refresh_token', 'scope']) {
      const answer = await exchange(app, 'x', { [name]: huge })
      assert.deepEqual([answer.status, answer.body.error], [400, 'invalid_request'], name)
      assert.ok(answer.text.length < 200)
    }
  }
  const answer = await exchange(app, 'x'.repeat(1_000_000))
  assert.equal(answer.status, 413)
})

test('T5 neither codes nor tokens nor secrets stand in the database', async () => {
  const made = await newApp(server, dev.test, { webhook_url: 'https://hooks.example.com/' })
  const { body } = await caller(server, dev.test)(
    'POST',
    `/v1/apps/${made.id}/rotate_webhook_secret`,
  )
  const code = await grantCode(server, shop.test, app)
  const tokens = await connect(server, shop.test, app)
  const tables = ['apps', 'oauth_clients', 'codes', 'grants', 'access_tokens', 'reviews']
  const texts = await Promise.all(
    tables.map((name) =>
      server.ctx.db.rows<{ t: string }>(
        sql`select t::text as t from ${sql.id('registry', name)} t`,
      ),
    ),
  )
  const all = texts
    .flat()
    .map(({ t }) => t)
    .join('\n')
  for (const secret of [
    made.client_secret,
    body.webhook_secret,
    code,
    tokens.access_token,
    tokens.refresh_token,
    tokens.refresh_token.split('.')[2] ?? '',
  ]) {
    assert.ok(secret.length > 20 && !all.includes(secret))
    assert.ok(!all.includes(Buffer.from(secret).toString('hex')))
  }
})

test('I12 a NUL in what a client says of itself is its own fault, wherever it stands', async () => {
  const token = 'lr_at_x'
  for (const url of ['/v1/oauth/token', '/v1/oauth/revoke']) {
    const named = { grant_type: 'refresh_token', refresh_token: token, token, client_id: '\0' }
    const inBody = await server.call({ url, body: named })
    assert.deepEqual([inBody.status, inBody.body.error], [400, 'invalid_request'], url)
    const { client_id: _, ...unnamed } = named
    const headers = basic('%00', 'secret')
    const inHeader = await server.call({ url, body: unnamed, headers })
    assert.deepEqual([inHeader.status, inHeader.body.error], [401, 'invalid_client'], url)
  }
})
