import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, beforeEach, test } from 'node:test'
import * as settings from '../../src/features/settings/index.ts'
import { uuid } from '../../src/kernel/ids.ts'
import { sql } from '../../src/kernel/sql.ts'
import {
  appOf,
  inConfiguration,
  page,
  startOpenId,
} from '../../src/surfaces/platform/oauth-stand-in.ts'
import { barrier, startServer } from '../kit.ts'

/** O2, O3, O4: a sign-in at a provider is bound to the one who began it, in every part, and once. */
const acme = await startOpenId({ after })
const other = await startOpenId({ after })
const server = await startServer({
  allowLoopback: true,
  rateLimit: false,
  providers: { acme: inConfiguration(acme.issuer), other: inConfiguration(other.issuer) },
})
await settings.set(server.ctx, {
  key: 'app.auth.redirect_allow_list',
  value: ['https://app.example'],
})
const app = appOf(server)

beforeEach(() => {
  for (const provider of [acme, other]) {
    const sub = uuid()
    provider.claims = { sub, email: `${sub}@example.com`, email_verified: true }
    provider.exchanges.length = 0
  }
})

test('O3 every flow has a challenge of its own (S256), and its verifier goes to the provider alone', async () => {
  const seen = new Set<string>()
  for (let i = 0; i < 20; i++) {
    const { url } = await app.authorize('acme', i % 2 ? { redirect_to: page } : {})
    const asked = new URL(url).searchParams
    const challenge = asked.get('code_challenge') ?? ''
    assert.equal(asked.get('code_challenge_method'), 'S256')
    const back = await app.callback('acme', await acme.signIn(url))
    assert.ok(back.status === 200 || back.status === 302, back.text)
    const verifier = acme.exchanges.at(-1)?.get('code_verifier') ?? ''
    assert.equal(createHash('sha256').update(verifier).digest('base64url'), challenge)
    assert.ok(!`${url}${back.text}${back.headers.location}`.includes(verifier))
    seen.add(verifier)
  }
  assert.equal(seen.size, 20)
})

/** The last leg: our one-time code and state for the app, at the provider's own callback. */
async function handedOver(): Promise<{ code: string; state: string }> {
  const { url } = await app.authorize('acme', { redirect_to: page })
  const back = await app.callback('acme', await acme.signIn(url))
  const { searchParams } = new URL(String(back.headers.location))
  return { code: searchParams.get('code') ?? '', state: searchParams.get('state') ?? '' }
}

test('O4 of all combinations of one right and one wrong part only the all-right one passes', async () => {
  const stranger = await handedOver()
  for (const wrongCode of [true, false]) {
    for (const wrongState of [true, false]) {
      for (const wrongProvider of [true, false]) {
        const right = await handedOver()
        const pair = {
          code: wrongCode ? stranger.code : right.code,
          state: wrongState ? stranger.state : right.state,
        }
        // Both of another flow are right again: they are a pair.
        if (wrongCode && wrongState && !wrongProvider) continue
        const answer = await app.callback(wrongProvider ? 'other' : 'acme', pair)
        const isRight = !wrongCode && !wrongState && !wrongProvider
        const what = JSON.stringify({ wrongCode, wrongState, wrongProvider })
        assert.equal(answer.status, isRight ? 200 : 400, `${what}: ${answer.text}`)
      }
    }
  }
})

test('O4 a code of the provider is good with its own state alone', async () => {
  const [mine, theirs] = [await app.authorize('acme'), await app.authorize('acme')]
  const [first, second] = [await acme.signIn(mine.url), await acme.signIn(theirs.url)]
  const crossed = new URLSearchParams({
    code: first.get('code') ?? '',
    state: second.get('state') ?? '',
  })
  const answer = await app.callback('acme', crossed)
  assert.equal(answer.status, 400, answer.text)
})

const hasSession = async (token: string) =>
  (await server.call({ url: '/api/v1/auth/user', token })).status === 200

test('O2 our code twice at one moment ends nothing; back later it ends what began by it', async () => {
  const pair = await handedOver()
  const first = await app.callback('acme', pair)
  assert.equal(first.status, 200, first.text)
  const { access_token: token, refresh_token } = first.body
  assert.equal((await app.callback('acme', pair)).status, 400)
  assert.ok(await hasSession(token), 'a page that loads twice signs nobody out')
  await server.ctx.db.run(sql`
    update auth.oauth_flows set settled_at = settled_at - interval '11 seconds'`)
  // Who knows half of it ends nothing.
  const other = await handedOver()
  for (const half of [
    { ...pair, state: other.state },
    { ...pair, code: other.code },
  ]) {
    assert.equal((await app.callback('acme', half)).status, 400)
    assert.ok(await hasSession(token))
  }
  assert.equal((await app.callback('acme', pair)).status, 400)
  assert.ok(!(await hasSession(token)))
  const refresh = await server.call({ url: '/api/v1/auth/refresh', body: { refresh_token } })
  assert.equal(refresh.status, 401)
})

test('O2 our code for the app at fifty doors at once: one is let in, and never again', async () => {
  const pair = await handedOver()
  const answers = await barrier(50, () => app.callback('acme', pair))
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
  assert.ok(answers.every(({ status }) => status === 200 || status === 400))
  assert.equal((await app.callback('acme', pair)).status, 400)
})
