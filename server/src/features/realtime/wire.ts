import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'

/** What its owner is told of a wire. */
export interface WireWatch {
  /** There is room again. */
  drained(): void
  /** The other side sent a ping: answered by the library; many of them are an attack. */
  pinged(): void
  closed(): void
}

/** Carries frames to one client, and says whether that client is still there. */
export interface Wire {
  readonly isOpen: boolean
  /** What is sent now would pile up. */
  readonly isFull: boolean
  watch(watch: WireWatch): void
  send(frame: Buffer | string): void
  /** Something came from the other side. */
  heard(): void
  /** Every second. @returns whether the other side may still be there */
  keepAlive(now: number): boolean
  close(code: number, reason: string): void
  terminate(): void
}

const pingMs = 15_000
const deadMs = 60_000
const closingMs = 1_000

/** A WebSocket. The socket's own buffer is left small: what waits is a list that all connections share. */
export class SocketWire implements Wire {
  readonly #ws: WebSocket
  readonly #socket: Socket
  #heardMs = performance.now()
  #pingedMs = performance.now()

  constructor(ws: WebSocket, socket: Socket) {
    this.#ws = ws
    this.#socket = socket
    ws.on('error', () => undefined)
  }

  get isOpen(): boolean {
    return this.#ws.readyState === 1
  }

  get isFull(): boolean {
    return this.#socket.writableNeedDrain
  }

  watch({ drained, pinged, closed }: WireWatch): void {
    this.#socket.on('drain', drained)
    this.#ws.on('pong', () => this.heard())
    this.#ws.on('ping', pinged)
    this.#ws.on('close', closed)
  }

  send(frame: Buffer | string): void {
    this.#ws.send(frame, { binary: false, compress: false })
  }

  heard(): void {
    this.#heardMs = performance.now()
  }

  keepAlive(now: number): boolean {
    if (now - this.#pingedMs >= pingMs) {
      this.#pingedMs = now
      this.#ws.ping()
    }
    return now - this.#heardMs <= deadMs
  }

  close(code: number, reason: string): void {
    if (this.#ws.readyState > 1) return
    this.#ws.close(code, reason.slice(0, 120))
    // Who does not read does not answer either.
    setTimeout(() => this.#ws.terminate(), closingMs).unref()
  }

  terminate(): void {
    this.#ws.terminate()
  }
}

/** Server-sent events: one way, so that only a failing write tells that nobody is there. */
export class StreamWire implements Wire {
  readonly #response: ServerResponse
  #isEnding = false
  #sentMs = performance.now()

  constructor(response: ServerResponse) {
    this.#response = response
    response.on('error', () => undefined)
  }

  get isOpen(): boolean {
    return !this.#isEnding && !this.#response.destroyed
  }

  get isFull(): boolean {
    return this.#response.writableNeedDrain
  }

  watch({ drained, closed }: WireWatch): void {
    this.#response.on('drain', drained)
    this.#response.on('close', closed)
  }

  send(frame: Buffer | string): void {
    this.#sentMs = performance.now()
    this.#response.write(frame)
  }

  heard(): void {}

  /** A comment, so that nobody between takes the silence for an end. */
  keepAlive(now: number): boolean {
    if (now - this.#sentMs >= pingMs && !this.isFull) this.send(':\n\n')
    return true
  }

  close(): void {
    if (this.#isEnding) return
    this.#isEnding = true
    this.#response.end()
    setTimeout(() => this.#response.destroy(), closingMs).unref()
  }

  terminate(): void {
    this.#response.destroy()
  }
}
