import { setTimeout as sleep } from 'node:timers/promises'
import { median, type Report } from './report.ts'
import { type Database, type Stage, settle } from './stage.ts'
import { type Books, open, waitForRollUps } from './usage-books.ts'
import { fillEvents, rowsRead } from './usage-fill.ts'

/** Reading a month of many events by day. */
export const benchUsageMonth = async (stage: Stage): Promise<Report> =>
  benchMonth(stage, await stage.database())

async function benchMonth(stage: Stage, { url }: Database): Promise<Report> {
  const count = stage.options.quick ? 500_000 : 10_000_000
  const books = await open(stage, url, 'usage_month')
  try {
    await fillEvents(books, { count, isKeyed: false })
    const beganMs = performance.now()
    await waitForRollUps(books)
    const rolledSeconds = (performance.now() - beganMs) / 1000
    await settle(books.url)
    const utc = await measureReads(books, 'UTC', count)
    const kolkata = await measureReads(books, 'Asia/Kolkata', count)
    const size = `${count / 1e6} M events of 1,000 customers in 30 days`
    return {
      rows: [
        { name: `usage: by day in UTC, ${size}`, figure: `${utc.ms.toFixed(0)} ms` },
        {
          name: '  rows of events read',
          figure: String(utc.rows),
          goal: '< 0.1 %',
          isMet: utc.rows < count / 1000,
        },
        { name: `usage: by day in Asia/Kolkata`, figure: `${kolkata.ms.toFixed(0)} ms` },
        {
          name: '  rows of events read',
          figure: String(kolkata.rows),
          goal: '< 0.1 %',
          isMet: kolkata.rows < count / 1000,
        },
      ],
      notes: [
        `usage: the month was filled by COPY; its ${count / 1e6} M events were rolled up by the server's ` +
          `own job in ${rolledSeconds.toFixed(0)} s. Both ends of the range are inside a quarter of an hour, ` +
          `of which the rows are read (about ${Math.round(count / 30 / 96)} a quarter); the rest is roll-ups.`,
      ],
    }
  } finally {
    await books.server.stop()
  }
}

async function measureReads(
  books: Books,
  zone: string,
  count: number,
): Promise<{ ms: number; rows: number }> {
  const now = Date.now()
  const query = new URLSearchParams({
    start_date: new Date(now - 29 * 86_400_000 - 123_456).toISOString(),
    end_date: new Date(now - 500_000).toISOString(),
    timezone: zone,
  })
  const url = `http://127.0.0.1:${books.server.port}/api/v1/meters/${books.meterId}/usage?${query}`
  const times: number[] = []
  const read = async () => {
    const beganMs = performance.now()
    const answer = await fetch(url, { headers: { authorization: `Bearer ${books.token}` } })
    const text = await answer.text()
    const { event_count } = JSON.parse(text) as { event_count: number }
    if (event_count < count * 0.95)
      throw new Error(`only ${event_count} events: ${text.slice(0, 300)}`)
    times.push(performance.now() - beganMs)
  }
  await read()
  // Counters are written when a connection is idle.
  await sleep(1_500)
  const before = await rowsRead(books.url)
  await read()
  await sleep(1_500)
  const rows = (await rowsRead(books.url)) - before
  for (let i = 0; i < 5; i++) await read()
  return { ms: median(times.slice(1)), rows }
}
