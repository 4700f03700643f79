import type { Ctx } from '../../engines/context.ts'
import { defaultTenantId } from '../../kernel/caller.ts'
import { notFound } from '../../kernel/errors.ts'
import type { Owner } from './queries.ts'

/** The merchant who calls, and in which of their two worlds: that of their key. */
export const ownerOf = ({ caller }: Ctx): Owner => ({
  tenantId: caller.tenantId ?? defaultTenantId,
  mode: caller.mode ?? 'test',
})

/** Another merchant's, another mode's, and none at all: all the same. */
export const noSuchApp = () => notFound('app_not_found', 'No such app')
