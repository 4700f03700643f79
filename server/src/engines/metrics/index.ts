import type { Registry } from 'prom-client'
import { Minutes } from './minutes.ts'

export type { MinuteFigures, SurfaceFigures } from './minutes.ts'

type Histogram = import('prom-client').Histogram<'route' | 'method' | 'status'>

type Labels = Record<'route' | 'method' | 'status', string>

/** A figure that is read when somebody asks. */
export interface Gauge {
  /** Below `flumen_`. */
  name: string
  help: string
  read(): number | Promise<number>
}

/** Figures for Prometheus. Labels are route names, never paths or callers: their number is bounded. */
export class Metrics {
  /** The last hour of this process. */
  readonly minutes = new Minutes()
  #registry: Registry | undefined
  readonly #gauges: readonly Gauge[]
  #requests: Histogram | undefined

  constructor(gauges: readonly Gauge[] = []) {
    this.#gauges = gauges
  }

  async start(): Promise<void> {
    const prom = await import('prom-client')
    const { collectDefaultMetrics, Counter, Histogram, Registry } = prom
    this.#registry = new Registry()
    collectDefaultMetrics({ register: this.#registry })
    const requests = new Histogram({
      name: 'flumen_http_request_duration_seconds',
      help: 'Time from the first byte of a request to the last byte of its answer',
      labelNames: ['route', 'method', 'status'],
      buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
      registers: [this.#registry],
    })
    this.#requests = requests
    new Counter({
      name: 'flumen_http_requests_total',
      help: 'Requests that were answered',
      labelNames: ['route', 'method', 'status'],
      registers: [this.#registry],
      // Each request is counted once, in the histogram.
      async collect() {
        this.reset()
        for (const { metricName, labels, value } of (await requests.get()).values) {
          if (metricName?.endsWith('_count')) this.inc(labels as Labels, value)
        }
      },
    })
    for (const { name, help, read } of this.#gauges) {
      new prom.Gauge({
        name: `flumen_${name}`,
        help,
        registers: [this.#registry],
        // Where it cannot be read there is no figure, and the others are.
        async collect() {
          const value = await Promise.resolve(read()).catch(() => undefined)
          if (value === undefined) this.reset()
          else this.set(value)
        },
      })
    }
  }

  observe(surface: string, route: string, method: string, status: number, seconds: number): void {
    this.minutes.observe(surface, status, seconds)
    this.#requests?.observe({ route, method, status: String(status) }, seconds)
  }

  /** What the collector of garbage took, since the start. */
  async garbage(): Promise<{ count: number; seconds: number }> {
    const metric = await this.#registry?.getSingleMetric('nodejs_gc_duration_seconds')?.get()
    const values = (metric?.values ?? []) as { metricName?: string; value: number }[]
    const sum = (part: string) =>
      values.reduce(
        (all, { metricName, value }) => all + (metricName?.endsWith(part) ? value : 0),
        0,
      )
    return { count: sum('_count'), seconds: sum('_sum') }
  }

  text(): Promise<string> {
    return this.#registry?.metrics() ?? Promise.resolve('')
  }
}
