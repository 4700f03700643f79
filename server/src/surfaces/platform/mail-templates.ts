import * as mails from '../../features/mails/index.ts'
import * as settings from '../../features/settings/index.ts'
import { object, oneOf, Time, Type } from '../../kernel/schema.ts'
import { present } from './present.ts'
import { route } from './route.ts'

const base = '/api/v1/admin/email/templates'
const Language = oneOf(mails.languages, 'A tag of BCP 47')
const ByName = object({ kind: oneOf(mails.mailKinds), language: Language })

const Template = object({
  kind: oneOf(mails.mailKinds),
  language: Language,
  subject: Type.String(),
  body: Type.String({ description: 'Paragraphs, parted by blank lines' }),
  source: oneOf(['default', 'instance'], 'Whose words are in force'),
  placeholders: Type.Array(Type.String(), { description: 'What may stand there, as `{{name}}`' }),
  required: Type.Array(Type.String(), { description: 'What the body must have' }),
  updated_at: Type.Optional(Time),
})

const access = 'instance_admin'

/** The texts of mails: settings of the instance, `email.templates.<kind>.<language>`. */
export const mailTemplateRoutes = [
  route({
    method: 'GET',
    path: base,
    name: 'mail_templates.list',
    access,
    summary: 'The texts of all mails in one language',
    query: object({ language: Type.Optional(Language) }),
    returns: object({ templates: Type.Array(Template) }),
    errors: [400, 401, 403],
    handle: async (ctx, { query }) => ({
      templates: (await mails.templates(ctx, query.language)).map(present),
    }),
  }),
  route({
    method: 'GET',
    path: `${base}/{kind}/{language}`,
    name: 'mail_templates.get',
    access,
    summary: 'The texts of one kind of mail',
    params: ByName,
    returns: Template,
    errors: [400, 401, 403],
    handle: async (ctx, { params: { kind, language } }) =>
      present(await mails.template(ctx, kind, language)),
  }),
  route({
    method: 'PUT',
    path: `${base}/{kind}/{language}`,
    name: 'mail_templates.put',
    access,
    summary: 'Change the texts of one kind of mail',
    description: 'In force on every process at once, for mails that are sent from now on.',
    params: ByName,
    body: mails.NewTemplate,
    returns: Template,
    errors: [400, 401, 403],
    handle: async (ctx, { params: { kind, language }, body }) => {
      await settings.change(ctx, { key: mails.templateKey(kind, language), value: body })
      return present(await mails.template(ctx, kind, language))
    },
  }),
  route({
    method: 'DELETE',
    path: `${base}/{kind}/{language}`,
    name: 'mail_templates.delete',
    access,
    summary: 'Back to the texts that come with the server',
    params: ByName,
    errors: [400, 401, 403, 404],
    handle: (ctx, { params: { kind, language } }) =>
      settings.reset(ctx, mails.templateKey(kind, language)),
  }),
  route({
    method: 'POST',
    path: `${base}/{kind}/{language}/preview`,
    name: 'mail_templates.preview',
    access,
    summary: 'The mail as it would look, with made-up contents',
    description: 'Without `template` it shows the texts in force. Nothing is kept or sent.',
    params: ByName,
    body: object({ template: Type.Optional(mails.NewTemplate) }),
    returns: object({ subject: Type.String(), text: Type.String(), html: Type.String() }),
    errors: [400, 401, 403],
    handle: (ctx, { params: { kind, language }, body }) =>
      mails.preview(ctx, kind, language, body.template),
  }),
]
