import type { Ctx } from '../../engines/context.ts'
import { routesFor } from '../../kernel/route.ts'

export type Access = 'public'

export const route = routesFor<Ctx, Access>()
