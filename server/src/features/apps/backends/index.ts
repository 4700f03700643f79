/** Where an app keeps its users besides here: what each kind of backend must be able to do. */
import type { Ctx } from '../../../engines/context.ts'

export { firebase } from './firebase.ts'
export { supabase } from './supabase.ts'

/** An end user as a backend gets to know them. */
export interface BackendUser {
  /** Our id, 15 letters and digits: the `sub` of the app's access tokens. */
  id: string
  email: string | null
  mobileE164: string | null
  mobileIso2: string | null
  firstName: string | null
  lastName: string | null
}

/** What a sign-in at the backend adds to the full session. */
export interface BackendTokens {
  firebaseToken?: string
  supabaseToken?: string
  supabaseSession?: string
}

/**
 * One kind of backend. `S` is what is kept, encrypted, of the app's `backendExtra`. All calls fail
 * with `unavailable` when the provider does, and are harmless to repeat.
 */
export interface Backend<S> {
  /** What the developer set, checked; the answer is stored. @throws invalid, fault on `backendExtra…` */
  checkSettings(extra: unknown): S
  /** Creates or updates the user there and gets what the app signs in with. @throws unavailable */
  signIn(ctx: Ctx, settings: S, user: BackendUser): Promise<BackendTokens>
  /** Names changed. @throws unavailable */
  update(ctx: Ctx, settings: S, user: BackendUser): Promise<void>
  /** The user is gone; so they are if they are not there. @throws unavailable */
  remove(ctx: Ctx, settings: S, user: BackendUser): Promise<void>
}
