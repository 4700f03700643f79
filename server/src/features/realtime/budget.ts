/** Fills again with every second. */
export class Budget {
  #left: number
  #atMs = performance.now()
  readonly #perSecond: number
  readonly #burst: number

  constructor(perSecond: number, burst = perSecond * 1.5) {
    this.#perSecond = perSecond
    this.#burst = burst
    this.#left = burst
  }

  take(amount: number): boolean {
    const now = performance.now()
    this.#left = Math.min(this.#burst, this.#left + ((now - this.#atMs) / 1000) * this.#perSecond)
    this.#atMs = now
    if (this.#left < amount) return false
    this.#left -= amount
    return true
  }
}
