import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, describe, test } from 'node:test'
import { barrier, startServer, until } from '../../../test/kit.ts'
import { signedInAdmin, signedInUser } from '../../../test/people.ts'
import { moves } from '../../features/listings/index.ts'
import { sql } from '../../kernel/sql.ts'
import {
  callback,
  caller,
  complete,
  decide,
  newApp,
  newMerchant,
  publish,
  webhookSecretsOf,
} from './testing.ts'

/** The life of an app, and what a machine looks at before a person does. */
const server = await startServer({ rateLimit: false, allowLoopback: true })
const ada = await newMerchant(server)
const eve = await newMerchant(server)
const admin = await signedInAdmin(server)
const second = await signedInAdmin(server)
const as = caller(server, ada.test)

const audited = async (app: string): Promise<string[]> =>
  (
    await server.ctx.db.rows<{ event: string }>(
      sql`select event from auth.audit where details->>'app' = ${app} order by at, id`,
    )
  ).map(({ event }) => event)

type Action = keyof typeof moves
const path: Record<Action, string> = {
  submit: 'submit_for_review',
  withdraw: 'withdraw',
  approve: 'approve',
  reject: 'reject',
  unpublish: 'unpublish',
}
const reason = { rejection_reason: 'No' }
/** As a developer, or as the operator. */
const act = (id: string, action: Action | 'take down') => {
  if (action === 'approve') return decide(server, admin.token, id, 'approve')
  if (action === 'reject') return decide(server, admin.token, id, 'reject', reason)
  if (action === 'take down') return decide(server, admin.token, id, 'unpublish', { reason: 'No' })
  return as('POST', `/v1/apps/${id}/${path[action]}`)
}

/** The way to each status. */
const ways: Record<string, Action[]> = {
  draft: [],
  in_review: ['submit'],
  published: ['submit', 'approve'],
  rejected: ['submit', 'reject'],
}

describe('every move of the table, and every other one', () => {
  for (const [status, way] of Object.entries(ways)) {
    for (const action of [...Object.keys(moves), 'take down'] as (Action | 'take down')[]) {
      const move = moves[action === 'take down' ? 'unpublish' : action]
      const isAllowed = (move.from as readonly string[]).includes(status)
      test(`${status}: ${action} ${isAllowed ? `leads to ${move.to}` : 'is refused'}`, async () => {
        const { id } = await newApp(server, ada.test)
        for (const step of way) assert.equal((await act(id, step)).status, 200)
        const before = (await as('GET', `/v1/apps/${id}`)).body
        assert.equal(before.status, status)
        const answer = await act(id, action)
        const now = (await as('GET', `/v1/apps/${id}`)).body
        if (isAllowed) {
          assert.deepEqual([answer.status, answer.body.status], [200, move.to], answer.text)
          assert.deepEqual(now, answer.body)
          return
        }
        assert.deepEqual([answer.status, answer.body.error.code], [400, 'app_invalid_state'])
        assert.deepEqual(now, before)
      })
    }
  }
})

test('what a move writes down', async () => {
  const { id } = await newApp(server, ada.test)
  await act(id, 'submit')
  const rejected = await decide(server, admin.token, id, 'reject', {
    rejection_reason: 'The privacy page is empty',
    review_notes: 'See the report',
  })
  assert.equal(rejected.body.rejection_reason, 'The privacy page is empty')
  assert.equal(rejected.body.review_notes, 'See the report')
  assert.equal(rejected.body.reviewed_by, admin.userId)
  assert.ok(rejected.body.reviewed_at > 1e9)
  const again = await act(id, 'submit')
  assert.deepEqual([again.body.rejection_reason, again.body.review_notes], [null, null])
  const first = await act(id, 'approve')
  assert.equal(first.body.version, '1.0.0')
  assert.ok(first.body.published_at > 1e9)
  const down = await decide(server, admin.token, id, 'unpublish', { reason: 'It sends spam' })
  assert.deepEqual([down.body.status, down.body.review_notes], ['draft', 'It sends spam'])
  await act(id, 'submit')
  assert.equal((await act(id, 'approve')).body.version, '1.1.0')
  assert.deepEqual(await audited(id), [
    'listing.created',
    'oauth_client.created',
    'listing.submitted',
    'listing.rejected',
    'listing.submitted',
    'listing.approved',
    'listing.unpublished',
    'listing.submitted',
    'listing.approved',
  ])
})

test('of two reviewers one wins, and so of reviewer and developer', async () => {
  for (let round = 0; round < 8; round++) {
    const { id } = await newApp(server, ada.test)
    await act(id, 'submit')
    const answers = await barrier(3, (i) => {
      if (i === 0) return decide(server, admin.token, id, 'approve')
      if (i === 1) return decide(server, second.token, id, 'reject', reason)
      return as('POST', `/v1/apps/${id}/withdraw`)
    })
    const won = answers.filter(({ status }) => status === 200)
    assert.equal(won.length, 1)
    for (const { status, body } of answers.filter((answer) => answer !== won[0])) {
      assert.deepEqual([status, body.error.code], [400, 'app_invalid_state'])
    }
    assert.equal((await as('GET', `/v1/apps/${id}`)).body.status, won[0]?.body.status)
    assert.equal((await audited(id)).length, 4)
  }
})

describe('a submission must be complete', () => {
  const table: [changes: object, param: string | undefined][] = [
    [{ description: null }, 'description'],
    [{ redirect_uris: [] }, 'redirect_uris'],
    [{ redirect_uris: [callback, 'http://localhost/cb'] }, 'redirect_uris[1]'],
    [{ requested_scopes: [] }, 'requested_scopes'],
    [{ privacy_policy_url: null }, 'privacy_policy_url'],
    [{ privacy_policy_url: null, distribution_type: 'private' }, undefined],
    [{ description: null, requested_scopes: [] }, 'description'],
  ]
  for (const [changes, param] of table) {
    test(`${JSON.stringify(changes)}: ${param ?? 'fine'}`, async () => {
      const { id } = await newApp(server, ada.test)
      await as('PATCH', `/v1/apps/${id}`, changes)
      const { status, body } = await act(id, 'submit')
      if (!param) return assert.equal(status, 200)
      assert.deepEqual([status, body.error.code, body.error.param], [400, 'app_incomplete', param])
      assert.equal((await as('GET', `/v1/apps/${id}`)).body.status, 'draft')
    })
  }

  test('without a client', async () => {
    const { body: app } = await as('POST', '/v1/apps', complete)
    const { body } = await act(app.id, 'submit')
    assert.deepEqual([body.error.code, body.error.param], ['app_incomplete', 'credentials'])
  })
})

test('the operator’s routes: nobody else gets in, whatever they hold', async () => {
  const { id } = await newApp(server, ada.test)
  await act(id, 'submit')
  const person = await signedInUser(server)
  const tenant = await server.ctx.db.row<{ id: string }>(sql`
    insert into auth.tenants (id, slug, name, is_managed)
    values (gen_random_uuid(), 'managed-one', 'One', true) returning id`)
  const granted = await signedInAdmin(server, { role: 'tenant_admin', tenant_id: tenant?.id ?? '' })
  for (const token of [person.token, granted.token, ada.token, ada.test, ada.live]) {
    for (const action of ['approve', 'reject', 'unpublish'] as const) {
      assert.equal((await decide(server, token, id, action, reason)).status, 403)
    }
    assert.equal((await server.call({ url: '/v1/admin/app_reviews', token })).status, 403)
  }
  assert.equal((await as('GET', `/v1/apps/${id}`)).body.status, 'in_review')
  const bad: ['approve' | 'reject' | 'unpublish', object, string][] = [
    ['reject', {}, 'rejection_reason'],
    ['reject', { rejection_reason: ' ' }, 'rejection_reason'],
    ['unpublish', {}, 'reason'],
    ['approve', { rejection_reason: 'x' }, 'rejection_reason'],
    ['approve', { review_notes: 1 }, 'review_notes'],
  ]
  for (const [action, body, param] of bad) {
    const answer = await decide(server, admin.token, id, action, body)
    assert.deepEqual([answer.status, answer.body.error.param], [400, param])
  }
  assert.equal((await decide(server, admin.token, 'app_nothing', 'approve')).status, 404)
})

// biome-ignore lint/suspicious/noExplicitAny: tests look into it
type Any = any

async function reviewOf(id: string): Promise<Any> {
  let cursor = ''
  for (;;) {
    const url = `/v1/admin/app_reviews?limit=100${cursor}`
    const { body } = await server.call({ url, token: admin.token })
    const found = body.data.find(({ app }: Any) => app.id === id)
    if (found || !body.has_more) return found
    cursor = `&starting_after=${body.next_cursor}`
  }
}

test('the queue: the longest waiting first, with the app and its owner', async () => {
  const one = await newApp(server, ada.test)
  const two = await newApp(server, eve.live)
  await act(one.id, 'submit')
  await caller(server, eve.live)('POST', `/v1/apps/${two.id}/submit_for_review`)
  const { body } = await server.call({
    url: '/v1/admin/app_reviews?status=in_review&limit=100',
    token: admin.token,
  })
  const ids = body.data.map(({ app }: Any) => app.id)
  assert.ok(ids.indexOf(one.id) < ids.indexOf(two.id))
  const review = await reviewOf(two.id)
  assert.deepEqual(
    [review.object, review.livemode, review.app.status],
    ['app_review', true, 'in_review'],
  )
  assert.match(review.id, /^rev_/)
  await decide(server, admin.token, one.id, 'approve')
  assert.equal(await reviewOf(one.id), undefined)
  const done = await server.call({
    url: '/v1/admin/app_reviews?status=approved&limit=100',
    token: admin.token,
  })
  assert.ok(done.body.data.some(({ app }: Any) => app.id === one.id))
})

/** What stands at the app's addresses: a webhook of some kind, and a privacy page. */
async function startSite() {
  let secrets: string[] = []
  let manner: 'careful' | 'trusting' | 'refusing' | 'forgetful' = 'careful'
  const page = `<!doctype html><title>Privacy</title>${'We keep nothing. '.repeat(30)}`
  const site = createServer(async (request, response) => {
    const body = await text(request)
    if (request.url === '/privacy') {
      return void response.writeHead(200, { 'content-type': 'text/html' }).end(page)
    }
    if (request.url === '/empty') {
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('soon')
    }
    if (request.url !== '/hook') return void response.writeHead(404).end()
    const isGood = manner === 'trusting' || (manner !== 'refusing' && isSigned(request, body))
    response.writeHead(isGood ? 200 : 401).end()
  })
  function isSigned({ headers }: IncomingMessage, body: string): boolean {
    const [, t = '', mac] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(`${headers['fluveo-signature']}`) ?? []
    assert.equal(headers['x-signature'], headers['fluveo-signature'])
    assert.match(`${headers['webhook-id']}`, /^evt_/)
    const isFresh = manner === 'forgetful' || Math.abs(Date.now() / 1000 - Number(t)) < 300
    return (
      isFresh &&
      secrets.some(
        (secret) => createHmac('sha256', secret).update(`v1=${t}.${body}`).digest('hex') === mac,
      )
    )
  }
  site.listen(0, '127.0.0.1')
  await once(site, 'listening')
  after(() => site.close())
  return {
    url: `http://127.0.0.1:${(site.address() as AddressInfo).port}`,
    be: (how: typeof manner, known: string[]) => {
      manner = how
      secrets = known
    },
  }
}

describe('the automatic checks', async () => {
  const site = await startSite()

  async function report(changes: object, manner: Parameters<typeof site.be>[0]) {
    const { id } = await newApp(server, ada.test, { ...changes })
    site.be(manner, await webhookSecretsOf(server, id))
    await act(id, 'submit')
    await until('a report', async () => (await reviewOf(id))?.checks !== null)
    const { checks } = await reviewOf(id)
    assert.ok(checks.checked > 1e9)
    return new Map<string, Any>(checks.results.map((found: Any) => [found.check, found]))
  }

  const hook = { webhook_url: `${site.url}/hook` }
  const manners: [Parameters<typeof site.be>[0], string, RegExp][] = [
    ['careful', 'passed', /refused with 401/],
    ['trusting', 'failed', /A wrong signature is answered 200/],
    ['refusing', 'failed', /A right signature is answered 401/],
    ['forgetful', 'warning', /ten minutes ago/],
  ]
  for (const [manner, status, details] of manners) {
    test(`a ${manner} webhook: ${status}`, async () => {
      const found = (await report(hook, manner)).get('webhook_signature')
      assert.equal(found.status, status)
      assert.match(found.details.join(), details)
    })
  }

  test('what nobody can reach, and what is not there', async () => {
    const away = await report({ webhook_url: 'http://10.1.2.3/hook' }, 'careful')
    assert.deepEqual(away.get('webhook_signature').status, 'failed')
    assert.equal((await report({}, 'careful')).get('webhook_signature').status, 'skipped')
  })

  test('the privacy page', async () => {
    const table: [string, string][] = [
      ['/privacy', 'passed'],
      ['/empty', 'failed'],
      ['/nothing', 'failed'],
    ]
    for (const [at, status] of table) {
      const found = await report({ privacy_policy_url: site.url + at }, 'careful')
      assert.equal(found.get('privacy_policy').status, status, at)
      assert.equal(found.get('https').status, 'failed')
    }
  })

  test('redirect URIs of another site, and scopes since the last version', async () => {
    const found = await report({ homepage_url: 'https://www.acme.example' }, 'careful')
    assert.equal(found.get('redirect_uris').status, 'warning')
    assert.match(
      found.get('scope_changes').details[0],
      /^First version: read_customers, read_usage$/,
    )
    const { id } = await publish(server, ada.test, admin.token)
    await act(id, 'unpublish')
    const body = { requested_scopes: ['read_customers', 'write_customers'] }
    await as('PATCH', `/v1/apps/${id}`, body)
    await act(id, 'submit')
    await until('a report', async () => (await reviewOf(id))?.checks !== null)
    const { results } = (await reviewOf(id)).checks
    const scopes = results.find(({ check }: Any) => check === 'scope_changes')
    assert.deepEqual(scopes.details, ['added write_customers', 'removed read_usage'])
    assert.equal(scopes.status, 'warning')
  })
})

test('in test mode the operator may let apps through by themselves, in live mode never', async () => {
  const set = await server.call({
    method: 'PUT',
    url: '/api/v1/admin/settings/registry.auto_approve_test',
    token: admin.token,
    body: { value: true },
  })
  assert.equal(set.status, 200, set.text)
  const { id } = await newApp(server, ada.test)
  assert.equal((await act(id, 'submit')).body.status, 'published')
  const live = caller(server, ada.live)
  const app = await newApp(server, ada.live)
  const sent = await live('POST', `/v1/apps/${app.id}/submit_for_review`)
  assert.equal(sent.body.status, 'in_review')
})
