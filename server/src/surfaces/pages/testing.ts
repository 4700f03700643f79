import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type { Answer, TestServer } from '../../../test/kit.ts'
import { newPerson, type Person } from '../../../test/people.ts'

export const pages = ['verify-email', 'reset-password', 'verify', 'not-me'] as const
export type PageName = (typeof pages)[number]

export interface Links {
  code: string
  action: string
  notMe: string
}

/** A person at these pages, with the mails and a browser. */
export function visitor(server: TestServer) {
  /** Opens a page by its link. */
  const open = (page: PageName, token?: string, headers: Record<string, string> = {}) =>
    server.call({
      url: `/auth/${page}${token === undefined ? '' : `?token=${encodeURIComponent(token)}`}`,
      headers,
    })

  /** Sends a form as a browser does: its hidden fields and what was typed. */
  const submit = (
    page: PageName,
    fields: Record<string, string>,
    more: { headers?: Record<string, string>; from?: string } = {},
  ) =>
    server.call({
      url: `/auth/${page}`,
      raw: new URLSearchParams(fields).toString(),
      ...more,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...more.headers },
    })

  /** The tokens of the next mail to an address, taken from its links. */
  async function linksOf(email: string, page: PageName): Promise<Links> {
    const mail = await server.inbox.next(email)
    const links = mail.links.map((link) => new URL(link))
    const token = (name: string) =>
      links.find(({ pathname }) => pathname === `/auth/${name}`)?.searchParams.get('token') ?? ''
    const found = { code: mail.code, action: token(page), notMe: token('not-me') }
    assert.ok(found.action && found.notMe, mail.text)
    return found
  }

  async function signUp(changes: Partial<Person> = {}): Promise<Links & { person: Person }> {
    const person = newPerson(changes)
    const answer = await server.call({ url: '/v1/auth/register', body: person })
    assert.equal(answer.status, 200, answer.text)
    return { person, ...(await linksOf(person.email, 'verify-email')) }
  }

  async function askReset({ email }: Person): Promise<Links> {
    const answer = await submit('reset-password', { email })
    assert.equal(answer.status, 200, answer.text)
    return linksOf(email, 'reset-password')
  }

  const signIn = ({ username, password }: Person) =>
    server.call({ url: '/v1/auth/login', body: { username, password } })

  const verifyByCode = ({ email }: Person, code: string) =>
    server.call({ url: '/v1/auth/verify-email', body: { email, code } })

  return { open, submit, linksOf, signUp, askReset, signIn, verifyByCode }
}

/** Every answer of this surface is a complete, closed, uncached page; whatever happened. */
export function mustBePage(answer: Answer): void {
  const { headers, text } = answer
  assert.equal(headers['content-type'], 'text/html; charset=utf-8')
  assert.equal(headers['referrer-policy'], 'no-referrer')
  assert.equal(headers['cache-control'], 'no-store')
  assert.equal(headers['x-frame-options'], 'DENY')
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.equal(headers['set-cookie'], undefined)
  const style = /<style>(.*?)<\/style>/s.exec(text)?.[1] ?? ''
  const hash = createHash('sha256').update(style).digest('base64')
  assert.equal(
    headers['content-security-policy'],
    `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  )
  assert.match(text, /^<!doctype html>\n<html lang="[\w-]+" dir="(ltr|rtl)">/)
  assert.match(text, /<meta name="robots" content="noindex">/)
  assert.equal(text.match(/<h1>/g)?.length, 1)
  assert.doesNotMatch(text, /<script|<link|<img| style="| on\w+="|https?:/i)
}

/** A page must be understood when read aloud: every input has its label, every id it names is there. */
export function mustBeLabelled({ text }: Answer): void {
  const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  assert.equal(new Set(ids).size, ids.length)
  for (const [input] of text.matchAll(/<input id=[^>]*>/g)) {
    const id = / id="([^"]+)"/.exec(input)?.[1]
    assert.ok(text.includes(`<label for="${id}">`), input)
    for (const about of / aria-describedby="([^"]+)"/.exec(input)?.[1]?.split(' ') ?? []) {
      assert.ok(ids.includes(about), input)
    }
  }
}
