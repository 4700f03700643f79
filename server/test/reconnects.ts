import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { makeStand, type Viewer } from './audiences.ts'
import { until } from './kit.ts'
import { listen, type SocketClient } from './sockets.ts'

interface Follower {
  viewer: Viewer
  /** `<seq>` of each change, in the order received, over all its sockets. */
  seqs: string[]
  notes: string[]
  cuts: number
  hasBegun: boolean
}

/**
 * W7: sockets are cut at random while others write; a client that comes back with its cursor has in
 * the end exactly what it may see, in order, none twice.
 * @param perSecond changes; `reached` tells how many it came to
 */
export async function mustMissNothing(given: {
  followers: number
  /** How many in all. */
  changes: number
  perSecond: number
}): Promise<{ written: number; cuts: number; reached: number }> {
  const stand = await makeStand(4)
  const { server, people } = stand
  const { connect } = await listen(server)
  let isOver = false
  const followers: Follower[] = Array.from({ length: given.followers }, (_, i) => ({
    viewer: stand.viewers[i % stand.viewers.length] ?? assert.fail(),
    seqs: [],
    notes: [],
    cuts: 0,
    hasBegun: false,
  }))

  const follow = async (follower: Follower): Promise<SocketClient> => {
    let cursor: string | undefined
    for (;;) {
      const client = await connect(follower.viewer.credential)
      client.ws.on('message', (data) => {
        const { type, payload } = JSON.parse(String(data))
        if (type === 'ack') cursor ??= payload.cursor
        if (type !== 'postgres_changes') return
        cursor = payload.cursor
        follower.seqs.push(payload.cursor)
        follower.notes.push((payload.record ?? payload.old_record).id)
      })
      const config = { table: 'own', ...(cursor === undefined ? {} : { cursor }) }
      await client.subscribe('own', config)
      follower.hasBegun = true
      if (isOver) return client
      await sleep(50 + Math.random() * 400)
      if (isOver) return client
      follower.cuts++
      client.ws.terminate()
    }
  }
  const following = followers.map(follow)
  await until('all subscribed', () => followers.every(({ hasBegun }) => hasBegun), 20_000)
  const writer = new pg.Client(server.databaseUrl)
  await writer.connect()
  const expected = new Map<string, number[]>(people.map((id) => [id, []]))
  const all: number[] = []
  let id = 0
  const startedAt = performance.now()
  const seconds = () => (performance.now() - startedAt) / 1000
  while (id < given.changes) {
    const rows = Array.from({ length: Math.ceil(given.perSecond / 50) }, () => {
      const owner = people[id % people.length] ?? ''
      id++
      expected.get(owner)?.push(id)
      all.push(id)
      return `(${id}, '${owner}')`
    })
    await writer.query(`insert into own values ${rows.join(', ')}`)
    // By the clock: a batch that was late is made good by the next.
    await sleep(Math.max(0, (id / given.perSecond - seconds()) * 1000))
  }
  const reached = Math.round(id / seconds())
  await writer.end()
  isOver = true
  const clients = await Promise.all(following)
  const dueTo = ({ viewer }: Follower): number[] => {
    if (viewer.name === 'service') return all
    return expected.get(String(viewer.scope.claims.sub ?? '')) ?? []
  }
  const isDone = (one: Follower) => one.notes.length >= dueTo(one).length
  await until('everybody has everything', () => followers.every(isDone), 30_000).catch(
    () => undefined,
  )
  await sleep(200)
  for (const follower of followers) {
    assert.deepEqual(follower.notes, dueTo(follower), follower.viewer.name)
    assert.equal(new Set(follower.seqs).size, follower.seqs.length, 'none twice')
  }
  for (const client of clients) client.ws.terminate()
  await server.stop()
  return { written: id, cuts: followers.reduce((sum, { cuts }) => sum + cuts, 0), reached }
}
