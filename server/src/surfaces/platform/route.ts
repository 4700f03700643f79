import type { Ctx } from '../../engines/context.ts'
import { routesFor } from '../../kernel/route.ts'
import type { Access } from './access.ts'

export const route = routesFor<Ctx, Access>()
