import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, describe, test } from 'node:test'
import { decodeJwt } from 'jose'
import type { CDPSession, Page } from 'playwright-core'
import { set } from '../src/features/settings/index.ts'
import { signIn } from '../src/surfaces/platform/testing.ts'
import { openBrowser, withoutBrowser } from './browser.ts'
import { startServer } from './kit.ts'

/**
 * Passkeys in a real browser: a page of an app, on an origin of its own, with nothing but the
 * browser's own functions; Chromium's virtual authenticator holds the keys.
 */

interface Reply {
  status: number
  body: { access_token?: string; code?: string; passkey?: Record<string, unknown> }
}

/** What the page does; it runs there, and knows nothing of the test. */
const script = `
  const call = async (path, body, token) => {
    const headers = { 'content-type': 'application/json' }
    if (token) headers.authorization = 'Bearer ' + token
    const url = api + '/api/v1/auth/' + path
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
    return { status: answer.status, body: await answer.json() }
  }
  const register = async (token, begin) => {
    const options = await call('passkeys/register/options', begin, token)
    if (options.status !== 200) return options
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options.body)
    const made = await navigator.credentials.create({ publicKey })
    return call('passkeys/register/verify', { ...made.toJSON(), name: 'Chromium' }, token)
  }
  const signIn = async (mfa) => {
    const options = await call('passkeys/signin/options', mfa)
    if (options.status !== 200) return options
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options.body)
    const proof = await navigator.credentials.get({ publicKey })
    return call('passkeys/signin/verify', { ...proof.toJSON(), ...mfa })
  }`

describe('in a browser', { skip: withoutBrowser }, async () => {
  const server = await startServer()
  const api = await server.app.http.listen({ port: 0, host: '127.0.0.1' })
  const origin = await startPage(api)
  await set(server.ctx, { key: 'app.auth.passkey_origins', value: [origin] })
  const browser = await openBrowser()
  after(() => browser.close())

  async function open(at = origin): Promise<{ page: Page; devtools: CDPSession }> {
    const page = await browser.newPage()
    await page.goto(at)
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('WebAuthn.enable')
    return { page, devtools }
  }
  const evaluate = (page: Page, code: string) => page.evaluate(code) as Promise<Reply>

  const phone = { transport: 'internal', hasResidentKey: true, hasUserVerification: true } as const
  const key = { transport: 'usb', hasResidentKey: false, hasUserVerification: false } as const

  /** @returns the id of the authenticator */
  async function plugIn(devtools: CDPSession, kind: typeof phone | typeof key): Promise<string> {
    const options = { protocol: 'ctap2', isUserVerified: true, ...kind } as const
    const added = await devtools.send('WebAuthn.addVirtualAuthenticator', { options })
    return added.authenticatorId
  }

  test('a passkey made on the page signs in there; a copy of it does not', async () => {
    const person = await signIn(server)
    const { page, devtools } = await open()
    const authenticatorId = await plugIn(devtools, phone)
    const made = await evaluate(page, `register(${JSON.stringify(person.token)}, {})`)
    assert.equal(made.status, 200, JSON.stringify(made))
    const { passkey } = made.body
    assert.deepEqual(
      [passkey?.name, passkey?.transports, passkey?.device_type],
      ['Chromium', ['internal'], 'singleDevice'],
    )
    const again = evaluate(page, `register(${JSON.stringify(person.token)}, {})`)
    await assert.rejects(again, /InvalidStateError/, 'it is excluded')

    const { credentials } = await devtools.send('WebAuthn.getCredentials', { authenticatorId })
    for (let i = 0; i < 2; i++) {
      const { status, body } = await evaluate(page, 'signIn({})')
      assert.equal(status, 200, JSON.stringify(body))
      const { sub, aal, amr } = decodeJwt(body.access_token ?? '')
      assert.deepEqual([sub, aal, amr], [person.userId, 'aal2', ['hwk', 'user']])
    }
    const [copy] = credentials
    assert.ok(copy)
    await devtools.send('WebAuthn.clearCredentials', { authenticatorId })
    await devtools.send('WebAuthn.addCredential', { authenticatorId, credential: copy })
    assert.equal((await evaluate(page, 'signIn({})')).status, 401, 'it counts from before')
    await page.close()
  })

  test('a security key is a second factor', async () => {
    const person = await signIn(server)
    const { page, devtools } = await open()
    await plugIn(devtools, key)
    const begin = '{ second_factor: true }'
    const made = await evaluate(page, `register(${JSON.stringify(person.token)}, ${begin})`)
    assert.equal(made.status, 200, JSON.stringify(made))
    const { email, password } = person
    const url = '/api/v1/auth/signin'
    const first = await server.call({ url, body: { email, password } })
    assert.deepEqual(first.body.factors, ['passkey'], first.text)
    const { mfa_token } = first.body
    const { status, body } = await evaluate(page, `signIn(${JSON.stringify({ mfa_token })})`)
    assert.equal(status, 200, JSON.stringify(body))
    const { aal, amr } = decodeJwt(body.access_token ?? '')
    assert.deepEqual([aal, amr], ['aal2', ['pwd', 'hwk', 'user']])
    await page.close()
  })

  test('a page that is not named may ask, and gets nothing', async () => {
    const person = await signIn(server)
    const { page, devtools } = await open(await startPage(api))
    await plugIn(devtools, phone)
    const made = await evaluate(page, `register(${JSON.stringify(person.token)}, {})`)
    assert.deepEqual([made.status, made.body.code], [400, 'INVALID_PASSKEY'])
    await page.close()
  })
})

/** An app of somebody's, on a port of its own. @returns its origin */
async function startPage(api: string): Promise<string> {
  const page = `<!doctype html><script>const api = '${api}';${script}</script>`
  const app = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(page)
  })
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  after(() => app.close())
  return `http://localhost:${(app.address() as AddressInfo).port}`
}
