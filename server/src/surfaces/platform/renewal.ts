import type { FastifyRequest } from 'fastify'
import type { Engines } from '../../engines/context.ts'
import type { TenantCache } from '../../features/tenants/index.ts'
import type { Caller } from '../../kernel/caller.ts'
import { requestContext } from '../request.ts'
import type { Rule } from './access.ts'
import { authenticate, authenticateText, type Parts } from './authenticate.ts'
import { chooseTenant } from './tenant.ts'

/** Reads the credential of a request, or one that came later, as the door of every route does. */
export const renewal =
  (
    engines: Engines,
    parts: Parts & { tenants: TenantCache },
    request: FastifyRequest,
    rule: Rule,
  ) =>
  async (token?: string): Promise<Caller> => {
    const ctx = requestContext(engines, request, 'platform', { kind: 'nobody', role: 'anon' })
    ctx.caller =
      token === undefined
        ? await authenticate(ctx, parts, request, rule)
        : await authenticateText(ctx, parts, token, request, rule)
    await chooseTenant(ctx, parts.tenants, request, rule)
    return ctx.caller
  }
