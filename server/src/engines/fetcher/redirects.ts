import type { Answer } from './answer.ts'
import { refused } from './failures.ts'
import type { Message } from './message.ts'

const redirectStatuses = [301, 302, 303, 307, 308]

/** What may travel to another origin: nothing that says who we are or lets anybody in. */
const harmless = ['accept', 'accept-language', 'user-agent']

/** The URL an answer points at. Undefined: it is no redirect. @throws unavailable `outgoing_refused` */
export function redirectOf(answer: Answer, from: URL): URL | undefined {
  const location = answer.headers.location
  if (location === undefined || !redirectStatuses.includes(answer.status)) return undefined
  const to = URL.parse(location, from.href)
  if (!to) throw refused('The other server redirects to what is not a URL.')
  if (from.protocol === 'https:' && to.protocol !== 'https:') {
    throw refused('The other server redirects from https to something else.')
  }
  return to
}

/** The same request for the next hop (Fetch standard, "HTTP-redirect fetch"). */
export function redirected(message: Message, status: number, from: URL, to: URL): Message {
  const next = dropsBody(message, status) ? withoutBody(message) : message
  if (from.origin === to.origin) return next
  // A body may be as secret as a header: a client secret, a signed event.
  if (next.body !== undefined) throw refused('The other server redirects a body to another origin.')
  return { ...next, headers: keep(next.headers, (name) => harmless.includes(name)) }
}

function dropsBody({ method }: Message, status: number): boolean {
  if (status === 303) return method !== 'GET' && method !== 'HEAD'
  return method === 'POST' && (status === 301 || status === 302)
}

function withoutBody(message: Message): Message {
  const headers = keep(message.headers, (name) => !name.startsWith('content-'))
  return { method: 'GET', headers, body: undefined }
}

function keep(headers: Record<string, string>, wanted: (name: string) => boolean) {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => wanted(name)))
}
