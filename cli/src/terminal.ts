import { styleText } from 'node:util'

/** Where a command writes, and how. Results go to `out`; everything about them to `err`. */
export interface Terminal {
  isJson: boolean
  /** The result: shown as `text` to people, as JSON to programs. */
  show(data: unknown, text: string | (() => string)): void
  /** A line for people alone. */
  say(line: string): void
  warn(line: string): void
  /** A line that replaces the one before it, where there is a terminal. */
  progress(line: string): void
  style: Style
  /** Columns of the terminal; unlimited where there is none. */
  width: number
}

export type Style = (format: Parameters<typeof styleText>[0], text: string) => string

export function openTerminal(isJson: boolean): Terminal {
  const style = styleOf(process.stdout)
  const progress = makeProgress()
  return {
    isJson,
    style,
    width: process.stdout.isTTY ? process.stdout.columns || 80 : Number.POSITIVE_INFINITY,
    show(data, text) {
      progress.clear()
      const shown = isJson
        ? JSON.stringify(data, null, 2)
        : typeof text === 'string'
          ? text
          : text()
      if (shown !== '') process.stdout.write(`${shown}\n`)
    },
    say(line) {
      progress.clear()
      if (!isJson) process.stderr.write(`${line}\n`)
    },
    warn(line) {
      progress.clear()
      process.stderr.write(`${styleOf(process.stderr)('yellow', 'warning:')} ${line}\n`)
    },
    progress: (line) => progress.show(line),
  }
}

/** Colours on a terminal only, and never where NO_COLOR is set (no-color.org). */
export function styleOf(stream: NodeJS.WriteStream): Style {
  const isPlain = !stream.isTTY || Boolean(process.env.NO_COLOR) || process.env.TERM === 'dumb'
  return (format, text) => (isPlain ? text : styleText(format, text, { validateStream: false }))
}

function makeProgress() {
  let isShown = false
  const clear = () => {
    if (isShown) process.stderr.write('\r\x1b[K')
    isShown = false
  }
  const show = (line: string) => {
    if (!process.stderr.isTTY) return
    const width = process.stderr.columns || 80
    process.stderr.write(`\r\x1b[K${line.slice(0, width - 1)}`)
    isShown = true
  }
  return { clear, show }
}

/** What others wrote must not steer the terminal. */
export const plain = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, ' ')
