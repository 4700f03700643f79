import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Webhook as Standard } from 'standardwebhooks'
import { Webhook as Svix } from 'svix'

/** One request as a receiver got it. */
export interface Received {
  path: string
  headers: IncomingHttpHeaders
  body: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  json: any
}

type Respond = (received: Received, response: ServerResponse) => void

export interface Receiver {
  url: string
  all: Received[]
  /** What is answered from now on. */
  respond: Respond
  /** Waits until so many have come. @returns the last of them */
  count(many: number, timeoutMs?: number): Promise<Received>
}

/** A web server of somebody else's, which keeps all that it is sent. */
export async function startReceiver(): Promise<Receiver> {
  const all: Received[] = []
  const receiver: Receiver = {
    url: '',
    all,
    respond: (_received, response) => response.end('ok'),
    async count(many, timeoutMs = 10_000) {
      const deadline = Date.now() + timeoutMs
      while (all.length < many) {
        if (Date.now() > deadline) assert.fail(`${all.length} of ${many} deliveries came`)
        await sleep(5)
      }
      return all[many - 1] as Received
    },
  }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString('utf8')
    const { url: path = '', headers, method } = request
    assert.deepEqual([method, headers['content-type']], ['POST', 'application/json'])
    const received = { path, headers, body, json: JSON.parse(body) }
    all.push(received)
    receiver.respond(received, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  after(() => {
    server.closeAllConnections()
    server.close()
  })
  return receiver
}

export const answering =
  (status: number, headers: Record<string, string> = {}, body = ''): Respond =>
  (_received, response) =>
    response.writeHead(status, headers).end(body)

const hex = (secret: string, text: string) =>
  createHmac('sha256', secret).update(text).digest('hex')

/** `t=…,v1=…,v1=…` as receivers read it. */
function timedOf(header: unknown): { t: string; signatures: string[] } {
  const [time = '', ...rest] = String(header).split(',')
  assert.match(time, /^t=\d{10}$/)
  for (const one of rest) assert.match(one, /^v1=[0-9a-f]{64}$/)
  const t = time.slice(2)
  assert.ok(Math.abs(Date.now() / 1000 - Number(t)) <= 300, 'within five minutes')
  return { t, signatures: rest.map((one) => one.slice(3)) }
}

/** Every header that the platform promises, by this secret. Throws on a wrong one. */
export function verifyPlatform({ headers, body }: Received, secret: string): void {
  assert.equal(headers['user-agent'], 'Fluxbase-Webhooks/1.0')
  const { t, signatures } = timedOf(headers['x-fluxbase-signature'])
  assert.ok(signatures.includes(hex(secret, `${t}.${body}`)), 'x-fluxbase-signature')
  assert.match(String(headers['webhook-id']), /^[A-Za-z0-9_]{8,}$/)
  assert.equal(headers['webhook-timestamp'], t)
  const options = secret.startsWith('whsec_') ? {} : { format: 'raw' as const }
  new Standard(secret, options).verify(body, headers as Record<string, string>)
  if (secret.startsWith('whsec_')) new Svix(secret).verify(body, headers as Record<string, string>)
}

/** Those that only the secret in force makes. */
export const verifyBare = ({ headers, body }: Received, secret: string): void =>
  assert.equal(headers['x-webhook-signature'], hex(secret, body))

export function verifyMetering({ headers, body }: Received, secret: string): void {
  assert.equal(headers['user-agent'], 'Fluxrate-Webhooks/1.0')
  assert.equal(headers['x-fluxrate-signature'], hex(secret, body))
  assert.match(String(headers['x-fluxrate-delivery']), /^[0-9a-f-]{36}$/)
}

export function verifyRegistry({ headers, body, json }: Received, secret: string): void {
  assert.equal(headers['user-agent'], 'Fluveo-Webhooks/1.0')
  assert.equal(headers['fluveo-signature'], headers['x-signature'])
  const { t, signatures } = timedOf(headers['fluveo-signature'])
  assert.ok(signatures.includes(hex(secret, `v1=${t}.${body}`)), 'fluveo-signature')
  assert.equal(headers['webhook-id'], json.id)
}
