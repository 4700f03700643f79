import { existsSync, statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sizeOf } from '../table.ts'
import { type Check, type Finding, found, ok } from './check.ts'

const gigabyte = 1e9

/** What can be seen without asking anybody. */
export const machine: Record<string, Check> = {
  async node() {
    const { node } = process.versions
    return Number(node.split('.')[0]) >= 24
      ? ok('node', `Node ${node}`)
      : found('node', 'error', `Node ${node} is too old`, 'run npm ci, which brings Node 24')
  },

  async disk(_call, dataDir) {
    const folder = existsSync(dataDir) ? dataDir : dirname(dataDir)
    const { bavail, bsize } = await statfs(folder)
    const free = bavail * bsize
    const said = `${sizeOf(free)} free for ${dataDir}`
    if (free > 2 * gigabyte) return ok('disk', said)
    return found(
      'disk',
      free < gigabyte / 4 ? 'error' : 'warning',
      said,
      'make room: a full disk stops every write',
    )
  },

  async secrets(_call, dataDir) {
    const files = ['secret', 'database.url']
      .map((name) => join(dataDir, name))
      .filter((file) => existsSync(file))
    const open = files.filter((file) => (statSync(file).mode & 0o077) !== 0)
    if (open.length > 0) {
      return found(
        'secrets',
        'error',
        `${open.join(' and ')} can be read by others`,
        `run chmod 600 ${open.join(' ')}`,
      )
    }
    const isGenerated = !process.env.FLUMEN_SECRET && existsSync(join(dataDir, 'secret'))
    const closed = files.length > 0 ? [ok('secrets', 'readable by their owner alone')] : []
    if (!isGenerated) return closed
    const copy = found(
      'secrets',
      'note',
      `the root secret lies in ${join(dataDir, 'secret')}`,
      'keep a copy in another place: without it what is encrypted stays so',
    )
    return [...closed, copy]
  },
}

export type { Finding }
