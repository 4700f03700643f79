import { chmodSync, closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'

/** PostgreSQL writes to a file, not through us: what it says while we die must not be lost. */
export interface ServerLog {
  fd: number
  /** The last line since the log was opened that says why the server ended. */
  reason(): string | undefined
  close(): void
}

const capBytes = 10 * 1024 * 1024

/** Opens the log for appending; a log past 10 MB is first put aside as `….1`, over the one before. */
export function openServerLog(file: string): ServerLog {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size > capBytes) renameSync(file, `${file}.1`)
  const start = size > capBytes ? 0 : size
  const fd = openSync(file, 'a', 0o600)
  chmodSync(file, 0o600)
  return {
    fd,
    reason: () => lastComplaint(readFileSync(file).subarray(start).toString()),
    close: () => closeSync(fd),
  }
}

function lastComplaint(text: string): string | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const complaint = lines.findLast((line) => /\b(FATAL|PANIC|initdb: error|error):/.test(line))
  return (complaint ?? lines.at(-1))?.replace(/^.*?\b(FATAL|PANIC|error):\s*/, '').trim()
}
