import type { Ctx } from '../../engines/context.ts'
import { asAppError, type Reply, type Route, routesFor } from '../../kernel/route.ts'
import { Type } from '../../kernel/schema.ts'
import { keepLanguage } from './errors.ts'
import { type Voice, voiceOf } from './languages.ts'
import { type Page, pageHeaders, writePage } from './layout.ts'

/** What a page was given. Whatever is missing or no plain text is ''. */
export interface Given {
  ctx: Ctx
  voice: Voice
  token: string
  email: string
  password: string
}

/** A page, or where the browser goes on. */
type Answer = (given: Given) => Page | Onward | Promise<Page | Onward>

interface Onward {
  location: string
}

interface Definition {
  path: string
  name: string
  summary: string
  /** Shows. Changes nothing: mail scanners open every link. */
  get: Answer
  /** Acts. */
  post: Answer
}

const route = routesFor<Ctx, 'public'>()

/** Any fields: mail programs and campaign tools add their own to links. */
const Fields = Type.Object({
  token: Type.Optional(Type.Unknown()),
  email: Type.Optional(Type.Unknown()),
  new_password: Type.Optional(Type.Unknown()),
})

/** The two routes of a page. */
export function page({ path, name, summary, get, post }: Definition): Route<Ctx, 'public'>[] {
  const shared = {
    path,
    access: 'public' as const,
    query: Fields,
    returns: Type.String(),
    produces: 'text/html; charset=utf-8',
    hidden: true,
  }
  return [
    route({
      ...shared,
      method: 'GET',
      name: `pages.show_${name}`,
      summary: `${summary}: the form`,
      handle: (ctx, { query }, reply) => answer(get, ctx, query, reply),
    }),
    route({
      ...shared,
      method: 'POST',
      name: `pages.${name}`,
      summary,
      consumes: ['application/x-www-form-urlencoded'],
      body: Fields,
      handle: (ctx, { body }, reply) => answer(post, ctx, body, reply),
    }),
  ]
}

async function answer(
  make: Answer,
  ctx: Ctx,
  fields: { token?: unknown; email?: unknown; new_password?: unknown },
  reply: Reply,
): Promise<string> {
  try {
    const voice = voiceOf(ctx.origin.language, ctx.instance.brand)
    const made = await make({
      ctx,
      voice,
      token: textOf(fields.token, 200),
      email: textOf(fields.email, 512),
      password: textOf(fields.new_password),
    })
    if ('location' in made) return goOn(reply, made.location)
    if (made.status !== undefined) reply.status(made.status)
    for (const [header, value] of Object.entries(pageHeaders(voice.language, made.mayLeadTo))) {
      reply.header(header, value)
    }
    return writePage(voice, made)
  } catch (thrown) {
    throw keepLanguage(asAppError(thrown), ctx.origin.language)
  }
}

/** 303: the browser fetches, whatever it sent (RFC 9110 §15.4.4). */
function goOn(reply: Reply, location: string): string {
  reply.status(303)
  reply.header('location', location)
  return ''
}

const textOf = (value: unknown, longest = Number.POSITIVE_INFINITY): string =>
  typeof value === 'string' && value.length <= longest ? value : ''
