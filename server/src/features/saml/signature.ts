import { signatureNs } from './names.ts'
import { childrenOf, parse, textOf, walk, type Xml, XmlFault } from './xml.ts'

const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const enveloped = `${signatureNs}enveloped-signature`

/** Everything else is refused, SHA-1 and HMAC above all. */
const signing = [
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
]
const digests = [
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512',
]

/** A document that was taken apart, and its text, over which signatures are computed. */
export interface Document {
  text: string
  root: Xml
}

/** @throws XmlFault unless it can be read, and every id in it names one element */
export function readDocument(bytes: Uint8Array): Document {
  const text = textOf(bytes)
  const root = parse(text)
  const ids = new Set<string>()
  for (const element of walk(root)) {
    for (const [name, id] of element.attributes) {
      if (!/(^| )id$/i.test(name)) continue
      if (ids.has(id)) throw new XmlFault('an id twice')
      ids.add(id)
    }
  }
  return { text, root }
}

/**
 * What a signature of these certificates covers: an element, read again from the very bytes that
 * were signed. Nothing else of a document may be believed.
 * @param element of the document, directly below which the signature must stand
 * @returns undefined where there is no signature
 * @throws XmlFault for a signature that is not exactly as SAML wants it (core §5.4), or is not theirs
 */
export async function signedPart(
  document: Document,
  element: Xml,
  certificates: readonly string[],
): Promise<Xml | undefined> {
  const [signature, ...more] = childrenOf(element, signatureNs, 'Signature')
  if (!signature) return undefined
  if (more.length > 0) throw new XmlFault('more than one signature')
  mustBeUsual(signature, element)
  const bytes = await verify(document, signature, certificates)
  const signed = parse(textOf(Buffer.from(bytes)))
  const isSame =
    signed.ns === element.ns && signed.name === element.name && idOf(signed) === idOf(element)
  if (!isSame) throw new XmlFault('the signature covers something else')
  return signed
}

const idOf = (element: Xml): string => element.attributes.get('ID') ?? ''
const algorithmOf = (element: Xml | undefined): string => element?.attributes.get('Algorithm') ?? ''

/**
 * One reference to the parent by its id, enveloped, exclusively canonical, of strong algorithms; every
 * part once and in its place, so that no reader finds another one first.
 */
function mustBeUsual(signature: Xml, parent: Xml): void {
  const [info, value, ...rest] = signature.children
  const isWhole = isPart(info, 'SignedInfo') && isPart(value, 'SignatureValue')
  if (!isWhole || rest.length > 1 || !rest.every((part) => isPart(part, 'KeyInfo'))) {
    throw new XmlFault('a signature of an unusual form')
  }
  const [canonical, method, reference] = partsOf(info, [
    'CanonicalizationMethod',
    'SignatureMethod',
    'Reference',
  ])
  if (algorithmOf(canonical) !== exclusive || !signing.includes(algorithmOf(method))) {
    throw new XmlFault('an algorithm that is not accepted')
  }
  const id = idOf(parent)
  if (!/^[A-Za-z_][\w.-]{0,255}$/.test(id) || reference?.attributes.get('URI') !== `#${id}`) {
    throw new XmlFault('the signature covers something else')
  }
  const [transforms, digest, hash] = partsOf(reference, [
    'Transforms',
    'DigestMethod',
    'DigestValue',
  ])
  if (!digests.includes(algorithmOf(digest)))
    throw new XmlFault('an algorithm that is not accepted')
  const [first, second] = partsOf(transforms, ['Transform', 'Transform'])
  if (algorithmOf(first) !== enveloped || algorithmOf(second) !== exclusive) {
    throw new XmlFault('a transform that is not accepted')
  }
  if (value.children.length + (hash?.children.length ?? 0) > 0) {
    throw new XmlFault('a signature of an unusual form')
  }
}

const isPart = (element: Xml | undefined, name: string): element is Xml =>
  element?.ns === signatureNs && element.name === name

/** @throws XmlFault unless these are all its children, in this order */
function partsOf(element: Xml | undefined, names: readonly string[]): readonly Xml[] {
  const children = element?.children ?? []
  if (children.length === names.length && names.every((name, i) => isPart(children[i], name))) {
    return children
  }
  throw new XmlFault('a signature of an unusual form')
}

/** Only pinned certificates count: what a message says of its own key is not looked at. */
async function verify(
  { text, root }: Document,
  signature: Xml,
  certificates: readonly string[],
): Promise<string> {
  const { SignedXml } = await import('xml-crypto')
  const { DOMParser } = await import('@xmldom/xmldom')
  const all = [...walk(root)].filter((e) => e.ns === signatureNs && e.name === 'Signature')
  const nodes = new DOMParser()
    .parseFromString(text, 'text/xml')
    .getElementsByTagNameNS(signatureNs, 'Signature')
  const node = nodes[all.indexOf(signature)]
  if (!node || nodes.length !== all.length) throw new XmlFault('two readers see two documents')
  for (const publicCert of certificates) {
    const signed = new SignedXml({ publicCert, getCertFromKeyInfo: () => null })
    const known = Object.entries(signed.SignatureAlgorithms)
    signed.SignatureAlgorithms = Object.fromEntries(
      known.filter(([name]) => signing.includes(name)),
    ) as typeof signed.SignatureAlgorithms
    try {
      signed.loadSignature(node as never)
      if (!signed.checkSignature(text)) continue
    } catch {
      continue
    }
    const [bytes, ...more] = signed.getSignedReferences()
    if (bytes !== undefined && more.length === 0) return bytes
  }
  throw new XmlFault('the signature is not of this provider')
}
