import { WebSocket } from 'ws'

/**
 * Clients of a WebSocket server, in a process of their own. Told how many and what each says first;
 * counts what they are sent, and how old it was.
 */
interface Order {
  open?: { url: string; count: number; greet: string[] }
  /** Answer when so many messages have come in all. */
  expect?: number
  /** Say this many times on the first socket. */
  say?: { text: string; times: number }
}

let sockets: WebSocket[] = []
let received = 0
let expected = Number.POSITIVE_INFINITY
let ages: number[] = []
const sent = /"sent":\s*([\d.]+)/

function count(data: Buffer): void {
  const text = data.toString('latin1')
  if (!text.startsWith('{"type":"postgres_changes"') && !text.includes('"type":"broadcast"')) return
  received++
  const at = sent.exec(text)?.[1]
  if (at !== undefined) ages.push(Date.now() - Number(at))
  if (received >= expected) answer()
}

function answer(): void {
  ages.sort((a, b) => a - b)
  const at = (share: number) => ages[Math.floor((ages.length - 1) * share)]
  process.send?.({ received, atMs: Date.now(), p50: at(0.5), p99: at(0.99) })
  received = 0
  expected = Number.POSITIVE_INFINITY
  ages = []
}

const open = (url: string, greet: readonly string[]): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    const ws = new WebSocket(url, { perMessageDeflate: false })
    let acks = 0
    ws.on('message', (data: Buffer) => {
      count(data)
      if (greet.length > 0 && data.includes('"type":"ack"') && ++acks === greet.length) resolve(ws)
    })
    ws.on('open', () => {
      for (const text of greet) ws.send(text)
      if (greet.length === 0) resolve(ws)
    })
    ws.on('error', reject)
  })

process.on('message', async ({ open: given, expect, say }: Order) => {
  if (given) {
    for (const socket of sockets) socket.terminate()
    sockets = []
    for (let i = 0; i < given.count; i += 50) {
      const some = Array.from({ length: Math.min(50, given.count - i) }, () =>
        open(given.url, given.greet),
      )
      sockets.push(...(await Promise.all(some)))
    }
    process.send?.({ opened: sockets.length })
  }
  if (expect !== undefined) expected = expect
  for (let i = 0; i < (say?.times ?? 0); i++) sockets[0]?.send(say?.text ?? '')
})
process.on('disconnect', () => process.exit(0))
