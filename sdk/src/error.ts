/** What every failed call throws, whichever surface of the server answered. */
export class FlumenError extends Error {
  override readonly name = 'FlumenError'
  /** The status of the answer; 0 where there was none. */
  readonly status: number
  /** To branch on, as the surface spells it: `RLS_REQUIRED`, `mfa_required`, `session_revoked`. */
  readonly code: string
  /** What is wrong with which field, a hint, or whatever else the surface says. */
  readonly details: unknown
  /** Finds the request in the server's log. */
  readonly requestId: string | undefined
  /** Seconds after which it is worth trying again (`Retry-After`). */
  readonly retryAfter: number | undefined

  constructor(
    message: string,
    fields: Partial<Pick<FlumenError, 'status' | 'code' | 'details' | 'requestId' | 'retryAfter'>>,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.status = fields.status ?? 0
    this.code = fields.code ?? 'unknown'
    this.details = fields.details
    this.requestId = fields.requestId
    this.retryAfter = fields.retryAfter
  }

  /** Whether the same request may succeed later: nobody answered, or the server could not now. */
  get isTemporary(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }
}

/** The failure that an answer means. Reads its body. */
export async function errorOf(response: Response): Promise<FlumenError> {
  const text = await response.text().catch(() => '')
  return errorOfText(response.status, response.headers, text)
}

/** The same of an answer whose body was read already. */
export function errorOfText(
  status: number,
  headers: Pick<Headers, 'get'>,
  text: string,
): FlumenError {
  const body = parse(text)
  const { message, code, details } = read(body)
  const retryAfter = Number(headers.get('retry-after') ?? Number.NaN)
  return new FlumenError(message ?? `The server answered ${status}`, {
    status,
    code: code ?? `http_${status}`,
    details,
    requestId: textOf(body.request_id) ?? headers.get('x-request-id') ?? undefined,
    ...(Number.isFinite(retryAfter) ? { retryAfter } : {}),
  })
}

/** Nobody answered: no network, no such host, refused by the browser. */
export const unreachable = (cause: unknown): FlumenError =>
  new FlumenError('The server cannot be reached', { code: 'unreachable' }, { cause })

interface Told {
  message?: string | undefined
  code?: string | undefined
  details?: unknown
}

type Body = Record<string, unknown>

/** Five surfaces, four shapes. */
function read(body: Body): Told {
  if (isBody(body.error)) return readRegistry(body.error)
  if (body.error_description !== undefined) {
    return { message: textOf(body.error_description), code: textOf(body.error) }
  }
  if (body.detail !== undefined) return readDetail(body)
  if (typeof body.code === 'number') {
    return { message: wordsOf(body), code: textOf(body.message), details: body.data }
  }
  return readPlatform(body)
}

/** `{error, code, request_id, details?, hint?}` */
function readPlatform({ error, code, details, hint }: Body): Told {
  const told = isBody(details) || details === undefined ? details : { faults: details }
  return {
    message: textOf(error),
    code: textOf(code),
    details: hint === undefined ? details : { ...told, hint },
  }
}

/** `{error: {type, code, message, param}}` */
function readRegistry({ message, code, ...details }: Body): Told {
  return { message: textOf(message), code: textOf(code), details }
}

/** `{detail}`: a text, a list of faults, or an object with a code. */
function readDetail({ detail, ...rest }: Body): Told {
  if (isBody(detail)) return readRegistry(detail)
  if (Array.isArray(detail)) {
    const faults = detail.filter(isBody)
    const text = faults.map(({ msg, loc }) => `${[loc].flat().at(-1)}: ${msg}`).join('; ')
    return { message: text, code: 'validation_failed', details: detail }
  }
  return { message: textOf(detail), details: rest }
}

/** Provisioning says what is wrong with each field in `data`. */
function wordsOf({ message, data }: Body): string | undefined {
  const fields = isBody(data) ? Object.entries(data).filter(([, fault]) => isBody(fault)) : []
  const told = fields.map(([field, fault]) => `${field}: ${(fault as Body).message}`)
  return told.length > 0 ? told.join('; ') : textOf(message)
}

function parse(text: string): Body {
  try {
    const body: unknown = JSON.parse(text)
    return isBody(body) ? body : {}
  } catch {
    return {}
  }
}

const isBody = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined
