import type { Ctx } from '../../engines/context.ts'
import * as identity from '../../features/identity/index.ts'
import * as marketplaceTokens from '../../features/marketplace-tokens/index.ts'
import * as sessions from '../../features/sessions/index.ts'
import type { TenantCache } from '../../features/tenants/index.ts'
import { AppError } from '../../kernel/errors.ts'
import { asAppError, type Reply, routesFor } from '../../kernel/route.ts'
import { Type } from '../../kernel/schema.ts'
import { keepLanguage } from './errors.ts'
import { type Html, html } from './html.ts'
import { type Voice, voiceOf } from './languages.ts'
import { failure, field, type Page, pageHeaders, writePage } from './layout.ts'

const route = routesFor<Ctx, 'public'>()

const shared = {
  path: '/marketplace/authorize',
  access: 'public' as const,
  returns: Type.String(),
  produces: 'text/html; charset=utf-8',
  hidden: true,
}

/** Clients may add parameters of their own (RFC 6749 §3.1). */
const Fields = Type.Object({})

/**
 * Where the link of an app leads: what it asks for, and who says yes to it. Nobody is signed in here, as
 * pages read no cookie, so whoever allows says who they are in the same form; who refuses need not.
 */
export const makeAuthorizeRoutes = (tenants: TenantCache) => [
  route({
    ...shared,
    method: 'GET',
    name: 'pages.show_authorize',
    summary: 'Connect an app: the question',
    query: Fields,
    handle: (ctx, { query }, reply) => answer(ctx, reply, query, (given) => ask(given)),
  }),
  route({
    ...shared,
    method: 'POST',
    name: 'pages.authorize',
    summary: 'Connect an app',
    consumes: ['application/x-www-form-urlencoded'],
    body: Fields,
    handle: (ctx, { body }, reply) =>
      answer(ctx, reply, body, (given) =>
        given.typed.decision === 'deny' ? refuse(given) : allow(given, tenants),
      ),
  }),
]

/** The longest of each; a longer one counts as none. */
const ofLink = {
  response_type: 32,
  client_id: 128,
  redirect_uri: 2048,
  scope: 2048,
  state: 2048,
  code_challenge: 128,
  code_challenge_method: 16,
} as const

const ofForm = { decision: 16, identifier: 254, password: 1024, mfa_token: 200, code: 64 } as const

type Texts<F> = { readonly [name in keyof F]: string }

const readAll = <F extends Record<string, number>>(longest: F, sent: object): Texts<F> =>
  Object.fromEntries(
    Object.entries(longest).map(([name, most]) => {
      const value = (sent as Record<string, unknown>)[name]
      return [name, typeof value === 'string' && value.length <= most ? value : '']
    }),
  ) as Texts<F>

interface Given {
  ctx: Ctx
  voice: Voice
  link: Texts<typeof ofLink>
  typed: Texts<typeof ofForm>
  app: Awaited<ReturnType<typeof marketplaceTokens.mustBeLinked>>
  scopes: string[]
}

type Answer = Page | { location: string }

async function answer(
  ctx: Ctx,
  reply: Reply,
  sent: object,
  make: (given: Given) => Promise<Answer>,
): Promise<string> {
  const voice = voiceOf(ctx.origin.language, ctx.instance.brand)
  try {
    const link = readAll(ofLink, sent)
    const typed = readAll(ofForm, sent)
    const read = await readLink(ctx, link, sent)
    const made = read
      ? await make({ ctx, voice, link, typed, ...read })
      : failure(voice.texts.authorize.dead, 400)
    return write(reply, voice, made)
  } catch (thrown) {
    throw keepLanguage(asAppError(thrown), ctx.origin.language)
  }
}

function write(reply: Reply, voice: Voice, made: Answer): string {
  // 303: what was typed goes nowhere else (RFC 9700 §4.12).
  reply.status('location' in made ? 303 : (made.status ?? 200))
  if ('location' in made) {
    reply.header('location', made.location)
    return ''
  }
  const headers = pageHeaders(voice.language, made.mayLeadTo)
  for (const [name, value] of Object.entries(headers)) reply.header(name, value)
  return writePage(voice, made)
}

/** What a link asks for; undefined where it asks for nothing that could be given. */
async function readLink(
  ctx: Ctx,
  link: Given['link'],
  sent: object,
): Promise<Pick<Given, 'app' | 'scopes'> | undefined> {
  // Twice, or too long: readers would disagree about what was asked.
  const isRead = Object.entries(link).every(
    ([name, value]) => value === ((sent as Record<string, unknown>)[name] ?? ''),
  )
  if (!isRead || (link.response_type !== '' && link.response_type !== 'code')) return undefined
  try {
    const app = await marketplaceTokens.mustBeLinked(ctx, link)
    marketplaceTokens.mustProveKey(app, proofOf(link))
    const named = link.scope.split(/[ ,]+/).filter((scope) => scope !== '')
    const scopes = named.length > 0 ? [...new Set(named)] : app.requested_scopes
    const isAsked = scopes.length > 0 && scopes.every((one) => app.requested_scopes.includes(one))
    return isAsked ? { app, scopes } : undefined
  } catch (error) {
    if (error instanceof AppError && error.status < 429) return undefined
    throw error
  }
}

const proofOf = ({ code_challenge, code_challenge_method }: Given['link']) => ({
  ...(code_challenge === '' ? {} : { code_challenge }),
  ...(code_challenge_method === '' ? {} : { code_challenge_method }),
})

/** The question; again where the answer was wrong. */
async function ask({ voice, link, app, scopes }: Given, wrong?: string): Promise<Page> {
  const { authorize: texts } = voice.texts
  const fields = html`<p>${texts.signIn}</p>
${field({
  name: 'identifier',
  label: texts.identifier,
  attributes: html`type="text" autocomplete="username" maxlength="254"`,
})}
${field({
  name: 'password',
  label: texts.password,
  fault: wrong,
  attributes: html`type="password" autocomplete="current-password" maxlength="1024"`,
})}`
  const list = html`<ul>${scopes.map((scope) => html`<li>${scopeOf(texts, scope)}</li>`)}</ul>`
  const lead = html`<p>${texts.lead(app.name, voice.brand)}</p>${list}`
  return decision(voice, link, html`${lead}${formOf(voice, link, fields)}`, wrong)
}

/** What it allows, in words, with its name beside them; a scope nobody wrote words for is its name. */
function scopeOf(
  { scopes: { things, ...verbs } }: Voice['texts']['authorize'],
  scope: string,
): Html {
  const name = html`<code>${scope}</code>`
  const [verb = '', ...rest] = scope.split('_')
  const resource = rest.join('_')
  if (!isOne(verbs, verb) || !isOne(things, resource)) return name
  return html`${verbs[verb](things[resource])} ${name}`
}

const isOne = <T extends object>(known: T, name: PropertyKey): name is keyof T =>
  Object.hasOwn(known, name)

const decision = (
  { texts: { authorize } }: Voice,
  { redirect_uri }: Given['link'],
  body: Html,
  wrong?: string,
): Page => ({
  title: authorize.title,
  body: html`<h1>${authorize.title}</h1>${body}`,
  status: wrong === undefined ? 200 : 400,
  // Both buttons lead back to the app.
  mayLeadTo: new URL(redirect_uri).origin,
})

/** What the link said goes along; who refuses need not fill in anything. */
function formOf({ texts: { authorize } }: Voice, link: Given['link'], fields: Html): Html {
  const hidden = Object.entries(link)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)
  return html`<form method="post" action="authorize">
${hidden}${fields}
<button type="submit" name="decision" value="allow">${authorize.allow}</button>
<button type="submit" name="decision" value="deny" class="plain" formnovalidate>${authorize.deny}</button>
</form>`
}

function askCode({ voice, link }: Given, mfaToken: string, wrong?: string): Page {
  const { authorize: texts } = voice.texts
  const fields = html`<input type="hidden" name="mfa_token" value="${mfaToken}">
${field({
  name: 'code',
  label: texts.code,
  fault: wrong,
  attributes: html`type="text" inputmode="numeric" autocomplete="one-time-code" maxlength="64"`,
})}`
  return decision(voice, link, formOf(voice, link, fields), wrong)
}

const refuse = async ({ ctx, link }: Given): Promise<Answer> => ({
  location: await marketplaceTokens.refuse(ctx, askedOf(link)),
})

const askedOf = ({ client_id, redirect_uri, state }: Given['link']) => ({
  client_id,
  redirect_uri,
  ...(state === '' ? {} : { state }),
})

async function allow(given: Given, tenants: TenantCache): Promise<Answer> {
  const { ctx, link, typed, scopes, voice } = given
  try {
    const { user, id } = await signIn(ctx, typed)
    // Who signed in did so for this one answer.
    await sessions.endOne(ctx, id)
    const wanted = { ...askedOf(link), ...proofOf(link), scopes }
    return { location: await marketplaceTokens.grantAs(ctx, tenants, user.id, wanted) }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const page = await pageOf(given, error)
    if (page) return page
    if (error.code === 'insufficient_role') {
      return failure(
        { title: voice.texts.authorize.title, text: voice.texts.authorize.notYours },
        403,
      )
    }
    if (error.code === 'client_not_found') return failure(voice.texts.authorize.dead, 404)
    throw error
  }
}

const signIn = (ctx: Ctx, typed: Given['typed']): Promise<identity.SignedIn> =>
  typed.mfa_token === ''
    ? identity.signInWithPassword(ctx, typed)
    : identity.verifyFactor(ctx, { mfaToken: typed.mfa_token, code: typed.code })

/** What to ask next, when signing in was not all right. */
async function pageOf(given: Given, error: AppError): Promise<Page | undefined> {
  const { voice, typed } = given
  const { authorize, verify, forgot } = voice.texts
  if (error.code === 'invalid_credentials') return ask(given, authorize.wrong)
  if (error.code === 'mfa_required') return askCode(given, String(error.details?.mfa_token))
  if (error.code === 'invalid_mfa') return askCode(given, typed.mfa_token, authorize.wrongCode)
  if (error.code !== 'email_not_verified') return undefined
  return failure({ title: verify.title, text: forgot.done.text }, 403)
}
