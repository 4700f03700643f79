import type { Engines } from '../../engines/context.ts'
import { unavailable } from '../../kernel/errors.ts'

/**
 * At most so many at once in a process. Each holds a connection of the pool while it works and may
 * need a second one; without this bound a crowd could take all of them and wait for one more.
 */
const most = 6
/** One owner's slow requests leave places to others. */
const mostOfOwner = 2
/** Waiting longer than this many others helps nobody: better a quick 503. */
const longestQueue = 200

interface Lane {
  running: number
  waiting: (() => void)[]
}

interface Lanes {
  all: Lane
  byOwner: Map<string, Lane>
}

const byEngines = new WeakMap<Engines, Lanes>()

function lanesOf(engines: Engines): Lanes {
  const known = byEngines.get(engines)
  if (known) return known
  const made: Lanes = { all: { running: 0, waiting: [] }, byOwner: new Map() }
  byEngines.set(engines, made)
  return made
}

/** @throws unavailable `busy` */
export async function inTurn<T>(
  engines: Engines,
  owner: string,
  work: () => Promise<T>,
): Promise<T> {
  const { all, byOwner } = lanesOf(engines)
  const own = byOwner.get(owner) ?? { running: 0, waiting: [] }
  byOwner.set(owner, own)
  try {
    return await inLane(own, mostOfOwner, () => inLane(all, most, work))
  } finally {
    if (own.running === 0) byOwner.delete(owner)
  }
}

async function inLane<T>(lane: Lane, width: number, work: () => Promise<T>): Promise<T> {
  if (lane.running >= width) await wait(lane)
  else lane.running++
  try {
    return await work()
  } finally {
    const next = lane.waiting.shift()
    if (next) next()
    else lane.running--
  }
}

function wait({ waiting }: Lane): Promise<void> {
  if (waiting.length >= longestQueue) {
    throw unavailable('busy', 'Too many requests at this moment, try again', { retryAfter: 1 })
  }
  return new Promise((resolve) => waiting.push(resolve))
}
