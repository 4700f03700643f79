import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { get } from 'node:http'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'

/** I10: a million rows leave through a memory of a few megabytes, however slowly they are taken. */
const child = fork(fileURLToPath(new URL('./export-server.ts', import.meta.url)), {
  // As `npm start` and main.ts have it.
  execArgv: ['--max-semi-space-size=16', '--heap-growing-percent=40'],
})
after(async () => {
  child.send('stop')
  await once(child, 'exit')
})
const [{ base, token }] = (await once(child, 'message')) as [{ base: string; token: string }]

async function memory(): Promise<number> {
  child.send('memory')
  const [{ rss }] = (await once(child, 'message')) as [{ rss: number }]
  return rss
}

/** Reads it all; now and then it waits. @returns lines, and the most that memory grew, in bytes */
async function take(url: string): Promise<{ lines: number; grown: number }> {
  const before = await memory()
  let [lines, most, next] = [0, before, 0]
  await new Promise((resolve, reject) => {
    get(url, { headers: { authorization: `Bearer ${token}` } }, (response) => {
      response.on('data', (chunk: Buffer) => {
        for (const byte of chunk) if (byte === 10) lines++
        if (lines < next) return
        next += 50_000
        response.pause()
        void memory().then((rss) => {
          most = Math.max(most, rss)
          response.resume()
        }, reject)
      })
      response.on('end', resolve)
      response.on('error', reject)
    }).on('error', reject)
  })
  return { lines, grown: Math.max(most, await memory()) - before }
}

for (const [format, expected] of [
  ['ndjson', 1_000_000],
  ['csv', 1_000_001],
  ['json', 999_999],
] as const) {
  test(`I10 1,000,000 rows as ${format} add less than 64 MB`, async (t) => {
    const { lines, grown } = await take(`${base}/api/v1/tables/many/export?format=${format}`)
    t.diagnostic(`${Math.round(grown / 1024 / 1024)} MB`)
    assert.equal(lines, expected)
    assert.ok(grown < 64 * 1024 * 1024, `${Math.round(grown / 1024 / 1024)} MB`)
  })
}
