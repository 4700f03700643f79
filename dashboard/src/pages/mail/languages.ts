const codes = [
  'en',
  'ar',
  'de',
  'es',
  'fa',
  'fr',
  'hi',
  'it',
  'ja',
  'ko',
  'nl',
  'pl',
  'pt',
  'pt-BR',
  'ru',
  'sv',
  'tr',
  'zh',
] as const
export type Language = (typeof codes)[number]

const names = new Intl.DisplayNames('en', { type: 'language' })
export const languages = codes.map((value) => ({ value, label: names.of(value) ?? value }))
