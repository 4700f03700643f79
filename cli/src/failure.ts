/** What scripts may build on: documented in docs/cli.md. */
export const exitCodes = {
  failed: 1,
  usage: 2,
  not_signed_in: 3,
  refused: 4,
  not_found: 5,
  unreachable: 6,
  findings: 7,
} as const

export type Kind = keyof typeof exitCodes

/** A failure that the person at the terminal can do something about: one line, and what to do. */
export class Failure extends Error {
  readonly kind: Kind
  readonly code: string
  readonly advice: string | undefined

  constructor(kind: Kind, message: string, advice?: string, code: string = kind) {
    super(message)
    this.kind = kind
    this.code = code
    this.advice = advice
  }
}

/** What a failed call of the server means to a script. */
export function kindOfStatus(status: number): Kind {
  if (status === 401) return 'not_signed_in'
  if (status === 404 || status === 410) return 'not_found'
  if (status === 0 || status === 429 || status === 502 || status === 503 || status === 504) {
    return 'unreachable'
  }
  return status >= 400 && status < 500 ? 'refused' : 'failed'
}

/** Without a full stop at its end: the advice follows. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.replace(/\.$/, '')
}
