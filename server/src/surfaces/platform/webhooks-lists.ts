import type { Ctx } from '../../engines/context.ts'
import { oneOf, Type } from '../../kernel/schema.ts'
import { Passed } from '../../kernel/send.ts'

/** The SDK reads lists in an envelope, the command line client as they are. */
export const asArray = { format: Type.Optional(oneOf(['array', 'object'])) }

export const wantsArray = ({ origin }: Ctx, query: { format?: string | undefined }): boolean =>
  (query.format ?? (origin.device.startsWith('fluxbase-cli/') ? 'array' : 'object')) === 'array'

export const listOf = <T>(isBare: boolean, list: readonly unknown[], envelope: T): T | Passed =>
  isBare ? new Passed(JSON.stringify(list)) : envelope
