import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net'
import type { TestContext } from 'node:test'

/** A web server of a test on one address of this machine. Counts every connection, spoken on or not. */
export interface Canary {
  origin: string
  port: number
  connections(): number
}

/** @param host 127.0.0.1 unless told; another loopback address for a second server on one port. */
export async function startCanary(
  t: TestContext,
  answer: RequestListener = (_request, response) => response.end('ok'),
  { host = '127.0.0.1', port = 0 } = {},
): Promise<Canary> {
  const server = createServer(answer)
  let count = 0
  server.on('connection', () => {
    count += 1
  })
  server.listen(port, host)
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const bound = (server.address() as AddressInfo).port
  return { origin: `http://${host}:${bound}`, port: bound, connections: () => count }
}

/** A server that speaks what it likes: for answers no HTTP library would give. */
export async function startRawServer(t: TestContext, talk: (socket: Socket) => void) {
  const sockets = new Set<Socket>()
  const server = createSocketServer((socket) => {
    sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)))
    talk(socket)
    // Unread bytes would hide that the other side has gone.
    socket.resume()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { port, origin: `http://127.0.0.1:${port}`, open: () => sockets.size }
}

/** A port of 127.0.0.1 where nobody listens. */
export async function closedPort(): Promise<number> {
  const server = createSocketServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}
