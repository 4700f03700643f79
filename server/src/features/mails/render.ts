import { oneLine } from '../../kernel/one-line.ts'
import { compose, isCodeKind, isolated, strangersName, strangersText } from './blocks.ts'
import type { MailData, MailKind } from './kinds.ts'
import { isRightToLeft, pickLanguage, textsOf } from './languages.ts'
import { type Direction, writeHtml, writeText } from './layout.ts'
import type { Texts } from './texts/texts.ts'

export interface RenderedMail {
  subject: string
  text: string
  html: string
}

/**
 * One mail, ready to be sent. Pure: the same input gives the same mail.
 * @param language a tag or an `Accept-Language` list; unknown ones give English
 * @throws TypeError when the code or link that the kind is about is missing, or a link is not http(s)
 */
export function render(kind: MailKind, language: string, data: MailData): RenderedMail {
  const tag = pickLanguage(language)
  const texts: Texts = textsOf[tag]
  const direction: Direction = isRightToLeft(tag) ? 'rtl' : 'ltr'
  const brand = isolated(strangersText(data.brand, 100) || 'Flumen', direction)
  const subject = subjectOf(kind, texts, data, direction)
  const blocks = compose({ kind, language: tag, direction, texts, brand, data })
  const footer = texts.automatic(brand)
  const letter = { language: tag, direction, brand, subject, blocks, footer }
  return { subject, text: writeText(letter), html: writeHtml(letter) }
}

function subjectOf(kind: MailKind, texts: Texts, data: MailData, direction: Direction): string {
  const brand = isolated(strangersName(data.brand, 100) || 'Flumen', direction)
  return isCodeKind(kind)
    ? texts.codeSubject(brand, oneLine(data.code ?? '', 40))
    : texts.mails[kind].subject(brand)
}
