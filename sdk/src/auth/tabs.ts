/** What the tabs of one storage have to do with each other. */
export interface Tabs {
  /** Says that the storage changed. */
  tell(): void
  /** Runs one at a time over all tabs, where the browser can. */
  alone<T>(work: () => Promise<T>): Promise<T>
  close(): void
}

/** The page or process is the only one that sees the storage. */
export const noTabs: Tabs = { tell() {}, alone: (work) => work(), close() {} }

/**
 * Tabs tell each other by a BroadcastChannel, else by the storage events of the browser, and take
 * turns by a Web Lock. Where there is none, two refreshes at once get the same tokens from the server.
 */
export function connectTabs(key: string, onChange: () => void): Tabs {
  const listening = listen(key, onChange)
  return { ...listening, alone: (work) => inTurn(key, work) }
}

function listen(key: string, onChange: () => void): Pick<Tabs, 'tell' | 'close'> {
  if (typeof BroadcastChannel === 'undefined') return listenToStorage(key, onChange)
  const channel = new BroadcastChannel(key)
  channel.onmessage = onChange
  // In Node an open channel would keep the process alive.
  if ('unref' in channel && typeof channel.unref === 'function') channel.unref()
  return { tell: () => channel.postMessage('changed'), close: () => channel.close() }
}

function listenToStorage(key: string, onChange: () => void): Pick<Tabs, 'tell' | 'close'> {
  if (typeof addEventListener === 'undefined') return noTabs
  const heard = (event: Event) => {
    if ((event as StorageEvent).key === key) onChange()
  }
  addEventListener('storage', heard)
  return { tell() {}, close: () => removeEventListener('storage', heard) }
}

/** A frozen tab may hold the lock for ever: others wait so long, then go without. */
const patienceMs = 10_000

async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const locks = globalThis.navigator?.locks
  if (!locks) return work()
  let isMine = false
  try {
    return await locks.request(key, { signal: AbortSignal.timeout(patienceMs) }, () => {
      isMine = true
      return work()
    })
  } catch (error) {
    if (isMine) throw error
    return work()
  }
}
