import { WebSocketServer } from 'ws'

/** A bare `ws` server: what one says all are sent, in a loop. */
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
server.on('connection', (socket) => {
  socket.on('message', (data: Buffer) => {
    const { event, payload } = JSON.parse(data.toString('utf8'))
    const message = {
      type: 'broadcast',
      channel: 'bench',
      payload: { broadcast: { event, payload } },
    }
    const frame = Buffer.from(JSON.stringify(message))
    for (const client of server.clients) client.send(frame, { binary: false })
  })
})
for (const end of ['disconnect', 'SIGTERM']) process.on(end, () => process.exit(0))
server.on('listening', () => process.send?.((server.address() as { port: number }).port))
