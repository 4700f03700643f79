/** Who is present in a channel: states by key, and under each key by connection. */
export class Roster {
  readonly #byKey = new Map<string, Map<string, { state: unknown; node: string }>>()
  /** Of all states together: each message about them carries them all. */
  bytes = 0

  /** Connections, not keys: two tabs of one person are two. */
  get size(): number {
    let size = 0
    for (const owners of this.#byKey.values()) size += owners.size
    return size
  }

  has(key: string, owner: string): boolean {
    return this.#byKey.get(key)?.has(owner) === true
  }

  /** @returns whether it was not there before */
  track(key: string, owner: string, node: string, state: unknown): boolean {
    const owners: Map<string, { state: unknown; node: string }> = this.#byKey.get(key) ?? new Map()
    const before = owners.get(owner)
    const isNew = before === undefined
    this.bytes += sizeOf(state) - (isNew ? 0 : sizeOf(before.state))
    this.#byKey.set(key, owners.set(owner, { state, node }))
    return isNew
  }

  /** @returns its last state, if it was there */
  untrack(key: string, owner: string): { state: unknown } | undefined {
    const owners = this.#byKey.get(key)
    const entry = owners?.get(owner)
    if (!owners || !entry) return undefined
    this.bytes -= sizeOf(entry.state)
    owners.delete(owner)
    if (owners.size === 0) this.#byKey.delete(key)
    return entry
  }

  /** Those of one process. */
  *of(node: string): Generator<{ key: string; owner: string; state: unknown }> {
    for (const [key, owners] of this.#byKey) {
      for (const [owner, entry] of owners) {
        if (entry.node === node) yield { key, owner, state: entry.state }
      }
    }
  }

  /** As the contract shows it: a list of states by key. */
  list(): Record<string, unknown[]> {
    return Object.fromEntries(
      [...this.#byKey].map(([key, owners]) => [
        key,
        [...owners.values()].map(({ state }) => state),
      ]),
    )
  }
}

const sizeOf = (state: unknown): number => JSON.stringify(state ?? null).length
