import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import * as keys from '../../server/src/features/keys/index.ts'
import { withContext } from './context.ts'
import { residentBytes } from './process-figures.ts'
import { megabytes, type Report } from './report.ts'
import { startFloor, startServer, type Target } from './server.ts'
import { type Stage, sharedEnv } from './stage.ts'

const goalRatio = 0.8
const goalBytes = 64e6
const lookEveryMs = 50

/** One large file up and down, and the memory that takes, against a bare stream with the same duties. */
export async function benchStorage(stage: Stage): Promise<Report> {
  const bytes = stage.options.quick ? 128 * 1024 ** 2 : 1024 ** 3
  const rounds = stage.options.quick ? 3 : 5
  const { url } = await stage.database()
  const key = await withContext({ url, dataDir: stage.folder }, async (ctx) => {
    const { secret } = await keys.create(
      ctx,
      'gsk',
      { tenantId: null },
      { name: 'bench', scopes: ['*'] },
    )
    return secret
  })
  const env = { ...sharedEnv, FLUMEN_DATABASE_URL: url, FLUMEN_LOG_LEVEL: 'warn' }
  const server = await startServer({
    folder: stage.folder,
    env,
    profileDir: stage.options.profileDir,
  })
  const floor = await startFloor(url, '', './storage-floor.ts')
  const up: [number, number][] = []
  const down: [number, number][] = []
  try {
    await send(server, key, 32 * 1024 ** 2)
    await fetchAll(server, key)
    const before = await residentBytes(server.pid)
    let highest = before
    const watch = setInterval(async () => {
      highest = Math.max(highest, await residentBytes(server.pid))
    }, lookEveryMs)
    for (let i = 0; i < rounds; i++) {
      up.push([
        await seconds(() => send(server, key, bytes)),
        await seconds(() => send(floor, key, bytes)),
      ])
      down.push([
        await seconds(() => fetchAll(server, key)),
        await seconds(() => fetchAll(floor, key)),
      ])
    }
    clearInterval(watch)
    const added = highest - before
    return {
      rows: [
        row(`upload of ${megabytes(bytes)}`, up, bytes),
        row(`download of ${megabytes(bytes)}`, down, bytes),
        {
          name: '  memory that they add',
          figure: `+${megabytes(added)}`,
          goal: `< ${megabytes(goalBytes)}`,
          isMet: added < goalBytes,
        },
      ],
      notes: [
        'storage: one file by one client, as the body of a POST; the floor hashes (SHA-256), writes, syncs ' +
          `file and folder too. Interleaved, median of ${rounds}. Memory looked at every ${lookEveryMs} ms.`,
      ],
    }
  } finally {
    await floor.stop()
    await server.stop()
  }
}

function row(name: string, pairs: readonly [number, number][], bytes: number) {
  const median = (list: number[]) => list.sort((a, b) => a - b)[list.length >> 1] ?? 0
  const rate = (s: number) => `${Math.round(bytes / 1e6 / s)} MB/s`
  const ratio = median(pairs.map(([own, bare]) => bare / own))
  return {
    name,
    figure: rate(median(pairs.map(([own]) => own))),
    floor: rate(median(pairs.map(([, bare]) => bare))),
    ratio,
    goal: `≥ ${goalRatio}`,
    isMet: ratio >= goalRatio,
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const startedAtMs = performance.now()
  await work()
  return (performance.now() - startedAtMs) / 1000
}

const path = '/api/v1/storage/uploads/bench.bin'
const block = randomBytes(256 * 1024)

async function send({ port }: Target, key: string, bytes: number): Promise<void> {
  const headers = {
    'x-service-key': key,
    'content-type': 'application/octet-stream',
    'content-length': bytes,
  }
  const asked = request({ port, path, method: 'POST', headers })
  const answered = new Promise<void>((resolve, reject) => {
    asked.on('error', reject)
    asked.on('response', (answer) => {
      const isDone = (answer.statusCode ?? 500) < 300
      answer
        .resume()
        .on('end', () => (isDone ? resolve() : reject(new Error(`${answer.statusCode}`))))
    })
  })
  const blocks = function* () {
    for (let left = bytes; left > 0; left -= block.length) yield block.subarray(0, left)
  }
  await pipeline(Readable.from(blocks(), { objectMode: false }), asked)
  await answered
}

const fetchAll = ({ port }: Target, key: string): Promise<void> =>
  new Promise((resolve, reject) => {
    request({ port, path, headers: { 'x-service-key': key } }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`the download answered ${answer.statusCode}`))
      answer.resume().on('end', resolve).on('error', reject)
    })
      .on('error', reject)
      .end()
  })
