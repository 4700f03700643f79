import type { Ctx } from '../../engines/context.ts'
import { routesFor } from '../../kernel/route.ts'

/** `public_own_site`: reads or sets the cookie, so no page elsewhere may call it. */
export type Access = 'public' | 'public_own_site'

export const route = routesFor<Ctx, Access>()
