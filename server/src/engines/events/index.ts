/** What happens in the app registry and is told to developers. */
export const registryEvents = [
  'app.created',
  'app.updated',
  'app.submitted',
  'app.published',
  'app.rejected',
  'app.unpublished',
  'app.deleted',
  'app_installation.created',
  'app_installation.updated',
  'app_installation.deleted',
] as const

export type RegistryEventName = (typeof registryEvents)[number]

/** With each of them. Never a secret. */
export interface RegistryEvent {
  /** The app, or the installation, as its API shows it. */
  object: Record<string, unknown>
  /** What the changed fields were before; absent where the event is no change. */
  previous?: Record<string, unknown>
  appId: string
  mode: 'live' | 'test'
  /** Whose app it is. */
  developerId: string
  /** Who has it installed; of an installation alone. */
  merchantId?: string
}

/** What features tell each other. The key is the event, the value what comes with it. */
export interface Events extends Record<RegistryEventName, RegistryEvent> {
  /** An account (or an unproven sign-up) is gone; what it owned must go too. */
  'user.closed': { userId: string }
  /** A mailbox was proven by another flow: what this account made before must end, it itself stays. */
  'user.stripped': { userId: string }
  /** A session began by way of an identity provider: `via` is `saml:` or `oauth:` and what it calls it. */
  'session.begun': { sessionId: string; via: string }
  /** A customer has used 80 % or all of a quota. */
  'usage.threshold': {
    tenantId: string
    mode: 'live' | 'test'
    customerId: string
    meterId: string
    quotaId: string
    /** 80 or 100. */
    percent: number
    /** Decimal texts. */
    limit: string
    used: string
    enforcement: 'soft' | 'hard'
    /** RFC 3339. */
    periodStart: string
  }
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
