export { defaultTenantId as defaultTenant } from '../../kernel/caller.ts'

export type TenantStatus = 'creating' | 'active' | 'error' | 'deleting'

/** Who owns data. */
export interface Tenant {
  id: string
  slug: string
  name: string
  status: TenantStatus
  is_default: boolean
  /** Made by an instance admin; the others are people's own. */
  is_managed: boolean
  metadata: Record<string, unknown>
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
}

/** What somebody is in a tenant. */
export interface Standing {
  tenant_id: string
  name: string
  /** May administer it. */
  granted: boolean
  member_role: 'owner' | 'admin' | 'member' | 'viewer' | null
  member_since: Date | null
  /** They made it themselves: nobody took them in. */
  is_own: boolean
  is_personal: boolean
}
