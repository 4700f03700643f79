export const invitationRoles = ['instance_admin', 'tenant_admin', 'dashboard_user'] as const
export type InvitationRole = (typeof invitationRoles)[number]

export interface Invitation {
  id: string
  email: string
  role: InvitationRole
  tenant_id: string | null
  invited_by: string | null
  expires_at: Date
  accepted_at: Date | null
  created_at: Date
  discarded_at: Date | null
}
