import type { Ctx } from '../../engines/context.ts'
import { accept, look } from '../../features/invitations/index.ts'
import { AppError } from '../../kernel/errors.ts'
import { asAppError, type Reply, routesFor } from '../../kernel/route.ts'
import { object, Type } from '../../kernel/schema.ts'
import { keepLanguage } from './errors.ts'
import { type Html, html } from './html.ts'
import { type Voice, voiceOf } from './languages.ts'
import {
  failure,
  field,
  form,
  type Page,
  pageHeaders,
  question,
  success,
  writePage,
} from './layout.ts'
import type { PasswordFault } from './texts/texts.ts'

const route = routesFor<Ctx, 'public'>()

const shared = {
  path: '/invite/{token}',
  access: 'public' as const,
  params: object({ token: Type.String() }),
  returns: Type.String(),
  produces: 'text/html; charset=utf-8',
  hidden: true,
}

/** Mail programs and campaign tools add fields of their own to links. */
const query = Type.Object({})

/** Where the button of an invitation leads; the token stands in the path. */
export const inviteRoutes = [
  route({
    ...shared,
    method: 'GET',
    name: 'pages.show_invite',
    summary: 'Accept an invitation: the form',
    query,
    handle: (ctx, { params }, reply) =>
      answer(ctx, reply, (voice) => show(ctx, voice, params.token)),
  }),
  route({
    ...shared,
    method: 'POST',
    name: 'pages.invite',
    summary: 'Accept an invitation',
    query,
    consumes: ['application/x-www-form-urlencoded'],
    body: Type.Object({
      name: Type.Optional(Type.Unknown()),
      password: Type.Optional(Type.Unknown()),
    }),
    handle: (ctx, { params, body }, reply) =>
      answer(ctx, reply, (voice) =>
        act(ctx, voice, {
          token: params.token,
          name: textOf(body.name, 100).trim(),
          password: textOf(body.password, 1024),
        }),
      ),
  }),
]

const textOf = (value: unknown, longest: number): string =>
  typeof value === 'string' && value.length <= longest ? value : ''

async function answer(
  ctx: Ctx,
  reply: Reply,
  make: (voice: Voice) => Promise<Page>,
): Promise<string> {
  const voice = voiceOf(ctx.origin.language, ctx.instance.brand)
  try {
    const page = await make(voice)
    if (page.status !== undefined) reply.status(page.status)
    for (const [name, value] of Object.entries(pageHeaders(voice.language))) {
      reply.header(name, value)
    }
    return writePage(voice, page)
  } catch (thrown) {
    throw keepLanguage(asAppError(thrown), ctx.origin.language)
  }
}

interface Typed {
  token: string
  name: string
  password: string
}

interface Wrong {
  name?: string
  password?: string
}

async function show(ctx: Ctx, voice: Voice, token: string): Promise<Page> {
  const looked = await look(ctx, token)
  if (!looked.valid) return failure(voice.texts.invite.dead, looked.why.status)
  const given = { token, name: '', password: '' }
  const about = { ...voice, brand: looked.to }
  return looked.hasAccount ? askKnown(about, token) : askNew(about, given, looked.leastLength)
}

function askNew(
  { texts, brand }: Voice,
  { token, name }: Typed,
  least: number,
  wrong?: Wrong,
): Page {
  const { invite, reset } = texts
  const fields = html`${field({
    name: 'name',
    label: invite.name,
    fault: wrong?.name,
    value: name,
    attributes: html`type="text" autocomplete="name" maxlength="100"`,
  })}
${field({
  name: 'password',
  label: reset.label,
  hint: reset.rules(least),
  fault: wrong?.password,
  attributes: html`type="password" autocomplete="new-password" maxlength="128"`,
})}`
  return ask(invite.title, invite.lead(brand), token, invite.button, fields, wrong)
}

function askKnown({ texts: { invite }, brand }: Voice, token: string, wrong?: Wrong): Page {
  const password = field({
    name: 'password',
    label: invite.password,
    fault: wrong?.password,
    attributes: html`type="password" autocomplete="current-password" maxlength="128"`,
  })
  return ask(invite.title, invite.leadKnown(brand), token, invite.button, password, wrong)
}

/** The form posts to where it stands: its last word is the token. */
const ask = (
  title: string,
  lead: string,
  token: string,
  button: string,
  fields: Html,
  wrong?: Wrong,
): Page => question(title, lead, form(token, button, '', fields), wrong ? 400 : 200)

async function act(ctx: Ctx, voice: Voice, given: Typed): Promise<Page> {
  const { invite } = voice.texts
  const looked = await look(ctx, given.token)
  if (!looked.valid) return failure(invite.dead, looked.why.status)
  const about = { ...voice, brand: looked.to }
  if (!looked.hasAccount && given.name === '') {
    return askNew(about, given, looked.leastLength, { name: voice.texts.errors.unreadable.title })
  }
  try {
    await accept(ctx, given)
    return success(invite.done)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'invalid_credentials') {
      return askKnown(about, given.token, { password: invite.wrong })
    }
    const refused = faultOf(voice, error, looked.leastLength)
    if (refused) return askNew(about, given, looked.leastLength, { password: refused })
    if ([404, 409, 410].includes(error.status)) return failure(invite.dead, error.status)
    throw error
  }
}

/** What is wrong with the password, in the words of the page that changes one. */
function faultOf(
  { texts: { reset } }: Voice,
  { cause }: AppError,
  least: number,
): string | undefined {
  const [fault] = cause instanceof AppError ? cause.faults : []
  if (!fault) return undefined
  const { too_short, ...rest } = reset.refused
  const said: Partial<Record<string, string>> = rest satisfies Record<
    Exclude<PasswordFault, 'too_short'>,
    string
  >
  return fault.code === 'too_short' ? too_short(least) : said[fault.code]
}
