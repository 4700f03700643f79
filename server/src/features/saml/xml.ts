/**
 * A reader of the part of XML that SAML needs, on purpose a narrow one: no document types, no
 * comments, no processing instructions, no CDATA, five entities, ASCII names, well-formed to the
 * letter. What it takes, every XML library reads in the same way; that is what attacks on
 * signatures live from. It is linear in the text, and limits come before anything is built.
 */

const maxBytes = 256 * 1024
const maxDepth = 64
/** Canonical XML takes about 50 µs for each: an answer may cost a tenth of a second, not more. */
const maxElements = 2_000
const maxAttributes = 64
/** At one place: each is looked at again for every element below it. */
const maxNamespaces = 32

/** An element. Attributes that have a namespace are `ns name`. */
export interface Xml {
  ns: string
  name: string
  attributes: ReadonlyMap<string, string>
  children: readonly Xml[]
  /** Its own text, without that of its children. */
  text: string
}

export class XmlFault extends Error {
  override readonly name = 'XmlFault'
}

/** What is no character of XML 1.0. */
const strange = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

const utf8 = new TextDecoder('utf-8', { fatal: true })
const xmlNs = 'http://www.w3.org/XML/1998/namespace'

/**
 * The text of a document: UTF-8, line ends as XML reads them, without its declaration.
 * @throws XmlFault for what is too large or holds what is refused here
 */
export function textOf(bytes: Uint8Array): string {
  if (bytes.length > maxBytes) throw new XmlFault('too large')
  let text = ''
  try {
    text = utf8.decode(bytes)
  } catch {
    throw new XmlFault('not UTF-8')
  }
  const start =
    /^<\?xml version=["']1\.0["']( encoding=["']utf-8["'])?( standalone=["']\w+["'])? *\?>/i
  const plain = text.replaceAll(/\r\n?/g, '\n').replace(start, '').trim()
  if (plain.includes('<!')) throw new XmlFault('a document type, a comment or CDATA')
  if (plain.includes('<?')) throw new XmlFault('a processing instruction')
  if (strange.test(plain)) throw new XmlFault('a character that XML does not know')
  return plain
}

/** A namespace by prefix, as it stands at one place. */
type Scope = ReadonlyMap<string, string>

interface Open {
  tag: string
  ns: string
  name: string
  attributes: Map<string, string>
  children: Xml[]
  text: string
  scope: Scope
}

interface Reader {
  text: string
  at: number
  open: Open[]
  elements: number
  root: Xml | undefined
}

const tagAt = /<(\/?)((?:([A-Za-z_][\w.-]*):)?([A-Za-z_][\w.-]*))/y
const attributeAt =
  /[ \t\n]+((?:([A-Za-z_][\w.-]*):)?([A-Za-z_][\w.-]*))[ \t\n]*=[ \t\n]*(?:"([^"<]*)"|'([^'<]*)')/y
const endAt = /[ \t\n]*(\/?)>/y
const textAt = /[^<]+/y

/** @param text of `textOf` @throws XmlFault unless it is one well-formed element within the limits */
export function parse(text: string): Xml {
  const reader: Reader = { text, at: 0, open: [], elements: 0, root: undefined }
  while (reader.at < text.length) step(reader)
  if (!reader.root || reader.open.length > 0) throw new XmlFault('a tag is not closed')
  return reader.root
}

function take(reader: Reader, what: RegExp): RegExpExecArray | null {
  what.lastIndex = reader.at
  const found = what.exec(reader.text)
  if (found) reader.at = what.lastIndex
  return found
}

function step(reader: Reader): void {
  const top = reader.open.at(-1)
  const chars = take(reader, textAt)?.[0]
  if (chars !== undefined) {
    if (!top || chars.includes(']]>')) throw new XmlFault('text where none may be')
    top.text += decode(chars)
    return
  }
  const [, slash, tag = '', prefix = '', name = ''] = take(reader, tagAt) ?? []
  if (tag === '') throw new XmlFault('not well-formed')
  if (slash === '') {
    openTag(reader, { tag, prefix, name })
    return
  }
  const [, selfClosing] = take(reader, endAt) ?? []
  if (selfClosing !== '' || top?.tag !== tag) throw new XmlFault('a tag is not closed')
  close(reader)
}

function openTag(reader: Reader, given: { tag: string; prefix: string; name: string }): void {
  const { open } = reader
  if (reader.root) throw new XmlFault('more than one root')
  reader.elements += 1
  if (reader.elements > maxElements || open.length >= maxDepth) {
    throw new XmlFault('too deep or too wide')
  }
  const raw = readAttributes(reader)
  const scope = scopeOf(open.at(-1)?.scope ?? new Map([['xml', xmlNs]]), raw)
  open.push({
    tag: given.tag,
    ns: resolve(scope, given.prefix),
    name: given.name,
    attributes: attributesOf(scope, raw),
    children: [],
    text: '',
    scope,
  })
  const [, selfClosing] = take(reader, endAt) ?? []
  if (selfClosing === undefined) throw new XmlFault('not well-formed')
  if (selfClosing === '/') close(reader)
}

function close(reader: Reader): void {
  const { ns, name, attributes, children, text } = reader.open.pop() as Open
  const done: Xml = { ns, name, attributes, children, text }
  const parent = reader.open.at(-1)
  if (parent) parent.children.push(done)
  else reader.root = done
}

function readAttributes(reader: Reader): RawAttribute[] {
  const all = new Map<string, RawAttribute>()
  for (let found = take(reader, attributeAt); found; found = take(reader, attributeAt)) {
    const [, full = '', prefix = '', name = '', double, single = ''] = found
    if (all.has(full)) throw new XmlFault('an attribute twice')
    if (all.size >= maxAttributes) throw new XmlFault('too many attributes')
    const value = decode((double ?? single).replaceAll(/[\t\n]/g, ' '))
    all.set(full, { prefix, name, value })
  }
  return [...all.values()]
}

interface RawAttribute {
  prefix: string
  name: string
  value: string
}

const isDeclaration = ({ prefix, name }: RawAttribute): boolean =>
  prefix === 'xmlns' || (prefix === '' && name === 'xmlns')

function scopeOf(outer: Scope, raw: readonly RawAttribute[]): Scope {
  let scope: Map<string, string> | undefined
  for (const given of raw) {
    if (!isDeclaration(given)) continue
    const prefix = given.prefix === '' ? '' : given.name
    const isBad = /^xml/i.test(prefix) || (prefix !== '' && given.value === '')
    if (isBad || given.value.startsWith('http://www.w3.org/2000/xmlns')) {
      throw new XmlFault('a namespace that cannot be declared')
    }
    scope ??= new Map(outer)
    scope.set(prefix, given.value)
    if (scope.size > maxNamespaces) throw new XmlFault('too many namespaces')
  }
  return scope ?? outer
}

function resolve(scope: Scope, prefix: string): string {
  const ns = scope.get(prefix)
  if (ns === undefined && prefix !== '') throw new XmlFault('a prefix without a namespace')
  return ns ?? ''
}

function attributesOf(scope: Scope, raw: readonly RawAttribute[]): Map<string, string> {
  const attributes = new Map<string, string>()
  for (const given of raw) {
    if (isDeclaration(given)) continue
    const { prefix, name, value } = given
    const full = prefix === '' ? name : `${resolve(scope, prefix)} ${name}`
    if (attributes.has(full)) throw new XmlFault('an attribute twice')
    attributes.set(full, value)
  }
  return attributes
}

const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
const entity = /&(?:(lt|gt|amp|quot|apos);|#(\d{1,7});|#x([\da-fA-F]{1,6});)/g

/** Asked first, since a replacement would collect every fault before it sees one. */
const strangeEntity = /&(?!(?:lt|gt|amp|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});)/

function decode(text: string): string {
  if (strangeEntity.test(text)) throw new XmlFault('an entity that XML does not know')
  return text.replaceAll(entity, (_all, named?: string, decimal?: string, hex?: string) => {
    if (named !== undefined) return entities[named] ?? ''
    const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
    const char = point <= 0x10ffff ? String.fromCodePoint(point) : ''
    if (char === '' || strange.test(char)) throw new XmlFault('an entity that XML does not know')
    return char
  })
}

/** Every element below, itself first, in the order of the document. */
export function* walk(element: Xml): Generator<Xml> {
  yield element
  for (const child of element.children) yield* walk(child)
}

export const childrenOf = (element: Xml, ns: string, name: string): Xml[] =>
  element.children.filter((child) => child.ns === ns && child.name === name)

/** The one child of this name. @throws XmlFault where there is none, or more than one */
export function childOf(element: Xml, ns: string, name: string): Xml {
  const [child, ...more] = childrenOf(element, ns, name)
  if (!child || more.length > 0) throw new XmlFault(`${element.name} needs one ${name}`)
  return child
}

/** The text of an element that holds nothing else, without space around it. @throws XmlFault */
export function contentOf(element: Xml): string {
  if (element.children.length > 0) throw new XmlFault(`${element.name} must hold text alone`)
  return element.text.trim()
}
