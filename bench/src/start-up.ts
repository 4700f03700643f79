import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { median, type Report } from './report.ts'
import { startFloor, startServer } from './server.ts'
import type { Stage } from './stage.ts'

const rounds = 5

/** From the start of the process to the first answer: on an empty folder, on one with data, and bare. */
export async function benchStartUp(stage: Stage): Promise<Report> {
  const empty: number[] = []
  const existing: number[] = []
  const bare: number[] = []
  for (let round = 0; round < rounds; round++) {
    const folder = join(stage.folder, `start-${round}`)
    await mkdir(folder)
    empty.push(await startOnce(() => startServer({ folder })))
    existing.push(await startOnce(() => startServer({ folder })))
    bare.push(await startOnce(() => startFloor('postgres://nobody@127.0.0.1/none')))
    await rm(folder, { recursive: true, force: true })
  }
  const row = (name: string, times: number[]) => ({
    name,
    figure: `${Math.round(median(times))} ms`,
    floor: `${Math.round(median(bare))} ms`,
  })
  return {
    rows: [row('start, existing data folder', existing), row('start, empty data folder', empty)],
    notes: [
      'start: from spawn to the first 200 of /health, embedded PostgreSQL included; on an empty folder ' +
        'also the making of the cluster and the migrations. Median of five. Floor: a bare Fastify ' +
        'without a database.',
    ],
  }
}

async function startOnce(
  start: () => Promise<{ readyMs: number; stop(): Promise<void> }>,
): Promise<number> {
  const target = await start()
  await target.stop()
  return target.readyMs
}
