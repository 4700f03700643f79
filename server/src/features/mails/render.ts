import { oneLine } from '../../kernel/one-line.ts'
import { compose, isolated, strangersName, strangersText } from './blocks.ts'
import type { MailData, MailKind } from './kinds.ts'
import { isRightToLeft, pickLanguage, textsOf } from './languages.ts'
import { type Direction, writeHtml, writeText } from './layout.ts'
import { defaultTemplate, fill, type Template } from './template.ts'
import type { Texts } from './texts/texts.ts'

export interface RenderedMail {
  subject: string
  text: string
  html: string
}

/**
 * One mail, ready to be sent. Pure: the same input gives the same mail.
 * @param language a tag or an `Accept-Language` list; unknown ones give English
 * @param given the words to use in that language; absent: ours
 * @throws TypeError when the code or link that the kind is about is missing, or a link is not http(s)
 */
export function render(
  kind: MailKind,
  language: string,
  data: MailData,
  given?: Template,
): RenderedMail {
  const tag = pickLanguage(language)
  const texts: Texts = textsOf[tag]
  const direction: Direction = isRightToLeft(tag) ? 'rtl' : 'ltr'
  const brand = isolated(strangersText(data.brand, 100) || 'Flumen', direction)
  const template = given ?? defaultTemplate(kind, tag)
  const subject = subjectOf(template, data, direction)
  const blocks = compose({ kind, language: tag, direction, texts, brand, data }, template.body)
  const footer = texts.automatic(brand)
  const letter = { language: tag, direction, brand, subject, blocks, footer }
  return { subject, text: writeText(letter), html: writeHtml(letter) }
}

/** One line, whatever stands in it: a line break would begin another header. */
function subjectOf({ subject }: Template, data: MailData, direction: Direction): string {
  const brand = isolated(strangersName(data.brand, 100) || 'Flumen', direction)
  const name = isolated(strangersName(data.name ?? '', 60), direction)
  const key_name = isolated(strangersName(data.keyName ?? '', 100), direction)
  return oneLineAround(fill(subject, { brand, name, key_name, code: oneLine(data.code ?? '', 40) }))
}

/** What was put in is one line already, with marks around it that have to stay. */
const oneLineAround = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
