import assert from 'node:assert/strict'
import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { startServer } from '../../../test/kit.ts'
import { signedInUser } from '../../../test/people.ts'
import { makeKeys } from '../../features/saml/certificates.ts'
import { sql } from '../../kernel/sql.ts'
import { readRequest, respond, spOf, startIdp, visitorsOf } from './saml-stand-in.ts'
import { newSubject } from './saml-testing.ts'
import { newTenant, operator } from './testing.ts'

const server = await startServer({ allowLoopback: true })
const { token } = await operator(server)
const { login, form } = visitorsOf(server)
const admin = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', id = '', body?: object) =>
  server.call({ method, url: `/api/v1/admin/saml/providers${id}`, token, body })
const add = async (given: object) => {
  const made = await admin('POST', '', given)
  assert.equal(made.status, 201, made.text)
  return made.body
}

/** A web server with one page. */
async function serve(status: number, text: string): Promise<string> {
  const web = createServer((_request, response) => response.writeHead(status).end(text))
  web.listen(0, '127.0.0.1')
  await once(web, 'listening')
  after(() => web.close())
  return `http://127.0.0.1:${(web.address() as AddressInfo).port}/metadata`
}

test('by metadata: in force at once, changed, removed; our key is never seen', async () => {
  const idp = await startIdp('first')
  const made = await add({ name: 'first', display_name: 'First', idp_metadata_xml: idp.metadata })
  assert.equal(made.idp_entity_id, idp.entityId)
  assert.equal(made.sso_url, idp.sso)
  assert.equal(made.slo_url, idp.slo)
  assert.equal(made.entity_id, 'http://flumen.test/auth/saml')
  assert.equal(made.acs_url, 'http://flumen.test/api/v1/auth/saml/acs')
  assert.equal(made.metadata_url, 'http://flumen.test/api/v1/auth/saml/metadata/first')
  assert.equal(new X509Certificate(made.sp_certificate).subject, 'CN=Flumen first')
  const sp = await spOf(server, 'first')
  const { id, relayState } = await readRequest(idp, sp, await login('first'))
  const answer = await respond(idp, sp, { subject: newSubject(), inResponseTo: id, relayState })
  assert.equal((await form(answer)).status, 200)

  assert.deepEqual((await admin('GET', `/${made.id}`)).body, made)
  const seen = [JSON.stringify(made), (await admin('GET')).text]
  const rows = await server.ctx.db.rows<{ text: string }>(sql`
    select p::text as text from auth.saml_providers p
    union all select a::text from auth.audit a`)
  for (const text of [...seen, ...rows.map(({ text }) => text)]) {
    assert.equal(/PRIVATE KEY/.test(text), false)
  }

  const renewed = { ...(await startIdp('first')), entityId: idp.entityId }
  const changed = await admin('PATCH', `/${made.id}`, { idp_metadata_xml: renewed.metadata })
  assert.equal(changed.status, 200, changed.text)
  const late = await readRequest(renewed, sp, await login('first'))
  const old = { subject: newSubject(), inResponseTo: late.id, relayState: late.relayState }
  assert.equal((await form(await respond(idp, sp, old))).status, 401, 'the old key')
  assert.equal((await form(await respond(renewed, sp, old))).status, 200, 'the new key')

  const off = await admin('PATCH', `/${made.id}`, { enabled: false, display_name: 'Off' })
  assert.deepEqual([off.body.enabled, off.body.display_name], [false, 'Off'])
  assert.equal((await admin('DELETE', `/${made.id}`)).status, 204)
  assert.equal((await admin('DELETE', `/${made.id}`)).status, 404)
  assert.equal((await admin('GET', `/${made.id}`)).status, 404)
  assert.equal((await admin('PATCH', `/${made.id}`, {})).status, 404)
  assert.equal((await form(answer)).status, 401)
  const events = await server.ctx.db.rows<{ event: string }>(
    sql`select event from auth.audit where event like 'saml_provider.%' order by id`,
  )
  assert.deepEqual(
    events.map(({ event }) => event.split('.')[1]),
    ['created', 'changed', 'changed', 'deleted'],
  )
})

test('by the address of metadata, through the guard', async () => {
  const idp = await startIdp('web')
  const made = await add({ name: 'web', idp_metadata_url: await serve(200, idp.metadata) })
  assert.equal(made.idp_entity_id, idp.entityId)
  const trouble = [
    [await serve(404, ''), 502],
    [await serve(200, '<html></html>'), 400],
    [await serve(200, '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), 400],
    ['http://169.254.169.254/latest/meta-data', 400],
    ['http://10.0.0.1/metadata', 400],
    ['https://10.0.0.1/metadata', 400],
    ['https://[fd00::1]/metadata', 400],
    ['https://user:pw@idp.example/metadata', 400],
    ['ftp://idp.example/metadata', 400],
  ] as const
  for (const [idp_metadata_url, status] of trouble) {
    const answer = await admin('POST', '', { name: 'trouble', idp_metadata_url })
    assert.equal(answer.status, status, `${idp_metadata_url}: ${answer.text}`)
  }
})

test('field by field, with keys of one’s own', async () => {
  const idp = await startIdp('plain')
  const keys = await makeKeys('mine')
  const der = idp.keys.sp_certificate.replaceAll(/-----[^-]*-----|\s/g, '')
  const fields = {
    name: 'plain',
    entity_id: 'urn:example:app',
    idp_entity_id: idp.entityId,
    sso_url: idp.sso,
    certificates: [der],
  }
  const made = await add({ ...fields, ...keys })
  assert.equal(made.entity_id, 'urn:example:app')
  assert.equal(made.slo_url, null)
  assert.equal(made.certificates[0], idp.keys.sp_certificate)
  assert.equal(made.sp_certificate, keys.sp_certificate)
  const { text } = await server.call({ url: '/api/v1/auth/saml/metadata/plain' })
  assert.match(text, /entityID="urn:example:app"/)

  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const pem = weak.privateKey.export({ type: 'pkcs8', format: 'pem' })
  const faults: [object, string][] = [
    [{ sso_url: undefined }, 'sso_url'],
    [{ idp_entity_id: undefined }, 'idp_entity_id'],
    [{ certificates: undefined }, 'certificates'],
    [{ certificates: ['nonsense'] }, 'certificates'],
    [{ certificates: [keys.sp_private_key] }, 'certificates'],
    [{ sso_url: 'http://idp.example/sso' }, 'sso_url'],
    [{ slo_url: 'http://idp.example/slo' }, 'slo_url'],
    [{ sp_certificate: keys.sp_certificate }, 'sp_private_key'],
    [{ sp_private_key: keys.sp_private_key }, 'sp_certificate'],
    [{ ...keys, sp_private_key: pem }, 'sp_private_key'],
    [{ require_logout_signature: false }, 'require_logout_signature'],
    [{ idp_metadata_xml: 'x', idp_metadata_url: 'https://idp.example/' }, 'idp_metadata_url'],
    [{ idp_metadata_xml: '<x/>' }, 'idp_metadata_xml'],
    [{ email_domains: ['A B'] }, 'email_domains'],
    [{ name: 'A/B' }, 'name'],
    [{ unknown: 1 }, 'unknown'],
  ]
  for (const [fault, field] of faults) {
    const answer = await admin('POST', '', { ...fields, name: 'fault', ...fault })
    assert.equal(answer.status, 400, `${field}: ${answer.text}`)
    assert.equal(answer.body.details[0].path[0], field)
    assert.equal(answer.text.includes('PRIVATE KEY'), false)
  }
  const twice = await admin('POST', '', { ...fields, idp_entity_id: 'urn:x' })
  assert.deepEqual([twice.status, twice.body.code], [409, 'DUPLICATE_KEY'])
  const taken = await admin('POST', '', { ...fields, name: 'taken' })
  assert.deepEqual([taken.status, taken.body.code], [409, 'ISSUER_TAKEN'])
})

test('metadata of federations, of services, old ones', async () => {
  const idp = await startIdp('many')
  const bare = idp.metadata.replace(/<\?xml.*?\?>/, '')
  const md = 'xmlns="urn:oasis:names:tc:SAML:2.0:metadata"'
  const federation = `<EntitiesDescriptor ${md}><!-- ours -->${bare}<EntityDescriptor entityID="urn:sp"/></EntitiesDescriptor>`
  assert.equal((await add({ name: 'many', idp_metadata_xml: federation })).sso_url, idp.sso)
  const refused = [
    `<EntitiesDescriptor ${md}>${bare}${bare.replace(/ID="[^"]*"/, '')}</EntitiesDescriptor>`,
    bare.replace('entityID=', 'validUntil="2020-01-01T00:00:00Z" entityID='),
    bare.replaceAll('bindings:HTTP-Redirect', 'bindings:HTTP-POST'),
    bare.replaceAll('X509Certificate>', 'X509Nothing>'),
  ]
  for (const idp_metadata_xml of refused) {
    const answer = await admin('POST', '', { name: 'refused', idp_metadata_xml })
    assert.equal(answer.status, 400, answer.text)
  }
})

test('a tenant’s provider: for that tenant’s pages, by subject alone', async () => {
  const tenant_id = await newTenant(server)
  const idp = await startIdp('corp')
  await add({ name: 'corp', tenant_id, idp_metadata_xml: idp.metadata })
  const headers = { 'x-fb-tenant': tenant_id }
  const url = '/api/v1/auth/saml/login/corp'
  assert.equal((await server.call({ url })).status, 404)
  const shown = async (headers = {}) =>
    (await server.call({ url: '/api/v1/auth/saml/providers', headers })).body.providers
  const names = (list: { name: string }[]) => list.map(({ name }) => name)
  assert.equal(names(await shown()).includes('corp'), false)
  assert.equal(names(await shown(headers)).includes('corp'), true)

  // What it says of addresses is its own business.
  const victim = await signedInUser(server)
  const begun = await server.call({ url, headers })
  assert.equal(begun.status, 200, begun.text)
  const metadata = await server.call({ url: '/api/v1/auth/saml/metadata/corp', headers })
  const { ServiceProvider } = await import('samlify')
  const sp = ServiceProvider({ metadata: metadata.text })
  const { id, relayState } = await readRequest(idp, sp, begun.body.url)
  const subject = { ...newSubject(), email: victim.person.email }
  const answer = await form(await respond(idp, sp, { subject, inResponseTo: id, relayState }))
  assert.equal(answer.status, 200, answer.text)
  assert.notEqual(answer.body.user.id, victim.userId)
  assert.equal(answer.body.user.email, '')
})

test('nobody but an administrator of the instance', async () => {
  const { token } = await signedInUser(server)
  const url = '/api/v1/admin/saml/providers'
  assert.equal((await server.call({ url })).status, 401)
  assert.equal((await server.call({ url, token })).status, 403)
  assert.equal((await server.call({ url, token, body: { name: 'x' } })).status, 403)
})
