import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import { enrol } from '../../../test/factors.ts'
import { barrier, startServer } from '../../../test/kit.ts'
import { signedInUser } from '../../../test/people.ts'
import * as saml from '../../features/saml/index.ts'
import * as settings from '../../features/settings/index.ts'
import { sql } from '../../kernel/sql.ts'
import {
  logoutRequestXml,
  pack,
  persistent,
  readLogout,
  redirectQuery,
  respond,
  type Subject,
  sign,
  signingOf,
  spOf,
  startIdp,
  visitorsOf,
} from './saml-stand-in.ts'
import { newSubject } from './saml-testing.ts'

const server = await startServer()
await settings.set(server.ctx, {
  key: 'app.auth.redirect_allow_list',
  value: ['https://app.example'],
})
const { form } = visitorsOf(server)
const acme = await startIdp('acme')
const other = await startIdp('other')
const ids: Record<string, string> = {}
for (const { name, metadata } of [acme, other]) {
  const made = { name, idp_metadata_xml: metadata, allow_idp_initiated: true }
  ids[name] = (await saml.providers.add(server.ctx, made)).id
}
const sp = await spOf(server, 'acme')

let subject: Subject = newSubject()
beforeEach(() => {
  subject = { ...newSubject(), format: persistent }
})

const signIn = async (who: Subject = subject): Promise<string> => {
  const answer = await form(await respond(acme, sp, { subject: who }))
  assert.equal(answer.status, 200, answer.text)
  return answer.body.access_token
}
const isIn = async (token: string): Promise<boolean> =>
  (await server.call({ url: '/api/v1/auth/user', token })).status === 200

const get = (query: string) => server.call({ url: `/api/v1/auth/saml/slo?${query}` })
const post = (xml: string, kind = 'SAMLRequest', RelayState = 'r') =>
  form({ [kind]: pack(xml), RelayState }, 'slo')

const requestOf = (given: object = {}) =>
  logoutRequestXml(acme, { nameId: subject.nameId, ...given })
const signed = (xml: string, by = signingOf(acme)) => sign(xml, 'LogoutRequest', by)

/** What a provider gets in return: our signed LogoutResponse. */
async function answered(location: unknown, id: string) {
  const { extract, relayState } = await readLogout(acme, sp, String(location), 'Response')
  assert.equal(extract.response?.inResponseTo, id)
  assert.equal(extract.response?.destination, acme.slo)
  assert.equal(relayState, 'r')
}

test('begun there, by a form: every session of the person here ends, and nobody else’s', async () => {
  const tokens = [await signIn(), await signIn({ ...subject, sessionIndex: 'another' })]
  const stranger = await signIn(newSubject())
  const back = await post(signed(requestOf({ id: '_form' })))
  assert.equal(back.status, 302, back.text)
  await answered(back.headers.location, '_form')
  for (const token of tokens) assert.equal(await isIn(token), false)
  assert.equal(await isIn(stranger), true)
})

test('begun there, by redirect: the session that is named', async () => {
  const [named, left] = [await signIn(), await signIn({ ...subject, sessionIndex: 'another' })]
  const xml = requestOf({ id: '_redirect', sessionIndex: subject.sessionIndex })
  const back = await get(redirectQuery('SAMLRequest', xml, signingOf(acme), 'r'))
  assert.equal(back.status, 302, back.text)
  await answered(back.headers.location, '_redirect')
  assert.deepEqual([await isIn(named), await isIn(left)], [false, true])
})

test('begun there, by a provider that can hear no answer', async () => {
  const token = await signIn()
  const id = ids.acme ?? ''
  await saml.providers.change(server.ctx, id, { slo_url: null })
  const done = await post(signed(requestOf()))
  assert.equal(done.status, 200, done.text)
  assert.match(done.body.status, /:Success$/)
  assert.equal(await isIn(token), false)
  const alone = await server.call({
    url: '/api/v1/auth/saml/logout/acme',
    token: await signIn(),
  })
  assert.deepEqual([alone.status, alone.body.saml_logout], [200, false])
  assert.ok(alone.body.warning)
  await saml.providers.change(server.ctx, id, { slo_url: acme.slo })
})

test('begun here: signed out at once, then there, then on to the app', async () => {
  for (const binding of ['redirect', 'post'] as const) {
    const token = await signIn()
    const query = new URLSearchParams({ redirect_url: 'https://app.example/bye' })
    const url = `/api/v1/auth/saml/logout/acme?${query}`
    const out = await server.call({ url, token })
    assert.deepEqual([out.status, out.body.saml_logout], [200, true], out.text)
    assert.equal(await isIn(token), false)
    const { extract, relayState } = await readLogout(acme, sp, out.body.redirect_url, 'Request')
    assert.equal(extract.nameID, subject.nameId)
    assert.equal(extract.sessionIndex, subject.sessionIndex)
    const made = acme.idp.createLogoutResponse(sp, { extract } as never, binding, relayState)
    const bring = () =>
      binding === 'redirect'
        ? get(new URL(made.context).search.slice(1))
        : form({ SAMLResponse: made.context, RelayState: relayState }, 'slo')
    const back = await bring()
    assert.deepEqual(
      [back.status, back.headers.location],
      [302, 'https://app.example/bye'],
      back.text,
    )
    assert.equal((await bring()).status, 400, 'once')
  }
})

test('a browser is sent there; other people’s providers and off-list addresses end nothing', async () => {
  const token = await signIn()
  const go = (url: string, headers = {}) => server.call({ url, token, headers })
  const mismatch = await go('/api/v1/auth/saml/logout/other')
  assert.deepEqual([mismatch.status, mismatch.body.code], [400, 'PROVIDER_MISMATCH'])
  const off = await go('/api/v1/auth/saml/logout/acme?redirect=https%3A%2F%2Fevil.example')
  assert.deepEqual([off.status, off.body.code], [400, 'INVALID_REDIRECT_URL'])
  assert.equal(await isIn(token), true)
  const sent = await go('/api/v1/auth/saml/logout/acme', { accept: 'text/html' })
  assert.equal(sent.status, 302)
  assert.ok(String(sent.headers.location).startsWith(acme.slo))
  assert.equal(await isIn(token), false)
  const { token: byPassword } = await signedInUser(server)
  const url = '/api/v1/auth/saml/logout/acme'
  assert.equal((await server.call({ url, token: byPassword })).status, 400)
  assert.equal((await server.call({ url })).status, 401)
})

test('the sign-out of every door names the page, once', async () => {
  const token = await signIn()
  const signOut = (body: object) => server.call({ url: '/api/v1/auth/signout', body, token })
  const others = await signOut({ scope: 'others' })
  assert.deepEqual(others.body, { message: 'Signed out' })
  const out = await signOut({})
  assert.equal(out.body.saml_logout, true)
  assert.equal(out.body.provider, 'acme')
  await readLogout(acme, sp, out.body.slo_url, 'Request')
  assert.deepEqual((await signOut({})).body, { message: 'Signed out' })
})

test('signed out there while a second factor is waited for: it is of no use any more', async () => {
  const authenticator = await enrol(server, await signIn())
  const asked = await form(await respond(acme, sp, { subject }))
  assert.equal(asked.body.requires_2fa, true)
  assert.equal((await post(signed(requestOf()))).status, 302)
  const { user_id, mfa_token } = asked.body
  const body = { user_id, mfa_token, code: authenticator.code() }
  const late = await server.call({ url: '/api/v1/auth/2fa/verify', body })
  assert.equal(late.status, 401, late.text)
})

test('forged: no session ends', async () => {
  const token = await signIn()
  const eve = await startIdp('eve')
  const own = signingOf(acme)
  const query = (xml: string, by = own, state?: string) =>
    redirectQuery('SAMLRequest', xml, by, state)
  const good = query(requestOf(), own, 'r')
  const forged: Record<string, () => ReturnType<typeof get>> = {
    'form: not signed': () => post(requestOf()),
    'form: another key': () => post(signed(requestOf(), signingOf(eve))),
    'form: of another provider': () => post(signed(requestOf(), signingOf(other))),
    'form: SHA-1': () =>
      post(
        signed(requestOf(), { ...own, algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }),
      ),
    'form: changed': () =>
      post(signed(requestOf({ nameId: 'x' })).replace('>x<', `>${subject.nameId}<`)),
    'form: a comment': () =>
      post(signed(requestOf()).replace(subject.nameId, `${subject.nameId}<!-- -->`)),
    'form: wrapped': () =>
      post(
        signed(requestOf({ nameId: 'x' })).replace(
          '</samlp:LogoutRequest>',
          `<saml:NameID>${subject.nameId}</saml:NameID></samlp:LogoutRequest>`,
        ),
      ),
    'form: for somebody else': () => post(signed(requestOf({ destination: 'https://x.example' }))),
    'form: old': () => post(signed(requestOf({ at: new Date(Date.now() - 3_600_000) }))),
    'form: an answer to nothing': () =>
      post(
        sign(requestOf().replaceAll('LogoutRequest', 'LogoutResponse'), 'LogoutResponse', own),
        'SAMLResponse',
      ),
    'form: a request as an answer': () => post(signed(requestOf()), 'SAMLResponse'),
    'form: nothing': () => form({}, 'slo'),
    'form: both': () => form({ SAMLRequest: 'AAAA', SAMLResponse: 'AAAA' }, 'slo'),
    'redirect: not signed': () => get(redirectQuery('SAMLRequest', requestOf(), undefined)),
    'redirect: signed inside alone': () =>
      get(redirectQuery('SAMLRequest', signed(requestOf()), undefined)),
    'redirect: another key': () => get(query(requestOf(), signingOf(eve))),
    'redirect: SHA-1': () =>
      get(query(requestOf(), { ...own, algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' })),
    'redirect: no algorithm': () => get(good.replace(/&SigAlg=[^&]*/, '')),
    'redirect: no signature': () => get(good.replace(/&Signature=.*/, '')),
    'redirect: another RelayState': () => get(good.replace('RelayState=r', 'RelayState=s')),
    'redirect: RelayState left out': () => get(good.replace('&RelayState=r', '')),
    'redirect: a parameter twice': () =>
      get(
        `${good}&SAMLRequest=${encodeURIComponent(deflateRawSync(requestOf()).toString('base64'))}`,
      ),
    'redirect: a name in another spelling': () => get(good.replace('SAMLRequest', 'SAML%52equest')),
    'redirect: both': () => get(`${good}&SAMLResponse=AAAA`),
    'redirect: small, and huge inside': () => get(query(`<a>${'x'.repeat(64 * 1024 * 1024)}</a>`)),
    'redirect: nothing': () => get(''),
    'redirect: no text': () => get('SAMLRequest=%E0%A4%A'),
  }
  for (const [name, bring] of Object.entries(forged)) {
    const answer = await bring()
    assert.deepEqual(
      [answer.status, answer.body.code],
      [400, 'INVALID_LOGOUT'],
      `${name}: ${answer.text}`,
    )
    assert.equal(await isIn(token), true, name)
  }
  assert.equal((await get(good)).status, 302)
  assert.equal(await isIn(token), false)
})

test('a request counts once, also of twenty at once', async () => {
  await signIn()
  const xml = signed(requestOf())
  const answers = await barrier(20, () => post(xml))
  assert.equal(answers.filter(({ status }) => status === 302).length, 1)
  assert.equal(answers.filter(({ status }) => status === 400).length, 19)
  const again = await signIn()
  assert.equal((await post(xml)).status, 400)
  assert.equal(await isIn(again), true)
})

test('what is over is swept away', async () => {
  await signIn()
  await server.ctx.db.run(sql`update auth.saml_flows set expires_at = now() - interval '2 hours'`)
  await server.ctx.db.run(sql`update auth.saml_seen set expires_at = now() - interval '1 second'`)
  await saml.jobs['saml.sweep'](server.ctx)
  const left = await server.ctx.db.row<{ n: number }>(sql`
    select (select count(*) from auth.saml_flows)::int + (select count(*) from auth.saml_seen)::int as n`)
  assert.equal(left?.n, 0)
})
