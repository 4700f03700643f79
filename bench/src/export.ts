import { get } from 'node:http'
import { residentBytes } from './process-figures.ts'
import { megabytes, type Report } from './report.ts'
import { startServer, type Target } from './server.ts'
import { type Stage, sharedEnv } from './stage.ts'
import { tablesOf } from './tables-rows.ts'

const goalBytes = 64e6
const lookEveryMs = 50

/** Memory that an export of a whole table adds to the server, at its highest. */
export async function benchExport(stage: Stage): Promise<Report> {
  const { url, count, serviceKey } = await tablesOf(stage)
  const env = { ...sharedEnv, FLUMEN_DATABASE_URL: url, FLUMEN_LOG_LEVEL: 'warn' }
  const server = await startServer({ folder: stage.folder, env })
  try {
    // What any first export takes is not what a million rows take.
    await exportRows(server, serviceKey, 'limit=1000&')
    const before = await residentBytes(server.pid)
    let highest = before
    const watch = setInterval(async () => {
      highest = Math.max(highest, await residentBytes(server.pid))
    }, lookEveryMs)
    const startedAtMs = performance.now()
    const bytes = await exportRows(server, serviceKey)
    const seconds = (performance.now() - startedAtMs) / 1000
    clearInterval(watch)
    const added = highest - before
    return {
      rows: [
        {
          name: `export of ${count.toLocaleString('en')} rows: memory`,
          figure: `+${megabytes(added)}`,
          goal: `< ${megabytes(goalBytes)}`,
          isMet: added < goalBytes,
        },
        {
          name: '  its speed',
          figure: `${Math.round(bytes / 1e6 / seconds)} MB/s, ${Math.round(count / seconds)} rows/s`,
        },
      ],
      notes: [
        `export: GET …/posts/export as CSV by a service key, ${megabytes(bytes)} in all; resident ` +
          `memory of the server looked at every ${lookEveryMs} ms, above what it was before.`,
      ],
    }
  } finally {
    await server.stop()
  }
}

/** @returns the bytes of the answer */
const exportRows = ({ port }: Target, key: string, query = ''): Promise<number> =>
  new Promise((resolve, reject) => {
    const path = `/api/v1/tables/posts/export?${query}format=csv`
    const request = get({ port, path, headers: { 'x-service-key': key } }, (answer) => {
      let bytes = 0
      if (answer.statusCode !== 200) reject(new Error(`the export answered ${answer.statusCode}`))
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      answer.on('end', () => resolve(bytes))
      answer.on('error', reject)
    })
    request.on('error', reject)
  })
