import { type Static, Type } from '@sinclair/typebox'
import type { Ctx } from '../../engines/context.ts'
import type { SettingRow } from '../../engines/settings/index.ts'
import { type Fault, invalid, invalidField } from '../../kernel/errors.ts'
import { object } from '../../kernel/schema.ts'
import { makeCheck } from '../../kernel/validate.ts'
import { type MailData, type MailKind, mailKinds } from './kinds.ts'
import { type Language, languages } from './languages.ts'
import { type RenderedMail, render } from './render.ts'
import { defaultTemplate, faultsOf, placeholdersOf, type Template } from './template.ts'

/** Texts of mails as administrators write them: settings of the instance, one per kind and language. */
export const templatePrefix = 'email.templates.'

export const templateKey = (kind: MailKind, language: Language): string =>
  `${templatePrefix}${kind}.${language}`

/** Somebody's words, as they come in and as they are kept. */
export const NewTemplate = object({
  subject: Type.String({ minLength: 1, maxLength: 200 }),
  body: Type.String({ minLength: 1, maxLength: 10_000 }),
})

export interface MailTemplate extends Static<typeof NewTemplate> {
  kind: MailKind
  language: Language
  source: 'default' | 'instance'
  placeholders: string[]
  required: string[]
  updated_at: Date | null
}

/** The words in force for one kind of mail in one language. */
export async function template(
  ctx: Ctx,
  kind: MailKind,
  language: Language,
): Promise<MailTemplate> {
  return describe(kind, language, (await written(ctx)).get(templateKey(kind, language)))
}

/** All kinds of mail in one language. */
export async function templates(ctx: Ctx, language: Language = 'en'): Promise<MailTemplate[]> {
  const rows = await written(ctx)
  return mailKinds.map((kind) => describe(kind, language, rows.get(templateKey(kind, language))))
}

/** What to write a mail with: somebody's words, or nothing for ours. */
export async function wordsFor(
  ctx: Ctx,
  kind: MailKind,
  language: Language,
): Promise<Template | undefined> {
  return readable(kind, (await written(ctx)).get(templateKey(kind, language)))
}

/**
 * A mail as it would look, with made-up contents.
 * @param given words that are not kept yet; absent: those in force
 * @throws invalid as `mustBeTemplate`
 */
export async function preview(
  ctx: Ctx,
  kind: MailKind,
  language: Language,
  given?: Template,
): Promise<RenderedMail> {
  if (given) mustBeTemplate(templateKey(kind, language), given)
  const { publicUrl, brand } = ctx.instance
  const words = given ?? (await wordsFor(ctx, kind, language))
  return render(kind, language, sample(publicUrl, brand), words)
}

/**
 * @throws invalid for a key of no kind or language, and for words with unknown placeholders, or
 * without those that the mail is for
 */
export function mustBeTemplate(key: string, value: unknown): void {
  const kind = kindOf(key)
  if (!kind) throw invalidField('key', 'unknown_field', 'No such kind of mail, or language')
  const shape = check(value)
  const faults = shape.length > 0 ? shape : faultsOf(kind, value as Template).map(toFault)
  const [first] = faults
  if (first) throw invalid('invalid_template', first.message, { faults })
}

const check = makeCheck(NewTemplate, 'body')

const toFault = ({ field, code, message }: ReturnType<typeof faultsOf>[number]): Fault => ({
  in: 'body',
  path: [field],
  code,
  message,
})

function kindOf(key: string): MailKind | undefined {
  const [name, language, ...rest] = key.slice(templatePrefix.length).split('.')
  const isKnown = rest.length === 0 && languages.some((one) => one === language)
  return isKnown ? mailKinds.find((kind) => kind === name) : undefined
}

const written = async (ctx: Ctx): Promise<Map<string, SettingRow>> =>
  new Map((await ctx.settings.rows(null)).map((row) => [row.key, row]))

/** Words that an older version took and this one does not are passed over: ours always work. */
function readable(kind: MailKind, row: SettingRow | undefined): Template | undefined {
  if (!row || check(row.value).length > 0) return undefined
  const words = row.value as Template
  return faultsOf(kind, words).length === 0 ? words : undefined
}

function describe(kind: MailKind, language: Language, row: SettingRow | undefined): MailTemplate {
  const words = readable(kind, row)
  const { text, alone, required } = placeholdersOf(kind)
  return {
    kind,
    language,
    ...(words ?? defaultTemplate(kind, language)),
    source: words ? 'instance' : 'default',
    placeholders: [...new Set([...text, ...alone])],
    required: [...required],
    updated_at: words && row ? row.updated_at : null,
  }
}

const sample = (publicUrl: string, brand: string): MailData => ({
  brand,
  code: '123456',
  link: `${publicUrl}/#preview`,
  notMeLink: `${publicUrl}/#preview`,
  minutes: 15,
  name: 'Ada Lovelace',
  keyName: 'CI (fbk_4f2a…)',
  keys: ['Laptop (rst_77aa…)'],
  device: 'Firefox on Linux',
  address: '203.0.113.7',
  at: '2026-01-05T09:00:00Z',
})
