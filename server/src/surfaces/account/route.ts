import type { Ctx } from '../../engines/context.ts'
import { routesFor } from '../../kernel/route.ts'

/** `session`: a signed-in person. `owner`: that, or one of their API keys. */
export type Access = 'public' | 'session' | 'owner'

export const route = routesFor<Ctx, Access>()
