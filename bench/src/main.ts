import { parseArgs } from 'node:util'
import { benchChanges } from './changes.ts'
import { benchExport } from './export.ts'
import { benchMemory } from './memory.ts'
import { benchPeers } from './peers.ts'
import { benchRealtime } from './realtime.ts'
import { benchRefreshes } from './refreshes.ts'
import { describeMachine, formatReport, type Report } from './report.ts'
import { benchRequests } from './requests.ts'
import { benchServiceKeys } from './service-keys.ts'
import { benchSignIns } from './sign-ins.ts'
import { Stage } from './stage.ts'
import { benchStartUp } from './start-up.ts'
import { benchStorage } from './storage.ts'
import { benchTables } from './tables.ts'
import { benchUsage } from './usage.ts'
import { benchUsageGrowth } from './usage-growth.ts'
import { benchUsageMonth } from './usage-month.ts'

const benches: Record<string, (stage: Stage) => Promise<Report>> = {
  'start-up': benchStartUp,
  memory: benchMemory,
  requests: benchRequests,
  'sign-ins': benchSignIns,
  refreshes: benchRefreshes,
  'service-keys': benchServiceKeys,
  tables: benchTables,
  export: benchExport,
  peers: benchPeers,
  usage: benchUsage,
  'usage-growth': benchUsageGrowth,
  'usage-month': benchUsageMonth,
  changes: benchChanges,
  realtime: benchRealtime,
  storage: benchStorage,
}

const usage = `npm run bench -- [--quick] [--profile=<folder>] [${Object.keys(benches).join('|')}] …

Runs the benches named, or all. A missed goal is reported, not an error.
`

/** Runs the benches one after the other; together they would measure each other. */
async function main(): Promise<void> {
  const { values, positionals } = readArguments()
  const names = positionals.length > 0 ? positionals : Object.keys(benches)
  const machine = describeMachine(undefined)
  const stage = await Stage.open({ quick: values.quick, profileDir: values.profile })
  process.stdout.write(`${machine}\n`)
  try {
    const reports: Report[] = []
    for (const name of names) {
      process.stderr.write(`${name} …\n`)
      const report = await benches[name]?.(stage)
      if (report) reports.push(report)
    }
    const { version } = await stage.database()
    process.stdout.write(
      `PostgreSQL ${version}, embedded, fsync on\n\n${formatReport(join(reports))}`,
    )
  } finally {
    await stage.close()
  }
}

const join = (reports: Report[]): Report => ({
  rows: reports.flatMap((report) => report.rows),
  notes: reports.flatMap((report) => report.notes),
})

function readArguments() {
  const read = parseArgs({
    allowPositionals: true,
    options: { quick: { type: 'boolean', default: false }, profile: { type: 'string' } },
  })
  if (read.positionals.every((name) => name in benches)) return read
  process.stderr.write(usage)
  process.exit(1)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130))

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`bench: ${error instanceof Error ? error.stack : String(error)}\n`)
    process.exit(1)
  },
)
