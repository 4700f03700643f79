const startBytes = 8 * 1024
const mostKept = 64 * 1024

/**
 * Messages of the extended query protocol, one behind the other, so that they leave in one write
 * (PostgreSQL, Frontend/Backend Protocol: Message Formats). Values and results are text.
 */
export class Messages {
  #bytes = Buffer.allocUnsafe(startBytes)
  #at = 0

  parse(name: string, text: string): void {
    const start = this.#begin('P')
    this.#cString(name)
    this.#cString(text)
    this.#int16(0)
    this.#end(start)
  }

  bind(statement: string, values: readonly (string | null)[]): void {
    const start = this.#begin('B')
    this.#cString('')
    this.#cString(statement)
    this.#int16(0)
    this.#int16(values.length)
    for (const value of values) this.#value(value)
    this.#int16(0)
    this.#end(start)
  }

  /** All rows of what was bound. */
  execute(): void {
    const start = this.#begin('E')
    this.#cString('')
    this.#int32(0)
    this.#end(start)
  }

  closeStatement(name: string): void {
    const start = this.#begin('C')
    this.#byte('S'.charCodeAt(0))
    this.#cString(name)
    this.#end(start)
  }

  sync(): void {
    this.#end(this.#begin('S'))
  }

  /** Everything since the last time, in bytes of its own. */
  take(): Buffer {
    const taken = Buffer.from(this.#bytes.subarray(0, this.#at))
    this.#at = 0
    if (this.#bytes.length > mostKept) this.#bytes = Buffer.allocUnsafe(startBytes)
    return taken
  }

  /** @returns where the length of the message will stand */
  #begin(type: string): number {
    this.#byte(type.charCodeAt(0))
    const start = this.#at
    this.#int32(0)
    return start
  }

  /** The length counts itself, but not the letter before it. */
  #end(start: number): void {
    this.#bytes.writeInt32BE(this.#at - start, start)
  }

  #value(value: string | null): void {
    const start = this.#at
    this.#int32(-1)
    if (value === null) return
    this.#text(value)
    this.#bytes.writeInt32BE(this.#at - start - 4, start)
  }

  #cString(text: string): void {
    this.#text(text)
    this.#byte(0)
  }

  /** No more than three bytes of UTF-8 for each unit of UTF-16. */
  #text(text: string): void {
    this.#need(text.length * 3)
    this.#at += this.#bytes.write(text, this.#at)
  }

  #int32(value: number): void {
    this.#need(4)
    this.#at = this.#bytes.writeInt32BE(value, this.#at)
  }

  #int16(value: number): void {
    this.#need(2)
    this.#at = this.#bytes.writeUInt16BE(value, this.#at)
  }

  #byte(value: number): void {
    this.#need(1)
    this.#bytes[this.#at++] = value
  }

  #need(bytes: number): void {
    if (this.#at + bytes <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#at + bytes))
    this.#bytes.copy(larger, 0, 0, this.#at)
    this.#bytes = larger
  }
}
