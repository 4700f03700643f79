/** What one window may take of lines below `warn`; more are counted, not kept. */
const calmEach = 250
/** While the database is away, these wait. */
const mostWaiting = 5_000
const warn = 40

/**
 * Collects the lines of a log, already redacted, for a store that reads them later: off the path of
 * whoever wrote them, and never more than it may hold.
 */
export class LogTap {
  #lines: string[] = []
  #calm = 0
  #left = 0

  /** A line as pino writes it: `{"level":30,…`. */
  write(line: string): void {
    const isCalm = Number(line.slice(9, 11)) < warn
    if (this.#lines.length >= mostWaiting || (isCalm && this.#calm >= calmEach)) this.#left++
    else this.#lines.push(line)
    if (isCalm) this.#calm++
  }

  /** Begins a new window. */
  take(): { lines: string[]; left: number } {
    const taken = { lines: this.#lines, left: this.#left }
    this.#lines = []
    this.#calm = this.#left = 0
    return taken
  }

  /** They could not be written; as many of them as there is room for wait on. */
  giveBack(lines: readonly string[]): void {
    const room = Math.max(0, mostWaiting - this.#lines.length)
    this.#left += Math.max(0, lines.length - room)
    if (room > 0) this.#lines.unshift(...lines.slice(-room))
  }
}
