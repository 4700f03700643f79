import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** One thing the server can do, and how the tour shows it. */
export interface Stop {
  title: string
  visit(guide: Guide): Promise<void>
}

interface Request {
  body?: unknown
  headers?: Record<string, string>
  /** The status that proves it; default 200. */
  expect?: number
}

/** Answers are shown cut to this, so that a step stays a line or two. */
const longestAnswer = 240

export class Guide {
  readonly url: string
  /** What one stop leaves for the next: tokens, keys, ids. */
  readonly bag: Record<string, string> = {}
  readonly #outbox: string
  readonly #say: (text: string) => void
  readonly #read = new Set<string>()

  constructor(url: string, outbox: string, say: (text: string) => void) {
    this.url = url
    this.#outbox = outbox
    this.#say = say
  }

  async visit(stop: Stop): Promise<void> {
    this.#say(`■ ${stop.title}`)
    await stop.visit(this)
  }

  note(text: string): void {
    this.#say(`    ${text}`)
  }

  take(name: string): string {
    const value = this.bag[name]
    if (value === undefined) throw new Error(`the tour has no ${name} yet`)
    return value
  }

  /** Sends a request, prints it with its answer, and insists on the status. */
  // biome-ignore lint/suspicious/noExplicitAny: answers have every shape
  async call(method: string, path: string, request: Request = {}): Promise<any> {
    const { body, headers = {}, expect = 200 } = request
    const answer = await fetch(this.url + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    this.note(`${method} ${path}${body === undefined ? '' : ` ${JSON.stringify(body)}`}`)
    this.note(`${answer.status} ${shorten(text)}`)
    if (answer.status !== expect) throw new Error(`${method} ${path}: expected ${expect}`)
    return answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text
  }

  /** The next mail to an address: its subject, code and links. */
  async mail(to: string): Promise<{ subject: string; code: string; links: string[] }> {
    for (let i = 0; i < 500; i++) {
      for (const file of (await readdir(this.#outbox).catch(() => [])).sort()) {
        if (!file.endsWith('.eml') || this.#read.has(file)) continue
        const text = await readFile(join(this.#outbox, file), 'utf8')
        if (!text.includes(`\nTo: ${to}`)) continue
        this.#read.add(file)
        return this.#open(to, text)
      }
      await sleep(10)
    }
    throw new Error(`no mail to ${to}`)
  }

  #open(to: string, text: string): { subject: string; code: string; links: string[] } {
    const subject = /^Subject: (.*)$/m.exec(text)?.[1]?.trim() ?? ''
    this.note(`mail to ${to}: “${subject}”`)
    return {
      subject,
      code: /\b\d{6}\b/.exec(subject)?.[0] ?? '',
      links: text.match(/https?:\/\/\S+/g) ?? [],
    }
  }
}

const shorten = (text: string): string =>
  text.length > longestAnswer ? `${text.slice(0, longestAnswer)}…` : text
