import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import * as settings from '../../server/src/features/settings/index.ts'
import { inConfiguration, startOpenId } from '../../server/src/surfaces/platform/oauth-stand-in.ts'
import { registerProven } from '../../server/test/people.ts'
import { memoryStorage } from '../src/index.ts'
import { listen } from './server.ts'

const acme = await startOpenId({ after })
const { server, client } = await listen({
  allowLoopback: true,
  providers: { acme: inConfiguration(acme.issuer) },
})
const page = 'https://app.example/cb'
await settings.set(server.ctx, { key: 'app.auth.redirect_allow_list', value: [page] })

test('an identity provider: there and back, and the code counts in this browser alone', async () => {
  acme.claims = { sub: 'ada', email: 'ada@provider.example', email_verified: true }
  const mine = client({ storage: memoryStorage() })
  const begin = { provider: 'acme', redirect_to: page, stay: true }
  const { url } = await mine.auth.signInWithOAuth(begin)
  const returned = await acme.signIn(url)
  const back = await server.call({ url: `/api/v1/auth/oauth/acme/callback?${returned}` })
  const address = String(back.headers.location)
  assert.match(address, /^https:\/\/app\.example\/cb\?code=sc_/)

  const other = client({ storage: memoryStorage() })
  await assert.rejects(other.auth.finishRedirect(address), { code: 'invalid_state' })
  await other.auth.signInWithOAuth(begin)
  await assert.rejects(other.auth.finishRedirect(address), { code: 'INVALID_STATE' })

  const session = await mine.auth.finishRedirect(address)
  assert.equal(session?.user.email, 'ada@provider.example')
  assert.equal(await mine.auth.finishRedirect(`${page}?tab=1`), null)
  await assert.rejects(mine.auth.finishRedirect(`${page}?error=access_denied`), {
    code: 'access_denied',
  })
})

test('the link of a mail: its page sends the person on with a code', async () => {
  const { email } = await registerProven(server)
  const mine = client({ storage: memoryStorage() })
  await mine.auth.sendMagicLink({ email, redirect_to: page })
  const { links } = await server.inbox.next(email)
  const link = links.find((one) => one.includes('/auth/verify')) ?? ''
  const token = new URL(link).searchParams.get('token') ?? ''
  const opened = await server.call({
    url: '/auth/verify',
    method: 'POST',
    raw: new URLSearchParams({ token }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  const session = await mine.auth.finishRedirect(String(opened.headers.location))
  assert.equal(session?.user.email, email)
})
