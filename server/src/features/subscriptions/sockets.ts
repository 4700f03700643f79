import { WebSocketServer } from 'ws'
import type { Realtime, Upgrade } from '../realtime/index.ts'
import { limitsOf, maxMessageBytes, SocketWire } from '../realtime/index.ts'
import { codes, TransportDialect } from './transport.ts'

const protocol = 'graphql-transport-ws'

/** WebSockets that speak GraphQL. They count among those of realtime, and end as those do. */
export class Sockets {
  readonly #hub: Realtime
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: (offered) => (offered.has(protocol) ? protocol : false),
  })

  constructor(hub: Realtime) {
    this.#hub = hub
  }

  async accept({ request, socket, head, ...arrival }: Upgrade): Promise<void> {
    const limits = await limitsOf(arrival.ctx)
    this.#server.handleUpgrade(request, socket, head, (ws) => {
      const wire = new SocketWire(ws, socket)
      if (ws.protocol !== protocol) {
        wire.close(codes.notAcceptable, 'Subprotocol not acceptable')
        return
      }
      const dialect = new TransportDialect(this.#hub)
      const connection = this.#hub.connect(arrival, limits, wire, dialect)
      dialect.expect(connection)
      ws.on('message', (data: Buffer, isBinary: boolean) =>
        this.#hub.hear(connection, data, isBinary),
      )
    })
  }
}
