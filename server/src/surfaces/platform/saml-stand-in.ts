import assert from 'node:assert/strict'
import { createSign } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import * as samlify from 'samlify'
import { SignedXml } from 'xml-crypto'
import type { Answer, TestServer } from '../../../test/kit.ts'
import { makeKeys } from '../../features/saml/certificates.ts'
import { uuid } from '../../kernel/ids.ts'

// Its checks of signatures, issuers and times are its own; only the schema is not looked at.
samlify.setSchemaValidator({ validate: async () => 'not looked at' })

const sha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
export const unspecified = 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified'
export const persistent = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'

/** Whoever signs in there. */
export interface Subject {
  nameId: string
  email?: string | undefined
  sessionIndex?: string
  format?: string
  attributes?: Record<string, string[]>
}

/** What stands in an answer; a test changes one thing of it. */
export interface Words {
  id: string
  assertionId: string
  issuer: string
  destination: string
  recipient: string
  audience: string
  inResponseTo: string | undefined
  issuedAt: Date
  notBefore: Date
  notOnOrAfter: Date
  confirmedUntil: Date
  status: string
  nameId: string
}

export interface Form {
  SAMLResponse: string
  RelayState: string
}

export type Idp = Awaited<ReturnType<typeof startIdp>>

/**
 * A real identity provider (`samlify`) that knows this server by its own metadata. It reads and
 * checks every request of ours, and signs what a test has it say.
 */
export async function startIdp(name: string) {
  const keys = await makeKeys(name)
  const entityId = `https://${name}.idp.example/metadata`
  const sso = `https://${name}.idp.example/sso`
  const slo = `https://${name}.idp.example/slo`
  const both = (location: string) =>
    [samlify.Constants.namespace.binding.redirect, samlify.Constants.namespace.binding.post].map(
      (Binding) => ({ Binding, Location: location }),
    )
  const idp = samlify.IdentityProvider({
    entityID: entityId,
    signingCert: keys.sp_certificate,
    privateKey: keys.sp_private_key,
    requestSignatureAlgorithm: sha256,
    wantAuthnRequestsSigned: true,
    wantLogoutRequestSigned: true,
    wantLogoutResponseSigned: true,
    nameIDFormat: [unspecified],
    singleSignOnService: both(sso),
    singleLogoutService: both(slo),
  })
  return { name, entityId, sso, slo, keys, idp, metadata: idp.getMetadata() }
}

/** This server, as a provider reads its metadata. */
export async function spOf(server: TestServer, provider: string) {
  const { text, headers } = await server.call({ url: `/api/v1/auth/saml/metadata/${provider}` })
  assert.match(String(headers['content-type']), /^application\/xml/)
  return samlify.ServiceProvider({
    metadata: text,
    wantLogoutRequestSigned: true,
    wantLogoutResponseSigned: true,
  })
}
export type Sp = Awaited<ReturnType<typeof spOf>>

const queryOf = (url: string) => {
  const { searchParams, search } = new URL(url)
  const query = Object.fromEntries(searchParams)
  const octetString = search.slice(1).replace(/&Signature=.*$/, '')
  return { query, octetString }
}

/** Reads our AuthnRequest as a provider does: signature, issuer, destination and every field. */
export async function readRequest(idp: Idp, sp: Sp, url: string) {
  assert.ok(url.startsWith(`${idp.sso}?`))
  const { query, octetString } = queryOf(url)
  assert.equal(query.SigAlg, sha256)
  const { extract, samlContent } = await idp.idp.parseLoginRequest(sp, 'redirect', {
    query,
    octetString,
  })
  const { request } = extract
  assert.equal(request?.destination, idp.sso)
  assert.equal(request?.assertionConsumerServiceUrl, acs)
  assert.equal(extract.issuer, audience)
  assert.match(samlContent, /Version="2\.0"/)
  return { id: String(request?.id), relayState: query.RelayState ?? '' }
}

export const acs = 'http://flumen.test/api/v1/auth/saml/acs'
export const slo = 'http://flumen.test/api/v1/auth/saml/slo'
export const audience = 'http://flumen.test/auth/saml'

const minutes = (n: number) => new Date(Date.now() + n * 60_000)

export const wordsOf = (
  idp: Pick<Idp, 'entityId'>,
  subject: Subject,
  inResponseTo: string | undefined,
): Words => ({
  id: `_${uuid()}`,
  assertionId: `_${uuid()}`,
  issuer: idp.entityId,
  destination: acs,
  recipient: acs,
  audience,
  inResponseTo,
  issuedAt: new Date(),
  notBefore: minutes(-1),
  notOnOrAfter: minutes(5),
  confirmedUntil: minutes(5),
  status: 'urn:oasis:names:tc:SAML:2.0:status:Success',
  nameId: subject.nameId,
})

const attribute = (name: string, values: readonly string[]) =>
  `<saml:Attribute Name="${name}">${values
    .map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`)
    .join('')}</saml:Attribute>`

/** An answer in clear, before anybody signs it. */
export function responseXml(words: Words, subject: Subject): string {
  const answers = words.inResponseTo === undefined ? '' : ` InResponseTo="${words.inResponseTo}"`
  const attributes = Object.entries({
    ...(subject.email === undefined ? {} : { email: [subject.email] }),
    ...subject.attributes,
  })
  const index = subject.sessionIndex === undefined ? '' : ` SessionIndex="${subject.sessionIndex}"`
  const now = words.issuedAt.toISOString()
  return `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${words.id}" Version="2.0" IssueInstant="${now}" Destination="${words.destination}"${answers}><saml:Issuer>${words.issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="${words.status}"/></samlp:Status><saml:Assertion ID="${words.assertionId}" Version="2.0" IssueInstant="${now}"><saml:Issuer>${words.issuer}</saml:Issuer><saml:Subject><saml:NameID Format="${subject.format ?? unspecified}">${words.nameId}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${words.confirmedUntil.toISOString()}" Recipient="${words.recipient}"${answers}/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${words.notBefore.toISOString()}" NotOnOrAfter="${words.notOnOrAfter.toISOString()}"><saml:AudienceRestriction><saml:Audience>${words.audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="${now}"${index}><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>${attributes.map(([name, values]) => attribute(name, values)).join('')}</saml:AttributeStatement></saml:Assertion></samlp:Response>`
}

/** The same, signed and packed by `samlify`. */
export async function respond(
  idp: Idp,
  sp: Sp,
  given: { subject: Subject; inResponseTo?: string; relayState?: string },
): Promise<Form> {
  const words = wordsOf(idp, given.subject, given.inResponseTo)
  const { context } = await idp.idp.createLoginResponse(sp, {} as never, 'post', {}, () => ({
    id: words.id,
    context: responseXml(words, given.subject),
  }))
  return { SAMLResponse: context, RelayState: given.relayState ?? '' }
}

const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#'

export interface Signing {
  key: string
  certificate: string
  algorithm?: string
  digest?: string
  /** Prefixes that are canonical inclusively, as some providers have them. */
  prefixes?: string[]
}

/** Signs an element of a document by hand: for what `samlify` would not do. */
export function sign(xml: string, element: 'Response' | 'Assertion' | string, by: Signing): string {
  const signed = new SignedXml({
    privateKey: by.key,
    publicCert: by.certificate,
    signatureAlgorithm: (by.algorithm ?? sha256) as never,
    canonicalizationAlgorithm: exclusive,
  })
  const xpath = `//*[local-name(.)='${element}']`
  signed.addReference({
    xpath,
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', exclusive],
    digestAlgorithm: by.digest ?? 'http://www.w3.org/2001/04/xmlenc#sha256',
    ...(by.prefixes ? { inclusiveNamespacesPrefixList: by.prefixes } : {}),
  })
  signed.computeSignature(xml, {
    prefix: 'ds',
    location: { reference: `${xpath}/*[local-name(.)='Issuer']`, action: 'after' },
  })
  return signed.getSignedXml()
}

export const signingOf = ({ keys }: Pick<Idp, 'keys'>): Signing => ({
  key: keys.sp_private_key,
  certificate: keys.sp_certificate,
})

export const pack = (xml: string): string => Buffer.from(xml).toString('base64')

/** A query of the redirect binding, signed or not. */
export function redirectQuery(
  kind: 'SAMLRequest' | 'SAMLResponse',
  xml: string,
  by: Signing | undefined,
  relayState?: string,
): string {
  const parts = [[kind, deflateRawSync(xml).toString('base64')]]
  if (relayState !== undefined) parts.push(['RelayState', relayState])
  if (by) parts.push(['SigAlg', by.algorithm ?? sha256])
  const covered = parts.map(([n, v]) => `${n}=${encodeURIComponent(v ?? '')}`).join('&')
  if (!by) return covered
  const signature = createSign('RSA-SHA256').update(covered).sign(by.key, 'base64')
  return `${covered}&Signature=${encodeURIComponent(signature)}`
}

export function logoutRequestXml(
  idp: Pick<Idp, 'entityId'>,
  given: { nameId: string; sessionIndex?: string; id?: string; destination?: string; at?: Date },
): string {
  const index =
    given.sessionIndex === undefined
      ? ''
      : `<samlp:SessionIndex>${given.sessionIndex}</samlp:SessionIndex>`
  return `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${given.id ?? `_${uuid()}`}" Version="2.0" IssueInstant="${(given.at ?? new Date()).toISOString()}" Destination="${given.destination ?? slo}"><saml:Issuer>${idp.entityId}</saml:Issuer><saml:NameID>${given.nameId}</saml:NameID>${index}</samlp:LogoutRequest>`
}

/** Reads a logout message of ours as a provider does. */
export async function readLogout(idp: Idp, sp: Sp, url: string, kind: 'Request' | 'Response') {
  assert.ok(url.startsWith(`${idp.slo}?`), url)
  const { query, octetString } = queryOf(url)
  const parse = kind === 'Request' ? 'parseLogoutRequest' : 'parseLogoutResponse'
  const { extract } = await idp.idp[parse](sp, 'redirect', { query, octetString })
  return { extract, relayState: query.RelayState ?? '' }
}

/** Browsers and apps at this server. */
export const visitorsOf = (server: TestServer) => ({
  /** An app asks where to go. */
  login: async (provider: string, query: Record<string, string> = {}): Promise<string> => {
    const url = `/api/v1/auth/saml/login/${provider}?${new URLSearchParams(query)}`
    const answer = await server.call({ url })
    assert.equal(answer.status, 200, answer.text)
    assert.equal(answer.body.url, answer.body.redirect_url)
    assert.equal(answer.body.provider, provider)
    return answer.body.url
  },
  /** A browser posts the form of a provider. */
  form: (form: Record<string, string> | Form, at: 'acs' | 'slo' = 'acs'): Promise<Answer> =>
    server.call({
      method: 'POST',
      url: `/api/v1/auth/saml/${at}`,
      raw: new URLSearchParams({ ...form }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }),
  /** An app posts JSON. */
  json: (body: object): Promise<Answer> => server.call({ url: '/api/v1/auth/saml/acs', body }),
})
