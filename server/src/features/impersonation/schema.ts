export const impersonationTypes = ['user', 'anon', 'service'] as const
export type ImpersonationType = (typeof impersonationTypes)[number]

/** Somebody who administers as somebody else, for at most an hour. */
export interface Impersonation {
  /** Also the session id of its tokens. */
  id: string
  admin_user_id: string
  target_user_id: string | null
  impersonation_type: ImpersonationType
  target_role: string
  tenant_id: string | null
  reason: string
  ip_address: string | null
  user_agent: string | null
  started_at: Date
  ended_at: Date | null
  is_active: boolean
}

export interface Target {
  id: string
  email: string | null
  role: string
}

/** What tokens say of whom they impersonate. */
export interface TargetUser extends Target {
  username: string | null
  token_version: number
  is_anonymous: boolean
  /** Administers something. */
  is_protected: boolean
}
