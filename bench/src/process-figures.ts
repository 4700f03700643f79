import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Resident memory of a process in bytes; by `ps` where nothing is told for free. */
export async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const told = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]
  const kilobytes = told ?? (await run('ps', ['-o', 'rss=', '-p', String(pid)])).stdout
  return Number(kilobytes.trim()) * 1024
}

/** Seconds of processor time a process has used, all threads; NaN where the system does not tell. */
export async function cpuSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // After the name, which may hold anything: state is field 3, utime 14, stime 15, in hundredths.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11] ?? Number.NaN) + Number(fields[12] ?? Number.NaN)) / 100
}
