export const methodIds = ['email', 'mobile', 'google', 'apple'] as const
export type MethodId = (typeof methodIds)[number]

export const stepIds = ['firstName', 'lastName'] as const
export type StepId = (typeof stepIds)[number]

export const backendTypes = ['', 'custom', 'firebase', 'supabase'] as const
export type BackendType = (typeof backendTypes)[number]

export interface GoogleClientIds {
  web: string
  ios: string
  android: string
}

export interface AppleWebOptions {
  clientId: string
  redirectUri: string
}

/** A way to sign in, as stored and as on the wire. */
export interface AuthMethod {
  id: MethodId
  selected: boolean
  googleClientId?: GoogleClientIds
  appleWebOptions?: AppleWebOptions
}

/** A screen on which the app asks a new user for a name. */
export interface RegistrationStep {
  id: StepId
  fieldKey: string
  path: string
  selected: boolean
}

/** An app whose users sign in through us. */
export interface App {
  /** 15 letters and digits. */
  id: string
  tenant_id: string
  realm_id: string
  name: string
  auth_methods: AuthMethod[]
  registration_steps: RegistrationStep[]
  backend_type: BackendType
  terms_url: string
  privacy_url: string
  /** Encrypted, as the next three; `secrets.ts` opens them. */
  backend_extra: string | null
  prelude_key: string | null
  jwt_secret: string
  old_jwt_secret: string | null
  old_jwt_secret_ends_at: Date | null
  created_at: Date
  /** Whether the mailbox of the account it belongs to is proven. */
  owner_proven: boolean
}

/** What of an app stands in a list. */
export type AppSummary = Pick<App, 'id' | 'name' | 'backend_type'>

/** What a developer may change; what is left out stays. */
export interface AppChanges {
  name?: string | undefined
  authMethods?: AuthMethodInput[] | undefined
  registrationSteps?: { id: StepId; selected: boolean }[] | undefined
  backendType?: BackendType | undefined
  backendExtra?: Record<string, unknown> | undefined
  termsUrl?: string | undefined
  privacyUrl?: string | undefined
  /** `''` takes it away. */
  preludeApiKey?: string | undefined
}

export interface AuthMethodInput {
  id: MethodId
  selected: boolean
  googleClientId?: Partial<GoogleClientIds> | undefined
  appleWebOptions?: AppleWebOptions | undefined
}

/** An end user of an app. */
export interface AppUser {
  id: string
  /** 15 letters and digits: the id everybody else sees. */
  short_id: string
  realm_id: string
  username: string | null
  email: string | null
  phone: string | null
  phone_country: string | null
  first_name: string | null
  last_name: string | null
  role: string
  /** Access tokens issued in this second or before it are dead. */
  tokens_end_at: Date | null
  created_at: Date
}

/** One sign-in of an end user, begun or done. */
export interface SignIn {
  id: string
  app_id: string
  method: MethodId
  email: string | null
  phone: string | null
  phone_country: string | null
  code_id: string | null
  verified_at: Date | null
  created_at: Date
}

export interface Page {
  limit: number
  /** From 1. */
  page: number
}
