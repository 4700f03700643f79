import type { Client } from '../../kernel/client.ts'
import type { RequestRole } from './logins.ts'
import type { Step } from './pipeline.ts'

/** As whom a request on user tables runs. */
export interface RequestScope {
  role: RequestRole
  /** What `auth.jwt()` answers; `sub` and `role` also stand alone, as `auth.uid()` and `auth.role()`. */
  claims: Readonly<Record<string, unknown>>
  /** What `auth.tenant_id()` answers; absent in the default tenant. */
  tenantId?: string | undefined
  statementTimeoutMs: number
  /** How many webhooks in a row led to the request; the change log remembers it. */
  hops?: number
  /** Once they are gone, what runs for them is cancelled. */
  client?: Client
}

/** The role last: from the next statement on there is no way back up but the end of the transaction. */
export function enter(scope: RequestScope): Step {
  const { role, claims, tenantId = '', statementTimeoutMs, hops = 0 } = scope
  const { sub = '', role: claimed = '' } = claims
  // Nearly no request was led to by a webhook: the others set nothing.
  const isLed = hops > 0
  return {
    name: isLed ? 'enter_led' : 'enter',
    text: `select ${isLed ? `set_config('flumen.hops', $7, true), ` : ''}set_config('request.jwt.claims', $1, true),
      set_config('app.user_id', $2, true), set_config('app.role', $3, true),
      set_config('app.current_tenant_id', $4, true),
      set_config('statement_timeout', $5, true), set_config('role', $6, true)`,
    values: [
      JSON.stringify(claims),
      String(sub),
      String(claimed),
      tenantId,
      String(statementTimeoutMs),
      role,
      ...(isLed ? [String(hops)] : []),
    ],
  }
}
