import type { Language } from '../../features/mails/index.ts'
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

/** The languages of the mails, neither more nor fewer: a page speaks as the mail that led to it. */
const textsOf: Record<Language, Texts> = {
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
}

/** Who speaks to whom on a page. */
export interface Voice {
  /** BCP 47 tag, as it goes into `lang`. */
  language: string
  texts: Texts
  /** The name of the instance, ready to stand inside a sentence of this language. */
  brand: string
}

export function voiceOf(language: string, brand: string): Voice {
  const known = isLanguage(language) ? language : 'en'
  const texts = textsOf[known]
  // A name in Latin letters inside Arabic keeps its own order (UAX #9, first strong isolate).
  const isolated = texts.direction === 'rtl' ? `\u2068${brand}\u2069` : brand
  return { language: known, texts, brand: isolated }
}

const isLanguage = (tag: string): tag is Language => Object.hasOwn(textsOf, tag)

/** "in 5 minutes": Intl knows the case and plural each language needs. */
export function soon(language: string, seconds: number): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'always' })
  if (seconds < 90) return format.format(Math.max(1, Math.ceil(seconds)), 'second')
  return format.format(Math.ceil(seconds / 60), 'minute')
}
