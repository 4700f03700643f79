import { oneLine } from '../../kernel/one-line.ts'
import { isCodeKind, linkKinds, type MailData, type MailKind, typedKinds } from './kinds.ts'
import type { Language } from './languages.ts'
import type { Direction } from './layout.ts'
import { fill, loneIn, paragraphsOf } from './template.ts'
import type { Texts } from './texts/texts.ts'

/** A mail as a list of what stands in it; `layout.ts` writes it as text and as HTML. */
export type Block =
  | { is: 'paragraph'; text: string }
  | { is: 'code'; code: string }
  | { is: 'button'; label: string; link: string; hint: string }
  | { is: 'facts'; rows: { label: string; value: string }[] }
  | { is: 'list'; items: string[] }
  | { is: 'note'; text: string }
  | { is: 'link'; label: string; link: string }

interface Part {
  kind: MailKind
  language: Language
  direction: Direction
  texts: Texts
  brand: string
  data: MailData
}

/**
 * The body of a template, filled. Text after the last thing to use is small print; whoever did not
 * ask for the mail can always say so, also where the template forgets it.
 */
export function compose(part: Part, body: string): Block[] {
  const paragraphs = paragraphsOf(body)
  const isThing = (text: string) => thingFor(loneIn(text)) !== undefined
  const last = paragraphs.findLastIndex((text) => isThing(text) && loneIn(text) !== 'not_me_link')
  const values = wordsOf(part)
  const blocks = paragraphs.flatMap((text, i): Block[] => {
    const thing = thingFor(loneIn(text))
    if (thing) return thing(part)
    const filled = fill(text, values).trim()
    const is = last >= 0 && i > last ? 'note' : 'paragraph'
    return filled ? [{ is, text: filled }] : []
  })
  const isForgotten = !paragraphs.some((text) => loneIn(text) === 'not_me_link')
  return isForgotten ? [...blocks, ...notMe(part)] : blocks
}

/** What stands within text. */
function wordsOf({ texts, brand, direction, data }: Part): Record<string, string> {
  const name = isolated(strangersText(data.name ?? '', 60), direction)
  return {
    brand,
    name,
    greeting: texts.hello(name || undefined),
    code: oneLine(data.code ?? '', 40),
    key_name: isolated(strangersText(data.keyName ?? '', 100), direction),
  }
}

const thingFor = (name: string | undefined) =>
  name !== undefined && Object.hasOwn(things, name) ? things[name] : undefined

/** What stands in a paragraph of its own. */
const things: Record<string, ((part: Part) => Block[]) | undefined> = {
  code: (part) => [code(part)],
  link: button,
  validity: limits,
  details: facts,
  keys: keptKeys,
  not_me_link: notMe,
}

/**
 * Text of a stranger inside a mail: one line, and no web address that a mail program would turn into
 * a link, or an app's name becomes a way to send links to anybody. The scheme goes, and dots are tied
 * to the next letter by an invisible word joiner (U+2060).
 */
export function strangersText(text: string, length: number): string {
  return strangersName(text, length).replace(/(?<=[\p{L}\p{N}])\.(?=\p{L})/gu, '.\u2060')
}

/** The same for subjects, where nothing makes links of bare names, but people search for them. */
export function strangersName(text: string, length: number): string {
  return oneLine(oneLine(text, text.length).replace(/[a-z][a-z0-9+.-]*:\/+/gi, ' '), length)
}

/** A name in Latin letters inside Arabic keeps its own order (UAX #9, first strong isolate). */
export function isolated(text: string, direction: Direction): string {
  return direction === 'rtl' && text ? `\u2068${text}\u2069` : text
}

const paragraph = (text: string): Block => ({ is: 'paragraph', text })

const code = ({ kind, data }: Part): Block => ({
  is: 'code',
  code: needed(kind, 'code', data.code),
})

function button({ kind, texts, data }: Part): Block[] {
  if (typedKinds.some((one) => one === kind)) return []
  const isNeeded = linkKinds.some((one) => one === kind)
  const link = isNeeded ? needed(kind, 'link', data.link) : data.link
  if (!link) return []
  const labels: Partial<Record<string, string>> = texts.buttons
  const label = labels[sameButton[kind] ?? kind] ?? texts.buttons.account
  return [{ is: 'button', label, link: webAddress(link), hint: texts.copyLink }]
}

/** Kinds whose button does what that of another kind does. */
const sameButton: Partial<Record<MailKind, string>> = {
  magic_link: 'sign_up_notice',
  email_change: 'verify_email',
}

function limits({ kind, texts, data }: Part): Block[] {
  const duration = data.minutes === undefined ? undefined : texts.minutes(data.minutes)
  const isCode = isCodeKind(kind)
  const lasts = isCode ? texts.codeLasts : texts.linkLasts
  const sentences = [duration && lasts(duration), isCode && texts.keepCode].filter(Boolean)
  const space = /[。．]$/.test(texts.keepCode) ? '' : ' '
  return sentences.length ? [{ is: 'note', text: sentences.join(space) }] : []
}

function facts({ texts, data, language, direction }: Part): Block[] {
  const rows = [
    { label: texts.facts.key, value: strangersText(data.keyName ?? '', 100) },
    // One word in every language.
    { label: 'Webhook:', value: strangersText(data.webhook ?? '', 300) },
    { label: texts.facts.at, value: momentText(data.at ?? '', language) },
    { label: texts.facts.device, value: strangersText(data.device ?? '', 100) },
    { label: texts.facts.address, value: strangersText(data.address ?? '', 100) },
  ]
    .filter(({ value }) => value)
    .map(({ label, value }) => ({ label, value: isolated(value, direction) }))
  return rows.length ? [{ is: 'facts', rows }] : []
}

function keptKeys({ kind, texts, direction, data }: Part): Block[] {
  if (kind !== 'password_changed' || !data.keys?.length) return []
  const items = data.keys.map((key) => isolated(strangersText(key, 100), direction))
  return [paragraph(texts.keysStay), { is: 'list', items }]
}

function notMe({ texts, data }: Part): Block[] {
  if (!data.notMeLink) return []
  return [{ is: 'link', label: texts.wasNotMe, link: webAddress(data.notMeLink) }]
}

/** Days and hours as the language writes them, in UTC: the server does not know the reader's zone. */
function momentText(at: string, language: Language): string {
  const moment = new Date(at)
  const isIso = /^\d{4}-\d\d-\d\dT/.test(at) && !Number.isNaN(moment.getTime())
  if (!isIso) return strangersText(at, 100)
  const style = { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' } as const
  return `${new Intl.DateTimeFormat(language, style).format(moment)} UTC`
}

/** Links come from our own pages; anything but http(s) is a mistake of the caller. */
function webAddress(link: string): string {
  const url = URL.parse(link)
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url.href
  throw new TypeError('a link in a mail must begin with http:// or https://')
}

function needed(kind: MailKind, field: string, value: string | undefined): string {
  if (value) return value
  throw new TypeError(`the mail ${kind} needs data.${field}`)
}
