import type { MemberRole } from '../../features/members/index.ts'

/** Who may call what: a route names a row; `authenticate.ts` is the only reader. */
export interface Rule {
  /** What somebody signed in must be in the organization; absent: no session opens it. */
  members?: readonly MemberRole[]
  /** The scope a key must hold; absent: no key opens it. */
  scope?: string
  /** Sets cookies, so a page elsewhere must not be able to call it (RULINGS 12). */
  setsCookies?: boolean
  /** A session is read where there is one; what is no good is no matter. */
  leaves?: boolean
}

export const rules = {
  public: {},
  /** Ways in. */
  public_door: { setsCookies: true },
  public_exit: { setsCookies: true, leaves: true },
  member: { members: ['owner', 'admin', 'member', 'viewer'] },
  /** The person alone, with fresh cookies after it. */
  own_credentials: { members: ['owner', 'admin', 'member', 'viewer'], setsCookies: true },
  manage: { members: ['owner', 'admin'] },
} as const satisfies Record<string, Rule>

export type Access = keyof typeof rules

/** OpenAPI: alternatives by the name of the security scheme. */
export const security = Object.fromEntries(
  Object.entries(rules).map(([name, rule]: [string, Rule]) => [
    name,
    [...(rule.members ? ['cookie', 'session'] : []), ...(rule.scope ? ['organizationKey'] : [])],
  ]),
) as unknown as Record<Access, readonly string[]>
