import { setTimeout as sleep } from 'node:timers/promises'
import { type Load, requestText, type Shot } from './load.ts'
import { startServer, type Target } from './server.ts'
import { type Stage, sharedEnv } from './stage.ts'
import { makeDatabase, run } from './usage-fill.ts'

export const rounds = 5
export const batchSize = 100
export const batchCallers = 8

/** A server on a database of its own, with an organization that has one meter. */
export interface Books {
  url: string
  server: Target
  key: string
  token: string
  tenantId: string
  meterId: string
  meterToken: string
}

interface Made {
  key: string
  meter_id: string
  meter_token: string
  organization: { id: string }
}

export async function open(stage: Stage, cluster: string, name: string): Promise<Books> {
  const url = await makeDatabase(cluster, name)
  const env = {
    ...sharedEnv,
    FLUMEN_DATABASE_URL: url,
    FLUMEN_LOG_LEVEL: 'warn',
    FLUMEN_RATE_LIMIT: 'off',
  }
  const { folder, options } = stage
  const server = await startServer({ folder, env, profileDir: options.profileDir })
  const at = `http://127.0.0.1:${server.port}/api/v1`
  const call = async (path: string, body: object, token = '') => {
    const answer = await fetch(`${at}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
    return { cookies: answer.headers.getSetCookie().join(';'), body: (await answer.json()) as Made }
  }
  const signedUp = await call('/auth/signup', {
    email: `${name}@example.com`,
    password: 'correct horse battery staple',
    organization_name: name,
  })
  const token = /access_token=([^;]+)/.exec(signedUp.cookies)?.[1] ?? ''
  const scopes = ['usage.write', 'usage.read']
  const { key } = (await call('/api-keys', { name: 'bench', scopes }, token)).body
  const meter = { meter_name: 'calls', property_name: 'amount', aggregation_type: 'SUM' }
  const feature = { name: 'Calls', lookup_key: 'calls', type: 'meter', ...meter }
  const made = (await call('/features', feature, token)).body
  const { meter_id: meterId, meter_token: meterToken } = made
  return { url, server, key, token, tenantId: signedUp.body.organization.id, meterId, meterToken }
}

let serial = 0

export const event = ({ meterToken }: Pick<Books, 'meterToken'>) => ({
  meter_token: meterToken,
  customer_external_id: `c${serial % 1000}`,
  quantity: 1.25,
  idempotency_key: `bench ${process.pid} ${serial++}`,
  metadata: { region: 'eu' },
})

export function batchShots(books: Books, count: number): Shot[] {
  return Array.from({ length: count }, () => {
    const body = { events: Array.from({ length: batchSize }, () => event(books)) }
    const text = requestText('POST', '/api/v1/usage/batch', { 'x-api-key': books.key }, body)
    return { text, status: 200, expect: '"accepted":100' }
  })
}

/** Every shot once: each has a key of its own. @returns how many a second */
export async function fire(
  load: Load,
  port: number,
  shots: Shot[],
  connections: number,
): Promise<number> {
  const name = `usage ${serial++}`
  await load.learn(name, shots)
  const { perSecond } = await load.run({ port, shots: name, connections, count: shots.length })
  await load.learn(name, [])
  return perSecond
}

export async function waitForRollUps({ url }: Books): Promise<void> {
  for (;;) {
    const [row] = await run<{ left: string }>(
      url,
      `select (s.last_value - r.watermark)::text as left from metering.roll_ups r, metering.event_seq s`,
    )
    if (row?.left === '0') return
    await sleep(500)
  }
}

export const ratios = (own: number[], floor: number[]): number[] =>
  own.map((rate, i) => rate / (floor[i] ?? Number.NaN))
