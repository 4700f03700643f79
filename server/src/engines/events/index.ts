/** What features tell each other. The key is the event, the value what comes with it. */
export interface Events {
  /** An account (or an unproven sign-up) is gone; what it owned must go too. */
  'user.closed': { userId: string }
  /** A mailbox was proven by another flow: what this account made before must end, it itself stays. */
  'user.stripped': { userId: string }
}

type Listener<C, E extends keyof Events> = (ctx: C, event: Events[E]) => Promise<void>

/**
 * Where a lower feature must tell an upper one. Listeners run in the emitter's transaction: what
 * they do commits together with its cause, or not at all.
 */
export class EventBus<C> {
  readonly #listeners = new Map<keyof Events, Listener<C, never>[]>()

  on<E extends keyof Events>(name: E, listener: Listener<C, E>): void {
    this.#listeners.set(name, [
      ...(this.#listeners.get(name) ?? []),
      listener as Listener<C, never>,
    ])
  }

  async emit<E extends keyof Events>(ctx: C, name: E, event: Events[E]): Promise<void> {
    for (const listener of this.#listeners.get(name) ?? []) {
      await (listener as Listener<C, E>)(ctx, event)
    }
  }
}
