import type { Call } from '../command.ts'

export type Level = 'ok' | 'note' | 'warning' | 'error'

/** What was found, and what to do about it. */
export interface Finding {
  check: string
  level: Level
  message: string
  advice?: string
}

/** One thing that may be wrong. Nothing: it does not apply here. */
export type Check = (call: Call, dataDir: string) => Promise<Finding | Finding[] | undefined>

export const ok = (check: string, message: string): Finding => ({ check, level: 'ok', message })

export const found = (check: string, level: Level, message: string, advice: string): Finding => ({
  check,
  level,
  message,
  advice,
})

/** A check that cannot be made is a finding, too. */
export async function make(
  check: Check,
  name: string,
  call: Call,
  dataDir: string,
): Promise<Finding[]> {
  try {
    return [(await check(call, dataDir)) ?? []].flat()
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return [found(name, 'error', `could not be looked at: ${message}`, 'see docs/running.md')]
  }
}
