import type { Connection } from './connection.ts'
import { Roster } from './roster.ts'

/** A name under which connections talk to each other. One of a policy is another than an open one. */
export class Channel {
  readonly key: string
  readonly name: string
  readonly members = new Set<Connection>()
  readonly roster = new Roster()

  constructor(key: string, name: string) {
    this.key = key
    this.name = name
  }

  get isEmpty(): boolean {
    return this.members.size === 0 && this.roster.size === 0
  }

  broadcast(frame: Buffer, except?: Connection): void {
    for (const member of this.members) if (member !== except) member.send(frame)
  }

  tellPresence(
    event: 'join' | 'leave' | 'sync',
    given: { key?: string; state?: unknown } = {},
    only?: Connection,
  ): void {
    const frame = Buffer.from(JSON.stringify(this.#presenceFrame(event, given)))
    if (only) only.send(frame)
    else this.broadcast(frame)
  }

  #presenceFrame(
    event: 'join' | 'leave' | 'sync',
    { key, state }: { key?: string; state?: unknown },
  ) {
    const currentPresences = this.roster.list()
    return {
      type: 'presence',
      channel: this.name,
      payload: {
        presence: {
          event,
          ...(key === undefined ? {} : { key }),
          ...(event === 'leave' && key !== undefined ? { leftPresences: [state] } : {}),
          ...(event !== 'leave' && key !== undefined ? { newPresences: [state] } : {}),
          currentPresences,
          presences: currentPresences,
          ...(state === undefined ? {} : { presence: state }),
        },
      },
    }
  }
}

export const channelKey = (
  tenantId: string | undefined,
  name: string,
  isPrivate: boolean,
): string => JSON.stringify([tenantId ?? null, isPrivate, name])

export const nameOfKey = (key: string): string => (JSON.parse(key) as [unknown, unknown, string])[2]

export const broadcastFrame = (
  channel: string,
  event: string,
  payload: unknown,
  isSelf = false,
): Buffer =>
  Buffer.from(
    JSON.stringify({
      type: 'broadcast',
      channel,
      payload: { broadcast: { event, payload, ...(isSelf ? { self: true } : {}) } },
    }),
  )
