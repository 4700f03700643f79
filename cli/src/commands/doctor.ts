import { resolve } from 'node:path'
import type { Call, Run } from '../command.ts'
import { type Check, type Finding, type Level, make } from '../doctor/check.ts'
import { database } from '../doctor/database.ts'
import { machine } from '../doctor/machine.ts'
import { network } from '../doctor/network.ts'
import { server } from '../doctor/server.ts'
import { environment } from '../environment.ts'
import { exitCodes } from '../failure.ts'
import { plain } from '../terminal.ts'

const checks: Record<string, Check> = { ...machine, ...database, ...network, ...server }

export const doctor: Run = async (call) => {
  const dataDir = resolve(call.options.text('dataDir') ?? environment.dataDir)
  const findings: Finding[] = []
  for (const [name, check] of Object.entries(checks)) {
    call.terminal.progress(`looking at ${name}…`)
    findings.push(...(await make(check, name, call, dataDir)))
  }
  const isWrong = findings.some(({ level }) => level === 'error' || level === 'warning')
  call.terminal.show({ is_well: !isWrong, findings }, () =>
    findings.map((finding) => lineOf(call, finding)).join('\n'),
  )
  return isWrong ? exitCodes.findings : undefined
}

const marks: Record<Level, [string, 'green' | 'dim' | 'yellow' | 'red']> = {
  ok: ['ok', 'green'],
  note: ['note', 'dim'],
  warning: ['warning', 'yellow'],
  error: ['error', 'red'],
}

function lineOf({ terminal }: Call, { check, level, message, advice }: Finding): string {
  const [mark, colour] = marks[level]
  const head = `${terminal.style(colour, mark.padEnd(7))}  ${check.padEnd(10)}  ${plain(message)}`
  return advice === undefined
    ? head
    : `${head}\n${' '.repeat(21)}${terminal.style('dim', `→ ${plain(advice)}`)}`
}
