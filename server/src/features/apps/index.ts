import type { Ctx } from '../../engines/context.ts'
import { selectSignIns } from './queries.ts'
import type { App, Page, SignIn } from './schema.ts'

/** Apps of developers: settings, keys, and the people who sign in to them. */
export { AppCache } from './cache.ts'
export { jobs } from './jobs.ts'
export { listen } from './listen.ts'
export {
  create,
  list,
  mustOwn,
  remove,
  removeAll,
  reveal,
  rotateKey,
  rotateSecret,
  type WithKey,
} from './manage.ts'
export { allMethods, shownSteps } from './methods.ts'
export {
  type App,
  type AppChanges,
  type AppSummary,
  type AppUser,
  type AuthMethod,
  backendTypes,
  type MethodId,
  methodIds,
  type Page,
  type RegistrationStep,
  stepIds,
} from './schema.ts'
export { openOf } from './secrets.ts'
export { change } from './settings.ts'
export * as signIns from './sign-ins/index.ts'
export { resolve as resolveToken } from './tokens.ts'
export { eraseUser, listUsers, mustHaveUser, removeUser, renameUser } from './users/index.ts'

export type ListedSignIn = Pick<
  SignIn,
  'id' | 'method' | 'email' | 'phone' | 'verified_at' | 'created_at'
> & { user_short_id: string | null }

/** Sign-ins of an app, begun and done, newest first; no codes, no tokens. */
export const listSignIns = (ctx: Ctx, app: App, page: Page): Promise<ListedSignIn[]> =>
  ctx.db.rows<ListedSignIn>(selectSignIns(app.id, page))
