import { ar } from './texts/ar.ts'
import { de } from './texts/de.ts'
import { en } from './texts/en.ts'
import { es } from './texts/es.ts'
import { fa } from './texts/fa.ts'
import { fr } from './texts/fr.ts'
import { hi } from './texts/hi.ts'
import { it } from './texts/it.ts'
import { ja } from './texts/ja.ts'
import { ko } from './texts/ko.ts'
import { nl } from './texts/nl.ts'
import { pl } from './texts/pl.ts'
import { pt } from './texts/pt.ts'
import { ptBr } from './texts/pt-br.ts'
import { ru } from './texts/ru.ts'
import { sv } from './texts/sv.ts'
import type { Texts } from './texts/texts.ts'
import { tr } from './texts/tr.ts'
import { zh } from './texts/zh.ts'

/** By BCP 47 tag, as it goes into `lang`. */
export const textsOf = {
  ar,
  de,
  en,
  es,
  fa,
  fr,
  hi,
  it,
  ja,
  ko,
  nl,
  pl,
  pt,
  'pt-BR': ptBr,
  ru,
  sv,
  tr,
  zh,
} satisfies Record<string, Texts>

export type Language = keyof typeof textsOf

export const languages = Object.keys(textsOf) as Language[]

/** Scripts that run from right to left. */
export const isRightToLeft = (language: Language): boolean => language === 'ar' || language === 'fa'

const byLowerCase = new Map(languages.map((language) => [language.toLowerCase(), language]))

/**
 * The language of a mail, from an `Accept-Language` list (RFC 9110 §12.5.4) or a lone tag; `en_US`
 * is read as `en-US`. Tags are looked up by RFC 4647 §3.4: `de-AT` finds `de`. Unknown: `en`.
 */
export function pickLanguage(acceptLanguage: string | undefined): Language {
  const ranges = (acceptLanguage ?? '').slice(0, 1000).split(',').map(readRange)
  const wanted = ranges.filter(({ quality }) => quality > 0).sort((a, b) => b.quality - a.quality)
  for (const { tag } of wanted) {
    const found = lookUp(tag)
    if (found) return found
  }
  return 'en'
}

function readRange(text: string): { tag: string; quality: number } {
  const [tag = '', ...parameters] = text.split(';').map((part) => part.trim())
  const weight = parameters.find((parameter) => /^q=/i.test(parameter))
  if (weight === undefined) return { tag, quality: 1 }
  const valid = /^q=(0(\.\d{0,3})?|1(\.0{0,3})?)$/i.test(weight)
  return { tag, quality: valid ? Number(weight.slice(2)) : 0 }
}

function lookUp(tag: string): Language | undefined {
  const subtags = tag.toLowerCase().replaceAll('_', '-').split('-')
  for (let length = subtags.length; length > 0; length--) {
    const found = byLowerCase.get(subtags.slice(0, length).join('-'))
    if (found) return found
  }
  return undefined
}
