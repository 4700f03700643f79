import { type IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** The connection of a request that asks for a WebSocket, and what came behind its head. */
export interface Upgrade {
  socket: Socket
  head: Buffer
}

const upgrades = new WeakMap<IncomingMessage, Upgrade & { response: ServerResponse }>()

/** Hands the connection over, once: no answer of HTTP goes that way any more. */
export function takeUpgrade(request: IncomingMessage): Upgrade | undefined {
  const found = upgrades.get(request)
  if (!found) return undefined
  upgrades.delete(request)
  found.response.detachSocket(found.socket)
  return found
}

export const isWebSocket = ({ headers, method }: IncomingMessage): boolean =>
  method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket'

/**
 * An upgrade request is a request: it goes the way of all others, through the same admission and with
 * the same refusals. Only a handler that wants to takes its connection over.
 */
export function serveUpgrades(http: FastifyInstance): void {
  http.server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const response = new ServerResponse(request)
    upgrades.set(request, { socket, head, response })
    response.shouldKeepAlive = false
    response.assignSocket(socket)
    response.on('finish', () => socket.end())
    socket.on('error', () => socket.destroy())
    http.routing(request, response)
  })
}
