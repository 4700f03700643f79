import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startServer } from '../../../test/kit.ts'
import * as saml from '../../features/saml/index.ts'
import { sql } from '../../kernel/sql.ts'
import {
  pack,
  readRequest,
  responseXml,
  sign,
  signingOf,
  slo,
  spOf,
  startIdp,
  visitorsOf,
  wordsOf,
} from './saml-stand-in.ts'
import { type Forgery, forgerAt, newSubject } from './saml-testing.ts'

const server = await startServer()
const { login, form } = visitorsOf(server)
const acme = await startIdp('acme')
const other = await startIdp('other')
for (const { name, metadata } of [acme, other]) {
  await saml.providers.add(server.ctx, { name, idp_metadata_xml: metadata })
}
const sp = await spOf(server, 'acme')
const own = signingOf(acme)
const { forge, mustRefuse } = forgerAt(server, acme, sp)

test('the same answers without a fault are taken, whichever part is signed', async () => {
  for (const place of ['Assertion', 'Response', undefined] as const) {
    const subject = newSubject()
    const answer = await form(await forge(place ? { place } : {}, subject))
    assert.equal(answer.status, 200, answer.text)
    assert.equal(answer.body.user.email, subject.email)
  }
})

test('as other providers write: SHA-512, inclusive prefixes, a declaration, broken lines', async () => {
  const sha512 = {
    ...own,
    algorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
    digest: 'http://www.w3.org/2001/04/xmlenc#sha512',
  }
  const declared = (xml: string) => `<?xml version="1.0" encoding="UTF-8"?>\r\n${xml}\n`
  for (const given of [
    { by: sha512 },
    { by: { ...own, prefixes: ['saml', 'xs'] } },
    { after: declared },
  ]) {
    const answer = await form(await forge(given))
    assert.equal(answer.status, 200, answer.text)
  }
  const { SAMLResponse, RelayState } = await forge({})
  const broken = SAMLResponse.replaceAll(/(.{76})/g, '$1\r\n')
  assert.equal((await form({ SAMLResponse: broken, RelayState })).status, 200)
})

const minutes = (n: number) => new Date(Date.now() + n * 60_000)
const inserted = (at: string, text: string) => (xml: string) => xml.replace(at, `${text}${at}`)

const oneFault: Record<string, Forgery> = {
  'not signed at all': { isUnsigned: true },
  'signature cut off': { after: (xml) => xml.replaceAll(/<ds:Signature.*?<\/ds:Signature>/gs, '') },
  'value of the signature emptied': {
    after: (xml) => xml.replaceAll(/(<ds:SignatureValue>)[^<]*/g, '$1'),
  },
  'name changed after it': { after: (xml, { nameId }) => xml.replace(`>${nameId}<`, '>somebody<') },
  'address changed after it': { after: (xml) => xml.replace('@example.com', '@evil.example') },
  'destination changed after it': {
    after: (xml) => xml.replace('IssueInstant=', 'Consent="urn:x" IssueInstant='),
  },
  'another audience': { words: { audience: 'https://elsewhere.example' } },
  'no audience': {
    before: (xml) => xml.replace(/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/, ''),
  },
  'a second audience restriction, not ours': {
    before: inserted(
      '</saml:Conditions>',
      '<saml:AudienceRestriction><saml:Audience>x</saml:Audience></saml:AudienceRestriction>',
    ),
  },
  'another recipient': { words: { recipient: 'https://elsewhere.example/acs' } },
  'no recipient': { before: (xml) => xml.replace(/ Recipient="[^"]*"/, '') },
  'another destination': { words: { destination: 'https://elsewhere.example/acs' } },
  'our other address': { words: { destination: slo, recipient: slo } },
  'the destination in capitals': {
    before: (xml) => xml.replace('Destination="http://flumen', 'Destination="HTTP://flumen'),
  },
  'no destination': { before: (xml) => xml.replace(/ Destination="[^"]*"/, '') },
  expired: { words: { notOnOrAfter: minutes(-2) } },
  'the confirmation expired': { words: { confirmedUntil: minutes(-2) } },
  'no end': { before: (xml) => xml.replace(/( NotBefore="[^"]*") NotOnOrAfter="[^"]*"/, '$1') },
  'not yet valid': { words: { notBefore: minutes(2) } },
  'issued in the future': { words: { issuedAt: minutes(2) } },
  'a time that is none': { before: (xml) => xml.replace(/NotBefore="[^"]*"/, 'NotBefore="soon"') },
  'a time of another zone': {
    before: (xml) => xml.replace(/(NotBefore="[^"]*)Z"/, '$1+14:00"'),
  },
  'a request that nobody made': { words: { inResponseTo: `_${'x'.repeat(43)}` } },
  'nobody asked': { words: { inResponseTo: undefined } },
  'asked outside, not inside': {
    before: (xml) => xml.replace(/(Recipient="[^"]*") InResponseTo="[^"]*"/, '$1'),
  },
  'asked inside, not outside': {
    before: (xml) => xml.replace(/(Destination="[^"]*") InResponseTo="[^"]*"/, '$1'),
  },
  'an issuer that nobody knows': { words: { issuer: 'https://elsewhere.example' } },
  'the name of another provider': { words: { issuer: other.entityId } },
  'another issuer outside than inside': {
    before: (xml) => xml.replace(acme.entityId, other.entityId),
  },
  'another issuer inside than outside': {
    before: (xml) => xml.replace(/(<saml:Assertion.*?<saml:Issuer>)[^<]*/, `$1${other.entityId}`),
  },
  'the key of another provider': { by: signingOf(other) },
  'SHA-1': {
    by: { ...own, algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' },
  },
  'SHA-1 as digest': { by: { ...own, digest: 'http://www.w3.org/2000/09/xmldsig#sha1' } },
  'HMAC by name': {
    after: (xml) => xml.replaceAll('xmldsig-more#rsa-sha256', 'xmldsig-more#hmac-sha256'),
  },
  'a transform that could be a program': {
    after: (xml) =>
      xml.replaceAll(
        'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
        'http://www.w3.org/TR/1999/REC-xslt-19991116',
      ),
  },
  'a second reference': {
    after: (xml) => xml.replaceAll(/(<ds:Reference .*?<\/ds:Reference>)/gs, '$1$1'),
  },
  'a reference to all': { after: (xml) => xml.replaceAll(/URI="#[^"]*"/g, 'URI=""') },
  'an id twice': {
    before: (xml) =>
      xml
        .replace('<saml:Subject>', '<saml:Subject ID="_twice">')
        .replace('<saml:Conditions', '<saml:Conditions ID="_twice"'),
  },
  'an id twice, once in other letters': {
    before: (xml) => {
      const id = /<saml:Assertion ID="([^"]*)"/.exec(xml)?.[1]
      return xml.replace('<saml:Subject>', `<saml:Subject Id="${id}">`)
    },
  },
  'an id twice, once of a namespace': {
    before: (xml) => {
      const id = /<saml:Assertion ID="([^"]*)"/.exec(xml)?.[1]
      return xml.replace('<saml:Subject>', `<saml:Subject xmlns:x="urn:x" x:ID="${id}">`)
    },
    place: 'Response',
  },
  'two assertions': {
    before: (xml) =>
      xml.replace(
        /<saml:Assertion .*<\/saml:Assertion>/,
        (one) => one.replace(/ID="[^"]*"/, 'ID="_b"') + one,
      ),
    place: 'Response',
  },
  'an assertion in the advice of another': {
    before: (xml) =>
      xml.replace(/<saml:Assertion .*<\/saml:Assertion>/, (one) =>
        one.replace(
          '</saml:Conditions>',
          `</saml:Conditions><saml:Advice>${one.replace(/ID="[^"]*"/, 'ID="_b"')}</saml:Advice>`,
        ),
      ),
    place: 'Response',
  },
  'no assertion': {
    before: (xml) => xml.replace(/<saml:Assertion .*<\/saml:Assertion>/, ''),
    place: 'Response',
  },
  'encrypted garbage': {
    before: (xml) =>
      xml.replace(
        /<saml:Assertion .*<\/saml:Assertion>/,
        '<saml:EncryptedAssertion><x:EncryptedData xmlns:x="http://www.w3.org/2001/04/xmlenc#"><x:CipherData><x:CipherValue>AAAA</x:CipherValue></x:CipherData></x:EncryptedData></saml:EncryptedAssertion>',
      ),
    place: 'Response',
  },
  'encrypted garbage beside an assertion': {
    before: inserted('</samlp:Response>', '<saml:EncryptedAssertion/>'),
  },
  'an encrypted name': { before: inserted('<saml:NameID', '<saml:EncryptedID/>') },
  'two names': { before: inserted('<saml:NameID', '<saml:NameID>ceo@example.com</saml:NameID>') },
  'a name with an element in it': {
    before: (xml) => xml.replace('</saml:NameID>', '<x xmlns="">y</x></saml:NameID>'),
  },
  'an empty name': { words: { nameId: '' } },
  'a name with a line in it': { words: { nameId: 'a&#10;b' } },
  'an endless name': { words: { nameId: 'n'.repeat(300) } },
  'not a bearer': { before: (xml) => xml.replace('cm:bearer', 'cm:sender-vouches') },
  'two confirmations': {
    before: (xml) =>
      xml.replace(/(<saml:SubjectConfirmation .*<\/saml:SubjectConfirmation>)/, '$1$1'),
  },
  'nobody signed in': {
    before: (xml) => xml.replace(/<saml:AuthnStatement.*<\/saml:AuthnStatement>/, ''),
  },
  'signed in too long ago': {
    before: (xml) =>
      xml.replace('AuthnInstant', 'SessionNotOnOrAfter="2020-01-01T00:00:00Z" AuthnInstant'),
  },
  'a condition that nobody knows': {
    before: inserted('</saml:Conditions>', '<saml:Condition xmlns:x="urn:x"/>'),
  },
  'conditions twice': {
    before: (xml) => xml.replace(/(<saml:Conditions.*<\/saml:Conditions>)/, '$1$1'),
  },
  'SAML 1.1': { before: (xml) => xml.replaceAll('Version="2.0"', 'Version="1.1"') },
  'the provider said no': {
    words: { status: 'urn:oasis:names:tc:SAML:2.0:status:Responder' },
  },
  'another message': {
    before: (xml) => xml.replaceAll('samlp:Response', 'samlp:ArtifactResponse'),
    place: 'Assertion',
  },
}

for (const [name, given] of Object.entries(oneFault)) {
  test(`refused: ${name}`, () => mustRefuse(name, given))
}

test('refused: a key that the message itself brings', async () => {
  const eve = await startIdp('eve')
  const der = eve.keys.sp_certificate.replaceAll(/-----[^-]*-----|\s/g, '')
  const keyInfo = `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${der}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`
  await mustRefuse('own key', { by: signingOf(eve) })
  await mustRefuse('own key in KeyInfo', {
    by: signingOf(eve),
    after: (xml) =>
      xml
        .replaceAll(/<ds:KeyInfo>.*?<\/ds:KeyInfo>/gs, '')
        .replaceAll('</ds:SignatureValue>', `</ds:SignatureValue>${keyInfo}`),
  })
})

test('refused: a comment in the name, wherever it came in', async () => {
  const name = 'admin@example.com<!---->.evil.example'
  await mustRefuse('signed with it', { words: { nameId: name } })
  await mustRefuse('put in later', {
    words: { nameId: 'admin@example.com.evil.example' },
    after: (xml) => xml.replace('admin@example.com.evil', 'admin@example.com<!---->.evil'),
  })
})

test('refused: everything that a document type could do, and its relatives', async () => {
  const head = (text: string) => ({ after: (xml: string) => `${text}${xml}` })
  const named = (entity: string) => ({ words: { nameId: entity }, isUnsigned: true })
  const laughs = Array.from(
    { length: 9 },
    (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`,
  )
  await mustRefuse('a type', head('<!DOCTYPE x>'))
  await mustRefuse('a bomb', {
    ...head(`<!DOCTYPE x [<!ENTITY l0 "ha">${laughs.join('')}]>`),
    ...named('&l9;'),
  })
  await mustRefuse('a file', {
    ...head('<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'),
    ...named('&f;'),
  })
  await mustRefuse('an entity of nobody', named('&f;'))
  await mustRefuse('no character', named('&#0;'))
  await mustRefuse('a style sheet', head('<?xml-stylesheet href="http://127.0.0.1/x"?>'))
  await mustRefuse('CDATA', {
    after: (xml, { nameId }) => xml.replace(`>${nameId}<`, `><![CDATA[${nameId}]]><`),
  })
  await mustRefuse('another encoding', head('<?xml version="1.0" encoding="UTF-16"?>'))
  await mustRefuse('a second root', { after: (xml) => `${xml}<x/>` })
  await mustRefuse('text behind', { after: (xml) => `${xml}x` })
})

test('refused: too large, too deep, too wide, or nothing that could be read', async () => {
  const inside = (text: string) => ({
    before: inserted('</samlp:Response>', text),
    isUnsigned: true,
  })
  await mustRefuse('deep', inside('<a>'.repeat(100) + '</a>'.repeat(100)))
  await mustRefuse('wide', inside('<a/>'.repeat(20_000)))
  await mustRefuse(
    'many attributes',
    inside(`<a ${Array.from({ length: 100 }, (_, i) => `a${i}=""`).join(' ')}/>`),
  )
  await mustRefuse('large', inside(`<a>${'x'.repeat(200 * 1024)}</a>`))
  await mustRefuse('spaces', inside(`<a${' '.repeat(150 * 1024)}`))
  for (const SAMLResponse of [
    '!',
    'AAAA',
    pack('<'),
    pack('<a'),
    pack('{}'),
    pack('\u0000'),
    'A'.repeat(380_000),
  ]) {
    const refused = await form({ SAMLResponse, RelayState: '' })
    assert.equal(refused.status, 401, refused.text)
  }
  const huge = await form({ SAMLResponse: 'A'.repeat(500_000), RelayState: '' })
  assert.equal(huge.status, 413)
})

test('a missing answer is 400, as is a form that says two things', async () => {
  for (const body of [{}, { RelayState: 'x' }, { SAMLResponse: '' }]) {
    const answer = await form(body as never)
    assert.deepEqual([answer.status, answer.body.code], [400, 'MISSING_REQUIRED_FIELD'])
  }
  const twice = await server.call({
    method: 'POST',
    url: '/api/v1/auth/saml/acs',
    raw: 'SAMLResponse=AAAA&SAMLResponse=BBBB',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  assert.equal(twice.status, 400)
})

test('the RelayState of another request, or none, is refused and uses nothing up', async () => {
  const answer = await forge({})
  const { relayState } = await readRequest(acme, sp, await login('acme'))
  for (const RelayState of [relayState, '', 'x']) {
    assert.equal((await form({ ...answer, RelayState })).status, 401)
  }
  assert.equal((await form(answer)).status, 200)
})

test('a request is answered once, and not after ten minutes', async () => {
  const answer = await forge({})
  await server.ctx.db.run(sql`update auth.saml_flows set expires_at = now()`)
  assert.equal((await form(answer)).status, 401)
  const { id, relayState } = await readRequest(acme, sp, await login('acme'))
  const subject = newSubject()
  const fresh = () => pack(sign(responseXml(wordsOf(acme, subject, id), subject), 'Assertion', own))
  assert.equal((await form({ SAMLResponse: fresh(), RelayState: relayState })).status, 200)
  assert.equal((await form({ SAMLResponse: fresh(), RelayState: relayState })).status, 401)
})

test('nothing that opens anything stands in the database in clear', async () => {
  const { id, relayState } = await readRequest(acme, sp, await login('acme', { redirect_to: '/x' }))
  const subject = newSubject()
  const xml = sign(responseXml(wordsOf(acme, subject, id), subject), 'Assertion', own)
  const back = await form({ SAMLResponse: pack(xml), RelayState: relayState })
  const { code = '', state = '' } = Object.fromEntries(
    new URL(String(back.headers.location)).searchParams,
  )
  const rows = await server.ctx.db.rows<{ text: string }>(sql`
    select f::text as text from auth.saml_flows f
    union all select p::text from auth.saml_providers p
    union all select s::text from auth.saml_sessions s
    union all select a::text from auth.audit a`)
  const all = rows.map(({ text }) => text).join('\n')
  for (const secret of [relayState, code, state, subject.email, 'PRIVATE KEY']) {
    assert.ok(secret.length > 5)
    assert.equal(all.includes(secret), false, secret)
  }
})
