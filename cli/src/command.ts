import type { Client, Target } from './connection.ts'
import type { Terminal } from './terminal.ts'

/** What a command gets: what was typed, and where to write. */
export interface Call {
  terminal: Terminal
  args: readonly (string | undefined)[]
  options: Options
  /** Made at first use: local commands need no server. */
  client(): Promise<Client>
  target: Target
  /** Aborted by Ctrl-C. */
  signal: AbortSignal
}

export interface Options {
  text(name: string): string | undefined
  list(name: string): string[]
  isSet(name: string): boolean
}

/** @returns an exit code other than 0, if any */
export type Run = (call: Call) => Promise<number | undefined>

/** One command, as data: help, completion and documentation are made of it. */
export interface Command {
  /** With its arguments: `migrations new <name>`. */
  usage: string
  summary: string
  /** Told after the options in its help. */
  more?: string
  /** How it is typed, without `flumen`. */
  example: string
  /** `--limit <n>` and what it means. */
  options?: Record<string, string>
  /** Takes any further words as they are. */
  passesThrough?: boolean
  isHidden?: boolean
  /** The module is read when the command is called. */
  load(): Promise<Run>
}
