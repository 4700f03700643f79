import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startServer } from '../../../test/kit.ts'
import { ceremonies } from '../../../test/passkeys.ts'
import { newTenant, operator, signIn } from './testing.ts'

/** Where passkeys are made and used: `app.auth.passkey_origins`, and the server's own address. */
const server = await startServer({ publicUrl: 'https://api.flumen.test' })
const flows = ceremonies(server)
const root = await operator(server)
const key = 'app.auth.passkey_origins'
const put = (value: unknown, by = root, tenant?: string) =>
  server.call({
    method: 'PUT',
    url: `/api/v1/admin/settings/${key}`,
    body: { value },
    token: by.token,
    headers: tenant === undefined ? {} : { 'x-fb-tenant': tenant },
  })
const android = `android:apk-key-hash:${'A'.repeat(43)}`

test('only https, or http on localhost; hosts of the first or below it; no paths', async () => {
  const table: [string[], boolean][] = [
    [[], true],
    [['https://flumen.test'], true],
    [['https://flumen.test', 'https://app.flumen.test', 'https://flumen.test:8443'], true],
    [['https://flumen.test', android], true],
    [['http://localhost:3000', 'https://localhost', 'http://app.localhost:5173'], true],
    [['https://xn--bcher-kva.example'], true],
    [['http://flumen.test'], false],
    [['https://flumen.test/'], false],
    [['https://flumen.test/app'], false],
    [['https://FLUMEN.test'], false],
    [['https://user@flumen.test'], false],
    [['https://*.flumen.test'], false],
    [['https://flumen.test.'], false],
    [['https://test'], false],
    [['https://192.0.2.1'], false],
    [['https://[2001:db8::1]'], false],
    [['http://127.0.0.1:3000'], false],
    [['https://app.flumen.test', 'https://flumen.test'], false],
    [['https://flumen.test', 'https://evilflumen.test'], false],
    [['https://flumen.test', 'http://localhost:3000'], false],
    [[android], false],
    [['https://flumen.test', 'android:apk-key-hash:short'], false],
    [['ftp://flumen.test'], false],
    [['null'], false],
    [[''], false],
  ]
  for (const [value, isFine] of table) {
    const answer = await put(value)
    assert.equal(answer.status, isFine ? 200 : 400, `${value}: ${answer.text}`)
  }
  for (const value of ['https://flumen.test', [7], null]) {
    assert.equal((await put(value)).status, 400, JSON.stringify(value))
  }
})

test('the first names the site; every page of it signs in, the server’s own one, too', async () => {
  assert.equal((await put(['https://flumen.test', 'https://app.flumen.test', android])).status, 200)
  const { token } = await signIn(server)
  const { rp } = await flows.beginRegistration(token)
  assert.equal(rp.id, 'flumen.test')
  const { authenticator } = await flows.withPasskey(token, { origin: 'https://app.flumen.test' })
  for (const origin of ['https://flumen.test', 'https://api.flumen.test', android]) {
    assert.equal((await flows.signIn(authenticator, { origin })).status, 200, origin)
  }
  const strange = await flows.signIn(authenticator, { origin: 'https://other.flumen.test' })
  assert.equal(strange.status, 401)

  // Under another name they are of no use, and no way in that is left.
  assert.equal((await put([])).status, 200)
  const { rp: own } = await flows.beginRegistration(token)
  assert.equal(own.id, 'api.flumen.test')
  assert.equal((await flows.signIn(authenticator)).status, 401)
})

test('a tenant has no word in it: its people are those of all', async () => {
  const id = await newTenant(server)
  const admin = await signIn(server, { role: 'tenant_admin', tenant_id: id })
  const answer = await put(['https://evil.test'], admin, id)
  assert.equal(answer.status, 400, answer.text)
  const byRoot = await put(['https://evil.test'], root, id)
  assert.equal(byRoot.status, 400, byRoot.text)
})

test('on the own machine it is localhost; an address without a name has none', async () => {
  const { instance } = server.app.engines
  const { publicUrl } = instance
  for (const url of ['http://127.0.0.1:8080', 'http://[::1]:8080', 'http://0.0.0.0:8080']) {
    instance.publicUrl = url
    // It is the issuer of tokens, too.
    const { token } = await signIn(server)
    const { rp } = await flows.beginRegistration(token)
    assert.equal(rp.id, 'localhost', url)
    const { authenticator } = await flows.withPasskey(token, { origin: 'http://localhost:8080' })
    assert.equal((await flows.signIn(authenticator)).status, 200, url)
    const elsewhere = { origin: 'http://localhost:3000' }
    assert.equal((await flows.signIn(authenticator, elsewhere)).status, 401)
  }
  for (const url of ['http://192.0.2.1:8080', 'https://[2001:db8::1]']) {
    instance.publicUrl = url
    const { token } = await signIn(server)
    const answers = [
      await flows.post('register/options', {}, token),
      await flows.post('signin/options', {}),
    ]
    for (const { status, body } of answers) {
      assert.deepEqual([status, body.code], [503, 'PASSKEYS_NOT_CONFIGURED'], url)
    }
  }
  instance.publicUrl = publicUrl
})
