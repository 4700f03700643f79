import type {
  App,
  AppSummary,
  AppUser,
  ListedSignIn,
  signIns,
  WithKey,
} from '../../features/apps/index.ts'
import { backendTypes, methodIds, stepIds } from '../../features/apps/index.ts'
import type { User } from '../../features/identity/index.ts'
import { object, oneOf, Type } from '../../kernel/schema.ts'

/** `YYYY-MM-DD HH:MM:SS.mmmZ` (contract fluo, head). */
export const toTime = (time: Date): string => time.toISOString().replace('T', ' ')

/** A time that may not have come: then `""`. */
export const toTimeOrNone = (time: Date | null): string => (time ? toTime(time) : '')

export const ApiTime = Type.String({ description: 'YYYY-MM-DD HH:MM:SS.mmmZ' })
export const ApiTimeOrNone = Type.String({ description: 'YYYY-MM-DD HH:MM:SS.mmmZ, or empty' })

export const Account = object({
  id: Type.String({ description: '`rec_` and 15 characters' }),
  email: Type.String(),
  firstName: Type.String(),
  lastName: Type.String(),
})

export const toAccount = (user: User) => ({
  id: user.short_id,
  email: user.email ?? '',
  firstName: user.first_name ?? 'Fluo',
  lastName: user.last_name ?? 'User',
})

export const AuthMethod = object({
  id: oneOf(methodIds),
  selected: Type.Boolean(),
  googleClientId: Type.Optional(
    object({ web: Type.String(), ios: Type.String(), android: Type.String() }),
  ),
  appleWebOptions: Type.Optional(object({ clientId: Type.String(), redirectUri: Type.String() })),
})

export const RegistrationStep = object({
  id: oneOf(stepIds),
  fieldKey: Type.String(),
  path: Type.String(),
  selected: Type.Boolean(),
})

const summaryFields = {
  id: Type.String(),
  name: Type.String(),
  apiKey: Type.String({ description: 'Public: it selects the app' }),
  backendType: oneOf(backendTypes),
}

export const Summary = object(summaryFields)

export const toSummary = (app: WithKey<AppSummary>) => ({
  id: app.id,
  name: app.name,
  apiKey: app.api_key,
  backendType: app.backend_type,
})

const newAppFields = {
  ...summaryFields,
  authMethods: Type.Array(AuthMethod),
  registrationSteps: Type.Array(RegistrationStep),
}

export const NewApp = object(newAppFields)

export const toNewApp = (app: WithKey<App>) => ({
  ...toSummary(app),
  authMethods: app.auth_methods,
  registrationSteps: app.registration_steps,
})

const fullAppFields = {
  ...newAppFields,
  backendExtra: object(
    { configured: Type.Boolean() },
    { description: 'Settings are written, never read' },
  ),
  termsUrl: Type.String(),
  privacyUrl: Type.String(),
  preludeApiKey: Type.String({ description: 'Masked; empty where none is set' }),
}

export const FullApp = object(fullAppFields)
export const RevealedApp = object({ ...fullAppFields, jwtSecret: Type.String() })

export const toFullApp = (app: WithKey<App>) => ({
  ...toNewApp(app),
  backendExtra: { configured: app.backend_extra !== null },
  termsUrl: app.terms_url,
  privacyUrl: app.privacy_url,
  preludeApiKey: app.prelude_key === null ? '' : '••••••••',
})

export const SignIn = object({
  id: Type.String(),
  method: oneOf(methodIds),
  email: Type.String(),
  mobileE164: Type.Optional(Type.String()),
  userId: Type.String({ description: 'Empty while unverified' }),
  verifiedAt: ApiTimeOrNone,
  created: ApiTime,
})

export const toSignIn = (signIn: ListedSignIn) => ({
  id: signIn.id,
  method: signIn.method,
  email: signIn.email ?? '',
  ...(signIn.phone === null ? {} : { mobileE164: signIn.phone }),
  userId: signIn.user_short_id ?? '',
  verifiedAt: toTimeOrNone(signIn.verified_at),
  created: toTime(signIn.created_at),
})

export const ListedUser = object({
  id: Type.String(),
  email: Type.String(),
  firstName: Type.String(),
  lastName: Type.String(),
  mobileE164: Type.String(),
  mobileIso2: Type.String(),
  created: ApiTime,
})

export const toListedUser = (user: AppUser) => ({
  id: user.short_id,
  email: user.email ?? '',
  firstName: user.first_name ?? '',
  lastName: user.last_name ?? '',
  mobileE164: user.phone ?? '',
  mobileIso2: user.phone_country ?? '',
  created: toTime(user.created_at),
})

export const EndUser = object({
  id: Type.String(),
  email: Type.Optional(Type.String()),
  mobileE164: Type.Optional(Type.String()),
  mobileIso2: Type.Optional(Type.String()),
  firstName: Type.Optional(Type.String()),
  lastName: Type.Optional(Type.String()),
})

/** What is not known is left out: the SDK asks for a name that is not there. */
export const toEndUser = (user: AppUser) => ({
  id: user.short_id,
  ...(user.email === null ? {} : { email: user.email }),
  ...(user.phone === null ? {} : { mobileE164: user.phone }),
  ...(user.phone_country === null ? {} : { mobileIso2: user.phone_country }),
  ...(user.first_name === null ? {} : { firstName: user.first_name }),
  ...(user.last_name === null ? {} : { lastName: user.last_name }),
})

export const FullSession = object({
  id: Type.String(),
  accessToken: Type.String(),
  expiresAt: Type.Integer({ description: 'Seconds since 1970' }),
  refreshToken: Type.String(),
  firebaseToken: Type.Optional(Type.String()),
  supabaseToken: Type.Optional(Type.String()),
  supabaseSession: Type.Optional(Type.String()),
  user: EndUser,
})

export const toFullSession = (session: signIns.FullSession) => ({
  id: session.id,
  accessToken: session.access_token,
  expiresAt: session.expires_at,
  refreshToken: session.refresh_token,
  ...session.backend,
  user: toEndUser(session.user),
})
