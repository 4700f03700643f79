import type { Ctx } from '../../engines/context.ts'
import type { Caller } from '../../kernel/caller.ts'
import { claimsOf, roleOf } from '../tables/index.ts'
import type { Who } from './judge.ts'

/** The audience of a caller: role and claims, without what tells two sign-ins of one person apart. */
export function whoIs(ctx: Ctx): Who {
  const known = byCaller.get(ctx.caller)
  if (known) return known
  const { session_id: _, ...claims } = claimsOf(ctx)
  const who = { role: roleOf(ctx), claims, tenantId: ctx.caller.tenantId }
  byCaller.set(ctx.caller, who)
  return who
}

/** A caller is never changed, only replaced. */
const byCaller = new WeakMap<Caller, Who>()
