import type { Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/**
 * A socket on which nothing moves for `server.timeout` is closed; not while it is us who are waited
 * for, as by a long statement: what we do has limits of its own.
 */
export function closeIdle(server: Server): void {
  const answers = new WeakMap<Socket, ServerResponse>()
  server.on('request', ({ socket }, response) => answers.set(socket, response))
  server.on('timeout', (socket) => {
    const answer = answers.get(socket)
    const isOurTurn = answer?.req.complete === true && !answer.headersSent
    if (isOurTurn) socket.setTimeout(server.timeout)
    else socket.destroy()
  })
}
