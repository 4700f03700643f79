import { type MemberRole, memberRoles } from '../members/index.ts'

/** What administrators invite to. */
export const invitationRoles = ['instance_admin', 'tenant_admin', 'dashboard_user'] as const
export type InvitationRole = (typeof invitationRoles)[number]

/** Everything that a link may lead to: the members of a tenant invite to be one, too. */
export const everyRole = [...invitationRoles, ...memberRoles] as const
export type AnyRole = InvitationRole | MemberRole

export const isMemberRole = (role: AnyRole): role is MemberRole =>
  (memberRoles as readonly string[]).includes(role)

export interface Invitation {
  id: string
  email: string
  role: AnyRole
  tenant_id: string | null
  invited_by: string | null
  expires_at: Date
  accepted_at: Date | null
  created_at: Date
  discarded_at: Date | null
}
