import type { Ctx } from '../../engines/context.ts'
import { forbidden } from '../../kernel/errors.ts'
import { oneOf, Type } from '../../kernel/schema.ts'

/** Whose data a session looks at; a key has a mode of its own. */
export const Mode = {
  mode: Type.Optional(oneOf(['live', 'test'], 'Data of live keys (default) or of test keys')),
}

/** The same call in the mode that is asked for. @throws forbidden `wrong_mode` for a key of the other */
export function inMode(ctx: Ctx, mode: 'live' | 'test' | undefined): Ctx {
  if (mode === undefined || mode === ctx.caller.mode) return ctx
  if (ctx.caller.mode !== undefined) throw forbidden('wrong_mode', `This is no ${mode} key`)
  return Object.create(ctx, { caller: { value: { ...ctx.caller, mode }, writable: true } })
}
