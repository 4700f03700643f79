import type { Ctx } from '../../../engines/context.ts'
import type { Answer } from '../../../engines/fetcher/index.ts'
import { type AppError, unavailable } from '../../../kernel/errors.ts'

/** For all calls of one use together: the person who signs in is waiting. */
const budgetMs = 8_000

/** The way to one provider for one use, with the time that is left. */
export interface Line {
  ctx: Ctx
  backend: 'firebase' | 'supabase'
  deadline: number
  signal: AbortSignal | undefined
}

export function openLine(ctx: Ctx, backend: Line['backend'], timeoutMs = budgetMs): Line {
  return { ctx, backend, deadline: performance.now() + timeoutMs, signal: ctx.signal }
}

export interface Call {
  method: string
  url: string
  headers?: Record<string, string>
  /** An object is sent as JSON. */
  body?: object | URLSearchParams
}

/**
 * One exchange, not repeated.
 * @returns the answer, also one of 3xx or 4xx
 * @throws unavailable `backend_unavailable`: no answer in time, 429 or 5xx
 */
export async function send(line: Line, call: Call): Promise<Answer> {
  const answer = await exchange(line, call)
  if (answer.status !== 429 && answer.status < 500) return answer
  throw unreachable(new Error(`${line.backend} answered ${describe(answer)}`), answer)
}

/** @throws unavailable as `send`, and `backend_refused` unless the answer is a 2xx */
export async function mustSend(line: Line, call: Call): Promise<Answer> {
  return mustAccept(line, await send(line, call))
}

/** @throws unavailable `backend_refused` unless the answer is a 2xx */
export function mustAccept(line: Line, answer: Answer): Answer {
  if (answer.status >= 200 && answer.status < 300) return answer
  const facts = { backend: line.backend, status: answer.status, reason: reasonOf(answer) }
  line.ctx.log.warn(facts, 'the backend of an app refuses what it is sent')
  const message = 'The backend of this app refuses its settings.'
  throw unavailable('backend_refused', message, {
    cause: new Error(`${line.backend} answered ${describe(answer)}`),
  })
}

async function exchange(line: Line, call: Call): Promise<Answer> {
  const timeoutMs = Math.ceil(line.deadline - performance.now())
  if (timeoutMs <= 0) throw unreachable(new Error(`${line.backend} used up its time`))
  try {
    return await fetcherOf(line).fetch(call.url, { ...outgoing(call), ...until(line, timeoutMs) })
  } catch (cause) {
    throw unreachable(cause)
  }
}

/** An address of Firebase that the operator set is theirs to choose; all else is a stranger's. */
const fetcherOf = ({ ctx, backend }: Line) =>
  backend === 'firebase' && ctx.instance.firebaseUrl ? ctx.operatorFetcher : ctx.fetcher

const until = ({ signal }: Line, timeoutMs: number) =>
  signal ? { timeoutMs, signal } : { timeoutMs }

function outgoing({ method, headers, body }: Call) {
  const common = { method, headers: { accept: 'application/json', ...headers } }
  if (body === undefined) return common
  const isForm = body instanceof URLSearchParams
  const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json'
  const text = isForm ? `${body}` : JSON.stringify(body)
  return { method, headers: { ...common.headers, 'content-type': type }, body: text }
}

/** Also for an answer that makes no sense. */
export function unreachable(cause: unknown, answer?: Answer): AppError {
  const seconds = Number(answer?.headers['retry-after'])
  const message = 'The backend of this app cannot be reached right now.'
  const extra = seconds > 0 && seconds <= 3_600 ? { retryAfter: Math.ceil(seconds) } : {}
  return unavailable('backend_unavailable', message, { cause, ...extra })
}

/** @throws unavailable `backend_unavailable` when the body is not a JSON object */
export function readAnswer(line: Line, answer: Answer): Record<string, unknown> {
  const body = parse(answer)
  if (body) return body
  throw unreachable(new Error(`${line.backend} answered ${answer.status} without a JSON object`))
}

function parse(answer: Answer): Record<string, unknown> | undefined {
  try {
    const body = answer.json()
    return typeof body === 'object' && body !== null ? { ...body } : undefined
  } catch {
    return undefined
  }
}

/**
 * The provider's own word for what is wrong: `EMAIL_EXISTS`, `invalid_grant`, `PGRST205`; `''`
 * without one. Only words, never sentences: those may hold addresses and keys.
 */
export function reasonOf(answer: Answer): string {
  const { error_code, error, code } = parse(answer) ?? {}
  const google = typeof error === 'object' && error !== null ? { ...error } : {}
  const { message, status } = google as Record<string, unknown>
  const words = [error_code, message, status, error, code].map(firstWord)
  return words.find((word) => word !== '') ?? ''
}

/** `INVALID_PHONE_NUMBER : TOO_SHORT` counts as its first word, a sentence does not. */
const firstWord = (value: unknown): string =>
  typeof value === 'string' ? (/^[A-Za-z0-9_]{2,64}(?= :|$)/.exec(value)?.[0] ?? '') : ''

const describe = (answer: Answer): string => `${answer.status} ${reasonOf(answer)}`.trim()
