import type { Look, Range } from './look.ts'

/** As it came: numbers that a float would round stay texts. */
export type Exact = number | `${number}`

export interface Meter {
  meter_id: string
  meter_name: string
  unit: string | null
  total_usage: Exact
  event_count: number
}

export interface Bucket {
  period: string
  usage: Exact
}

/** The token is over or was never one: only the page around the frame can give another. */
export class Expired extends Error {}

/** Reads what one customer may see of themselves, and nothing else: by the token alone, without cookies. */
export class Usage {
  readonly #token: string
  readonly #timeZone: string

  constructor(token: string, { timeZone }: Look) {
    this.#token = token
    this.#timeZone = timeZone
  }

  async customer(signal: AbortSignal): Promise<string> {
    const { name } = await this.#read<{ name: string }>('customer', {}, signal)
    return name
  }

  async meters(range: Range, signal: AbortSignal): Promise<Meter[]> {
    const span = { start_date: startOf(range, this.#timeZone), timezone: this.#timeZone }
    const { meters } = await this.#read<{ meters: Meter[] }>('usage', span, signal)
    return meters
  }

  async overTime(meterId: string, range: Range, signal: AbortSignal): Promise<Bucket[]> {
    const span = {
      start_date: startOf(range, this.#timeZone),
      timezone: this.#timeZone,
      group_by: bucketOf[range],
      fill: 'zero',
    }
    const path = `usage/${encodeURIComponent(meterId)}`
    const { grouped_data } = await this.#read<{ grouped_data: Bucket[] }>(path, span, signal)
    return grouped_data
  }

  async #read<T>(path: string, asked: Record<string, string>, signal: AbortSignal): Promise<T> {
    const response = await fetch(`/api/v1/widget/${path}?${new URLSearchParams(asked)}`, {
      headers: { authorization: `Bearer ${this.#token}` },
      credentials: 'omit',
      signal,
    })
    if (response.status === 401) throw new Expired()
    if (!response.ok) throw new Error(`the server answered ${response.status}`)
    return readExactly(await response.text())
  }
}

export const bucketOf = { '7d': 'day', '30d': 'day', '90d': 'week', '12m': 'month' } as const

const readExactly = (text: string) =>
  JSON.parse(text, ((_key: string, value: unknown, context?: { source: string }) =>
    typeof value === 'number' && !Number.isSafeInteger(value)
      ? (context?.source ?? value)
      : value) as never)

/** The first day of the range, in the customer's calendar: today is its last. */
function startOf(range: Range, timeZone: string): string {
  const today = new Intl.DateTimeFormat('sv', { timeZone }).format()
  const at = new Date(`${today}T00:00:00Z`)
  if (range === '12m') at.setUTCMonth(at.getUTCMonth() - 11, 1)
  else at.setUTCDate(at.getUTCDate() - Number.parseInt(range, 10) + 1)
  return at.toISOString().slice(0, 10)
}
