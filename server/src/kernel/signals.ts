import type { ServerResponse } from 'node:http'

/** The answer to each request that is being worked on. */
const answers = new WeakMap<object, ServerResponse>()

export const noteAnswer = (request: object, answer: ServerResponse): void => {
  answers.set(request, answer)
}

/**
 * Aborts when the client goes away before it has its whole answer. (A signal of the request itself
 * does not tell: for Node a request is over as soon as its body has been read.)
 */
export function signalOf(request: object): AbortSignal {
  const controller = new AbortController()
  const answer = answers.get(request)
  const look = () => {
    if (answer?.destroyed && !answer.writableFinished) controller.abort()
  }
  answer?.once('close', look)
  look()
  return controller.signal
}
