import { isCodeKind, linkKinds, type MailKind, typedKinds } from './kinds.ts'
import { type Language, textsOf } from './languages.ts'
import type { Texts } from './texts/texts.ts'

/**
 * The words of one kind of mail in one language, with `{{placeholders}}` for what differs from mail
 * to mail. Paragraphs are parted by blank lines. What the server makes itself (code, button, list)
 * stands in a paragraph of its own.
 */
export interface Template {
  subject: string
  body: string
}

/** What may stand in a template of this kind: within text, and as a paragraph of its own. */
export interface Placeholders {
  text: readonly string[]
  alone: readonly string[]
  /** Without these the mail would be of no use. */
  required: readonly string[]
}

export function placeholdersOf(kind: MailKind): Placeholders {
  const code = isCodeKind(kind) ? ['code'] : []
  const link = has(typedKinds, kind) ? [] : ['link']
  const key = kind === 'key_created' || kind === 'key_revoked' ? ['key_name'] : []
  const keys = kind === 'password_changed' ? ['keys'] : []
  return {
    text: ['brand', 'name', 'greeting', ...code, ...key],
    alone: [...code, ...link, 'validity', 'details', ...keys, 'not_me_link'],
    required: [...code, ...(has(linkKinds, kind) ? ['link'] : [])],
  }
}

const has = (kinds: readonly MailKind[], kind: MailKind): boolean => kinds.includes(kind)

/** As the mails are written until somebody writes them otherwise. */
export function defaultTemplate(kind: MailKind, language: Language): Template {
  const texts: Texts = textsOf[language]
  const { alone } = placeholdersOf(kind)
  const mail = texts.mails[kind]
  const subject = isCodeKind(kind)
    ? texts.codeSubject(brand, '{{code}}')
    : texts.mails[kind].subject(brand)
  const limits = isCodeKind(kind)
    ? ['{{code}}', '{{validity}}', '{{link}}']
    : ['{{link}}', '{{validity}}']
  const parts = ['{{details}}', '{{keys}}', ...limits].filter((part) =>
    alone.includes(nameOf(part)),
  )
  const paragraphs = ['{{greeting}}', mail.lead(brand), ...parts, mail.notYou(brand)]
  return { subject, body: [...paragraphs, '{{not_me_link}}'].join('\n\n') }
}

const brand = '{{brand}}'
const nameOf = (placeholder: string): string => placeholder.slice(2, -2)

export const paragraphsOf = (body: string): string[] =>
  body
    .split(/\n[^\S\n]*\n\s*/)
    .map((text) => text.trim())
    .filter(Boolean)

const placeholder = /\{\{\s*([a-z_]+)\s*\}\}/g

/** The placeholder that a paragraph consists of, if it does. */
export const loneIn = (paragraph: string): string | undefined =>
  /^\{\{\s*([a-z_]+)\s*\}\}$/.exec(paragraph)?.[1]

/** Puts values in the place of their names. */
export const fill = (text: string, values: Record<string, string>): string =>
  text.replace(
    placeholder,
    (_, name: string) => (Object.hasOwn(values, name) ? values[name] : '') ?? '',
  )

const namesIn = (text: string): string[] =>
  [...text.matchAll(placeholder)].map(([, name = '']) => name)

/** Where a template is wrong, in words for who wrote it. */
export interface TemplateFault {
  field: keyof Template
  code: string
  message: string
}

/** All that is wrong with a template: unknown placeholders, misplaced ones, missing ones. */
export function faultsOf(kind: MailKind, { subject, body }: Template): TemplateFault[] {
  const known = placeholdersOf(kind)
  const all = [...new Set([...known.text, ...known.alone])]
  const inSubject = known.text.filter((name) => name !== 'greeting')
  const paragraphs = paragraphsOf(body)
  const lone = paragraphs.flatMap((text) => loneIn(text) ?? [])
  const within = paragraphs.filter((text) => loneIn(text) === undefined).flatMap(namesIn)
  const used = [...lone, ...within]
  return [
    ...textFaults('subject', subject, /[\p{Cc}\p{Zl}\p{Zp}]/u),
    ...textFaults('body', body, /(?!\n)[\p{Cc}\p{Zl}\p{Zp}]/u),
    ...namesIn(subject).flatMap((name) => unless(inSubject.includes(name), 'subject', name)),
    ...used.flatMap((name) => unless(all.includes(name), 'body', name)),
    ...within
      .filter((name) => all.includes(name) && !known.text.includes(name))
      .map((name) => fault('body', 'placeholder', `{{${name}}} needs a paragraph of its own`)),
    ...known.required
      .filter((name) => !used.includes(name))
      .map((name) => fault('body', 'required', `A mail of this kind needs {{${name}}}`)),
    ...repeated(lone).map((name) => fault('body', 'placeholder', `{{${name}}} stands there twice`)),
  ]
}

const fault = (field: keyof Template, code: string, message: string): TemplateFault => ({
  field,
  code,
  message,
})

const unless = (isKnown: boolean, field: keyof Template, name: string): TemplateFault[] =>
  isKnown ? [] : [fault(field, 'placeholder', `{{${name}}} has no meaning here`)]

const repeated = (names: string[]): string[] => names.filter((name, i) => names.indexOf(name) !== i)

/** Control characters would begin a new header; braces that are left over are a slip. */
function textFaults(field: keyof Template, text: string, forbidden: RegExp): TemplateFault[] {
  const rest = text.replace(placeholder, '')
  return [
    ...(text.trim() === '' ? [fault(field, 'required', 'Write something')] : []),
    ...(forbidden.test(text) || !text.isWellFormed()
      ? [fault(field, 'pattern', 'Control characters have no place here')]
      : []),
    ...(/\{\{|\}\}/.test(rest)
      ? [fault(field, 'placeholder', 'Braces without a name in them')]
      : []),
  ]
}
