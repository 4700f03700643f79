import { Load } from './load.ts'
import { median, perSecond, type Report, type Row } from './report.ts'
import { type Database, type Stage, settle } from './stage.ts'
import {
  type Books,
  batchCallers,
  batchShots,
  batchSize,
  fire,
  open,
  ratios,
  rounds,
  waitForRollUps,
} from './usage-books.ts'
import { fillEvents } from './usage-fill.ts'

/** What an event costs as the books grow. */
export async function benchUsageGrowth(stage: Stage): Promise<Report> {
  const load = new Load()
  try {
    return {
      rows: await benchGrowth(stage, await stage.database(), load),
      notes: [
        'usage: growth is two databases of one cluster, filled by COPY, keys included, measured in turn.',
      ],
    }
  } finally {
    load.stop()
  }
}

async function benchGrowth(stage: Stage, { url }: Database, load: Load): Promise<Row[]> {
  const { quick } = stage.options
  const [few, many] = quick ? [100_000, 500_000] : [1_000_000, 5_000_000]
  const sizes: { books: Books; rates: number[] }[] = []
  try {
    for (const count of [few, many]) {
      const books = await open(stage, url, `usage_${count}`)
      await fillEvents(books, { count, isKeyed: true })
      await settle(books.url)
      sizes.push({ books, rates: [] })
    }
    for (const { books } of sizes) await waitForRollUps(books)
    for (let round = 0; round <= rounds; round++) {
      for (const { books, rates } of sizes) {
        const rate = await fire(
          load,
          books.server.port,
          batchShots(books, quick ? 100 : 300),
          batchCallers,
        )
        if (round > 0) rates.push(rate * batchSize)
      }
    }
  } finally {
    await Promise.all(sizes.map(({ books }) => books.server.stop()))
  }
  const [small, large] = sizes.map(({ rates }) => rates)
  const ratio = median(ratios(small ?? [], large ?? []))
  return [
    {
      name: `usage: cost of an event at ${many / 1e6} M stored against ${few / 1e6} M`,
      figure: perSecond(median(large ?? [])),
      floor: perSecond(median(small ?? [])),
      ratio,
      goal: '<= 1.3',
      isMet: ratio <= 1.3,
    },
  ]
}
