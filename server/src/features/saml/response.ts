import {
  assertionNs,
  bearer,
  entityFormat,
  protocolNs,
  signatureNs,
  skewMs,
  success,
} from './names.ts'
import { type Document, readDocument, signedPart } from './signature.ts'
import { childOf, childrenOf, contentOf, walk, type Xml, XmlFault } from './xml.ts'

/** What a provider must have said to us for it to count. */
export interface Expected {
  issuer: string
  certificates: readonly string[]
  /** What we are called there. */
  audience: string
  /** Where answers are received. */
  acsUrl: string
  now: number
}

/** What a signed assertion says of a person. */
export interface Facts {
  assertionId: string
  /** Of our request; undefined: nobody asked. */
  inResponseTo: string | undefined
  nameId: string
  nameIdFormat: string | undefined
  sessionIndex: string | undefined
  attributes: ReadonlyMap<string, readonly string[]>
  /** Until then it must be known as used. */
  expiresAt: Date
}

/** @throws XmlFault */
export function readResponse(bytes: Uint8Array): Document {
  const document = readDocument(bytes)
  const { root } = document
  if (root.ns !== protocolNs || root.name !== 'Response') throw new XmlFault('no Response')
  return document
}

/** Who it says it is from: only good for finding out whose certificates it must be checked with. */
export function claimedIssuer({ root }: Document): string {
  const issuers = [root, ...root.children].flatMap((e) => childrenOf(e, assertionNs, 'Issuer'))
  const [issuer] = issuers
  return issuer ? contentOf(issuer) : ''
}

/**
 * Checks an answer of a provider from end to end (SAML core, profiles §4.1.4.3). Data is taken from
 * signed bytes alone.
 * @throws XmlFault for the first thing that is not as it must be
 */
export async function verifyResponse(document: Document, expected: Expected): Promise<Facts> {
  mustBeOneAssertion(document.root)
  const outer = await signedPart(document, document.root, expected.certificates)
  // Where all is signed, only what was signed is looked at from here on.
  const response = outer ?? document.root
  const unread = childOf(document.root, assertionNs, 'Assertion')
  const inner = await signedPart(document, unread, expected.certificates)
  const assertion = inner ?? (outer && childOf(outer, assertionNs, 'Assertion'))
  if (!assertion) throw new XmlFault('not signed')
  mustBeAnswer(response, expected)
  return readAssertion(assertion, response, expected)
}

/** Wherever an assertion could hide: one, in its place, plain; and signatures only in theirs. */
function mustBeOneAssertion(root: Xml): void {
  const all = [...walk(root)]
  const count = (name: string) => all.filter((element) => element.name === name).length
  if (count('Response') !== 1 || count('Assertion') !== 1) throw new XmlFault('not one assertion')
  if (all.some(({ name }) => /^Encrypted/.test(name))) throw new XmlFault('encrypted')
  const assertion = childOf(root, assertionNs, 'Assertion')
  const inPlace = [root, assertion].flatMap((e) => childrenOf(e, signatureNs, 'Signature'))
  if (count('Signature') !== inPlace.length) throw new XmlFault('a signature out of place')
}

function mustBeAnswer(response: Xml, { acsUrl, issuer }: Expected): void {
  const { attributes } = response
  if (attributes.get('Version') !== '2.0') throw new XmlFault('not SAML 2.0')
  if (attributes.get('Destination') !== acsUrl) throw new XmlFault('another destination')
  if (childrenOf(response, assertionNs, 'Issuer').length > 0) mustBeFrom(response, issuer)
  const status = childOf(childOf(response, protocolNs, 'Status'), protocolNs, 'StatusCode')
  if (status.attributes.get('Value') !== success) throw new XmlFault('the provider said no')
}

export function mustBeFrom(message: Xml, issuer: string): void {
  const element = childOf(message, assertionNs, 'Issuer')
  const format = element.attributes.get('Format') ?? entityFormat
  if (contentOf(element) !== issuer || format !== entityFormat) throw new XmlFault('another issuer')
}

function readAssertion(assertion: Xml, response: Xml, expected: Expected): Facts {
  const assertionId = assertion.attributes.get('ID') ?? ''
  if (assertion.attributes.get('Version') !== '2.0') throw new XmlFault('not SAML 2.0')
  if (assertionId === '' || assertionId.length > 256) throw new XmlFault('an assertion without id')
  mustBeFrom(assertion, expected.issuer)
  mustBeIssued(assertion, expected.now)
  const until = mustHold(childOf(assertion, assertionNs, 'Conditions'), expected)
  const subject = childOf(assertion, assertionNs, 'Subject')
  const inResponseTo = response.attributes.get('InResponseTo')
  const confirmedUntil = mustBeConfirmed(subject, inResponseTo, expected)
  const nameId = childOf(subject, assertionNs, 'NameID')
  return {
    assertionId,
    inResponseTo,
    nameId: short(contentOf(nameId)),
    nameIdFormat: nameId.attributes.get('Format'),
    sessionIndex: readStatement(assertion, expected.now),
    attributes: readAttributes(assertion),
    expiresAt: new Date(Math.max(until, confirmedUntil) + skewMs),
  }
}

/** Names are compared and stored: no empty, endless or invisible ones. */
export function short(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it is about
  if (text === '' || text.length > 255 || /[\u0000-\u001f\u007f]/.test(text)) {
    throw new XmlFault('a name that is no name')
  }
  return text
}

/** A time as SAML writes it: UTC (core §1.3.3). @throws XmlFault */
export function timeOf(text: string | undefined): number {
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/.test(text ?? '')
  const ms = isTime ? Date.parse(text ?? '') : Number.NaN
  if (Number.isNaN(ms)) throw new XmlFault('a time that is none')
  return ms
}

export function mustBeIssued(message: Xml, now: number): number {
  const issued = timeOf(message.attributes.get('IssueInstant'))
  if (issued > now + skewMs) throw new XmlFault('not yet valid')
  return issued
}

/** @returns its end */
export function mustBeInTime({ attributes }: Xml, now: number): number {
  const from = attributes.get('NotBefore')
  if (from !== undefined && timeOf(from) > now + skewMs) throw new XmlFault('not yet valid')
  const until = timeOf(attributes.get('NotOnOrAfter'))
  if (until <= now - skewMs) throw new XmlFault('expired')
  return until
}

/** Conditions that we do not know make it worthless (core §2.5.1). @returns its end */
function mustHold(conditions: Xml, { audience, now }: Expected): number {
  const known = ['AudienceRestriction', 'OneTimeUse', 'ProxyRestriction']
  if (conditions.children.some(({ ns, name }) => ns !== assertionNs || !known.includes(name))) {
    throw new XmlFault('a condition that is not known')
  }
  const restrictions = childrenOf(conditions, assertionNs, 'AudienceRestriction')
  const isOurs = (restriction: Xml) =>
    childrenOf(restriction, assertionNs, 'Audience').some((one) => contentOf(one) === audience)
  if (restrictions.length === 0 || !restrictions.every(isOurs)) {
    throw new XmlFault('another audience')
  }
  return mustBeInTime(conditions, now)
}

/** One bearer confirmation, for us, in time, for the request of the response. @returns its end */
function mustBeConfirmed(
  subject: Xml,
  inResponseTo: string | undefined,
  { acsUrl, now }: Expected,
): number {
  const confirmation = childOf(subject, assertionNs, 'SubjectConfirmation')
  if (confirmation.attributes.get('Method') !== bearer) throw new XmlFault('no bearer')
  const data = childOf(confirmation, assertionNs, 'SubjectConfirmationData')
  if (data.attributes.get('Recipient') !== acsUrl) throw new XmlFault('another recipient')
  if (data.attributes.get('InResponseTo') !== inResponseTo) throw new XmlFault('another request')
  return mustBeInTime(data, now)
}

/** @returns the session at the provider */
function readStatement(assertion: Xml, now: number): string | undefined {
  const [statement] = childrenOf(assertion, assertionNs, 'AuthnStatement')
  if (!statement) throw new XmlFault('nobody signed in')
  const end = statement.attributes.get('SessionNotOnOrAfter')
  if (end !== undefined && timeOf(end) <= now - skewMs) throw new XmlFault('expired')
  const index = statement.attributes.get('SessionIndex')
  return index === undefined ? undefined : short(index)
}

function readAttributes(assertion: Xml): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const statement of childrenOf(assertion, assertionNs, 'AttributeStatement')) {
    for (const attribute of childrenOf(statement, assertionNs, 'Attribute')) {
      const name = attribute.attributes.get('Name') ?? ''
      // Some hold elements, a name in eduPerson: none that we ask for.
      const plain = childrenOf(attribute, assertionNs, 'AttributeValue').filter(
        ({ children }) => children.length === 0,
      )
      found.set(name, [...(found.get(name) ?? []), ...plain.map(contentOf)])
    }
  }
  return found
}
