import type { Frame } from './frames.ts'

/** What a member of the socket may do with it. */
export interface Out {
  send(message: object): void
  /** Once more, when the server has room again. */
  later(work: () => void): void
}

/** Something that lives on a socket, and joins again on the next one. */
export interface Member {
  readonly channel: string
  join(out: Out): void
  take(frame: Frame, out: Out): void
  /** The server has told everything up to a cursor. */
  reach?(cursor: string): void
}
