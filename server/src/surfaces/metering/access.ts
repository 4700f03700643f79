import type { MemberRole } from '../../features/members/index.ts'

/** Who may call what: a route names a row; `authenticate.ts` is the only reader. */
export interface Rule {
  /** What somebody signed in must be in the organization; absent: no session opens it. */
  members?: readonly MemberRole[]
  /** The scope a key must hold; absent: no key opens it. */
  scope?: string
  /** What a merchant must have granted an installed app; absent: no app's token opens it. */
  appScope?: string
  /** Sets cookies, so a page elsewhere must not be able to call it. */
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
  /** Whoever keeps the books: all but those who only look. */
  keep_books: { members: ['owner', 'admin', 'member'] },
  /** An organization's own servers alone. */
  report_usage: { scope: 'usage.write' },
  record_usage: { members: ['owner', 'admin', 'member'], scope: 'usage.write' },
  read_usage: {
    members: ['owner', 'admin', 'member', 'viewer'],
    scope: 'usage.read',
    appScope: 'read_usage',
  },
  /** What is measured, and what it came to. */
  view_usage: { members: ['owner', 'admin', 'member', 'viewer'], appScope: 'read_usage' },
  read_customers: { members: ['owner', 'admin', 'member', 'viewer'], appScope: 'read_customers' },
  write_customers: { members: ['owner', 'admin', 'member'], appScope: 'write_customers' },
} as const satisfies Record<string, Rule>

export type Access = keyof typeof rules

/** OpenAPI: alternatives by the name of the security scheme. */
export const security = Object.fromEntries(
  Object.entries(rules).map(([name, rule]: [string, Rule]) => [
    name,
    [
      ...(rule.members ? ['cookie', 'session'] : []),
      ...(rule.scope ? ['organizationKey'] : []),
      ...(rule.appScope ? ['appToken'] : []),
    ],
  ]),
) as unknown as Record<Access, readonly string[]>
