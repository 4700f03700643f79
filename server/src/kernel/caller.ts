/**
 * Who is calling: what every authenticator returns and every feature reads. Only an authenticator
 * makes one; a feature never looks at a credential.
 */
export interface Caller {
  kind: 'nobody' | 'user' | 'app' | 'app_user' | 'customer' | 'system'
  /** The account, or the app's end user. */
  userId?: string
  /** The directory the user is in. */
  realmId?: string
  tenantId?: string
  /** The provisioning app whose key or token this is. */
  appId?: string
  /** The installation whose token this is: an app that acts for a merchant, within `scopes`. */
  installationId?: string
  /** The metering customer whose usage a widget shows. */
  customerId?: string
  /** Set when the credential is a session, of whatever surface. */
  sessionId?: string
  /** Set when the credential is a key. */
  keyId?: string
  keyKind?: string
  scopes?: readonly string[]
  /** The namespaces of functions and secrets that a key reaches; null or absent: all. */
  namespaces?: readonly string[] | null
  mode?: 'live' | 'test'
  /** What the person or key may do on the platform: `authenticated`, `instance_admin`, … */
  role?: string
  email?: string
  /** What the person is in the organization that was chosen. */
  memberRole?: 'owner' | 'admin' | 'member' | 'viewer'
  /** As whom the database sees the caller in the tenant that was chosen. */
  databaseRole?: 'anon' | 'authenticated' | 'tenant_service' | 'service_role'
  /** The administrator behind an impersonated caller. */
  impersonatedBy?: string
  isAnonymous?: boolean
  /** When the credential ends by itself; absent: never. */
  expiresAtMs?: number
  /** Authenticator assurance level of the sign-in (NIST SP 800-63B). */
  aal?: 'aal1' | 'aal2'
}

/** The tenant of everything that names none; made by a migration. */
export const defaultTenantId = '00000000-0000-4000-8000-000000000002'

/** Whose data a caller works on. */
export const tenantOf = (caller: Caller): string => caller.tenantId ?? defaultTenantId

export const nobody: Caller = Object.freeze({ kind: 'nobody' })
export const system: Caller = Object.freeze({ kind: 'system' })
