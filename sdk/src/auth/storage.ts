/** Where a session is kept: `localStorage` is one, so is whatever has these three. */
export interface SessionStorage {
  getItem(key: string): string | null | Promise<string | null>
  setItem(key: string, value: string): unknown
  removeItem(key: string): unknown
}

/** Forgotten with the page or the process. */
export function memoryStorage(): SessionStorage {
  const kept = new Map<string, string>()
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  }
}

/** The browser's, where it lets us; else undefined. */
export function browserStorage(): SessionStorage | undefined {
  try {
    // Node has one, too, which is a file that all programs share: not asked for.
    return 'document' in globalThis ? globalThis.localStorage : undefined
  } catch {
    // Cookies are blocked.
    return undefined
  }
}
