import { type Ctx, inTransaction } from '../../engines/context.ts'
import * as queries from './queries.ts'

export const jobs = {
  'objects.delete_bytes': deleteBytes,
  'objects.sweep': sweep,
  'objects.repair': async (ctx: Ctx) => {
    const report = await repair(ctx)
    if (report.orphans > 0 || report.missing.length > 0)
      ctx.log.warn(report, 'stored files repaired')
  },
}

const minuteMs = 60_000

async function deleteBytes(ctx: Ctx, { ids }: { ids: string[] }): Promise<void> {
  if (await unlessCopied(ctx, () => ctx.blobs.delete(ids))) return
  const later = new Date(Date.now() + minuteMs)
  await ctx.queue.enqueue(ctx.db, 'objects.delete_bytes', { ids }, later)
}

/** Uploads that nobody goes on with, and images nobody asked for lately. */
async function sweep(ctx: Ctx): Promise<void> {
  await ctx.db.run(queries.sweepSessions)
  await unlessCopied(ctx, async (ctx) => {
    const abandoned = await ctx.db.rows<{ id: string }>(queries.takeAbandoned)
    const old = await ctx.db.rows<{ id: string }>(queries.takeOldRenditions)
    await ctx.blobs.delete([...abandoned, ...old].map(({ id }) => id))
  })
}

/**
 * A backup copies the database first and then the bytes of its files, some of which may be deleted by
 * then: until it has them none goes. It holds the lock alone; this waits for no lock.
 *
 * @returns false where a backup is under way, and nothing was done
 */
const unlessCopied = (ctx: Ctx, work: (ctx: Ctx) => Promise<void>): Promise<boolean> =>
  inTransaction(ctx, async (ctx) => {
    const { may } = (await ctx.db.row<{ may: boolean }>(queries.tryDeleting)) ?? { may: false }
    if (may) await work(ctx)
    return may
  })

export interface Report {
  /** Bytes that no row named: deleted. */
  orphans: number
  freed_bytes: number
  /** Files whose bytes are not there: only a backup brings them back. */
  missing: string[]
}

const hourMs = 3_600_000

/** Looks at everything that lies there, and at every row. What is younger than an hour may be on its way. */
export async function repair(ctx: Ctx, olderThanMs = hourMs): Promise<Report> {
  const report: Report = { orphans: 0, freed_bytes: 0, missing: [] }
  const seen = new Set<string>()
  const startedMs = Date.now()
  let batch: { id: string; size: number }[] = []
  const check = async () => {
    const known = await ctx.db.rows<{ id: string }>(queries.selectKnown(batch.map(({ id }) => id)))
    const named = new Set(known.map(({ id }) => id))
    const orphans = batch.filter(({ id }) => !named.has(id))
    const ids = orphans.map(({ id }) => id)
    if (!(await unlessCopied(ctx, () => ctx.blobs.delete(ids)))) orphans.length = 0
    report.orphans += orphans.length
    report.freed_bytes += orphans.reduce((sum, { size }) => sum + size, 0)
    batch = []
  }
  for await (const { id, size, writtenAt } of ctx.blobs.list()) {
    seen.add(id)
    if (startedMs - writtenAt.getTime() >= olderThanMs) batch.push({ id, size })
    if (batch.length >= 500) await check()
  }
  if (batch.length > 0) await check()
  report.missing = await missing(ctx, seen)
  return report
}

async function missing(ctx: Ctx, seen: ReadonlySet<string>): Promise<string[]> {
  const lost: string[] = []
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await ctx.db.rows<{ version: string }>(queries.selectVersions(after))
    for (const { version } of rows) {
      if (seen.has(version)) continue
      // Written after the list was read, perhaps: asked for by its name.
      const stream = await ctx.blobs.get(version)
      if (stream) stream.destroy()
      else lost.push(version)
    }
    const last = rows.at(-1)
    if (!last) return lost
    after = last.version
  }
}
