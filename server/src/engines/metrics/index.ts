import type { Registry } from 'prom-client'

type Histogram = import('prom-client').Histogram<'route' | 'method' | 'status'>

/** Figures for Prometheus. Labels are route names, never paths or callers: their number is bounded. */
export class Metrics {
  #registry: Registry | undefined
  #requests: Histogram | undefined

  async start(): Promise<void> {
    const { collectDefaultMetrics, Histogram, Registry } = await import('prom-client')
    this.#registry = new Registry()
    collectDefaultMetrics({ register: this.#registry })
    this.#requests = new Histogram({
      name: 'flumen_http_request_duration_seconds',
      help: 'Time from the first byte of a request to the last byte of its answer',
      labelNames: ['route', 'method', 'status'],
      buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
      registers: [this.#registry],
    })
  }

  observe(route: string, method: string, status: number, seconds: number): void {
    this.#requests?.observe({ route, method, status: String(status) }, seconds)
  }

  text(): Promise<string> {
    return this.#registry?.metrics() ?? Promise.resolve('')
  }
}
