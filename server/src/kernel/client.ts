import type { ServerResponse } from 'node:http'

/** Whoever waits for what comes of a call. */
export interface Client {
  readonly isGone: boolean
  /** Aborts when they go: dearer than to look at `isGone` now and then. */
  readonly signal: AbortSignal
}

/** Where a request holds its answer. (A weak map of them costs every collection of garbage.) */
const answerOf = Symbol('answer')

interface Answered {
  [answerOf]?: ServerResponse
}

export const noteAnswer = (request: object, answer: ServerResponse): void => {
  const answered: Answered = request
  answered[answerOf] = answer
}

/** Who sent a request, until they have their whole answer. */
export const clientOf = (request: object): Client => new Requester(request)

/**
 * (A signal of the request itself does not tell: for Node a request is over as soon as its body has
 * been read.)
 */
class Requester implements Client {
  readonly #request: Answered
  #signal: AbortSignal | undefined

  constructor(request: Answered) {
    this.#request = request
  }

  get isGone(): boolean {
    const { [answerOf]: answer } = this.#request
    return answer?.destroyed === true && !answer.writableFinished
  }

  get signal(): AbortSignal {
    this.#signal ??= this.#makeSignal()
    return this.#signal
  }

  #makeSignal(): AbortSignal {
    const controller = new AbortController()
    const look = () => {
      if (this.isGone) controller.abort()
    }
    this.#request[answerOf]?.once('close', look)
    look()
    return controller.signal
  }
}

/** Work that nobody asked for over a connection: it is wanted until the signal aborts. */
export const clientUntil = (signal: AbortSignal): Client => ({
  signal,
  get isGone() {
    return signal.aborted
  },
})

/** Work that is wanted whatever happens. */
export const noClient = clientUntil(new AbortController().signal)
