import type { ServerResponse } from 'node:http'

/** Where a request holds its answer. (A weak map of them costs every collection of garbage.) */
const answerOf = Symbol('answer')

interface Answered {
  [answerOf]?: ServerResponse
}

export const noteAnswer = (request: object, answer: ServerResponse): void => {
  const answered: Answered = request
  answered[answerOf] = answer
}

/**
 * Aborts when the client goes away before it has its whole answer. (A signal of the request itself
 * does not tell: for Node a request is over as soon as its body has been read.)
 */
export function signalOf(request: object): AbortSignal {
  const controller = new AbortController()
  const { [answerOf]: answer }: Answered = request
  const look = () => {
    if (answer?.destroyed && !answer.writableFinished) controller.abort()
  }
  answer?.once('close', look)
  look()
  return controller.signal
}
