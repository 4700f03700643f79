import { type Static, Type } from '@sinclair/typebox'
import { object } from '../../kernel/schema.ts'

/**
 * How people sign in, as it can be changed while the server runs. Stored under `app.auth.<name>`;
 * what is not stored has the default here.
 */
export const AuthSettings = object({
  signup_enabled: Type.Boolean({ default: true }),
  require_email_verification: Type.Boolean({ default: false }),
  magic_link_enabled: Type.Boolean({ default: true }),
  otp_enabled: Type.Boolean({ default: true }),
  anonymous_enabled: Type.Boolean({ default: false }),
  passkeys_enabled: Type.Boolean({ default: true }),
  /** Where passkeys are made and used, beside the server's own address; the first names the site. */
  passkey_origins: Type.Array(Type.String({ maxLength: 300 }), { default: [], maxItems: 50 }),
  disable_app_password_login: Type.Boolean({ default: false }),
  password_min_length: Type.Integer({ default: 8, minimum: 8, maximum: 64 }),
  password_require_uppercase: Type.Boolean({ default: false }),
  password_require_lowercase: Type.Boolean({ default: false }),
  password_require_number: Type.Boolean({ default: false }),
  password_require_special: Type.Boolean({ default: false }),
  allow_user_client_keys: Type.Boolean({ default: true }),
  /** Where a person may be sent after signing in: origins, or URLs whose path is a prefix. */
  redirect_allow_list: Type.Array(Type.String({ maxLength: 500 }), { default: [], maxItems: 100 }),
  /** Idle life of a refresh token, and the life of a session however used; seconds. */
  refresh_idle_seconds: Type.Integer({ default: 7 * 86_400, minimum: 300, maximum: 400 * 86_400 }),
  session_life_seconds: Type.Integer({ default: 30 * 86_400, minimum: 300, maximum: 400 * 86_400 }),
})

export type AuthSettings = Static<typeof AuthSettings>

export type AuthSettingName = keyof AuthSettings

export const authPrefix = 'app.auth.'

/** Every default, in one object. */
export const authDefaults: AuthSettings = Object.fromEntries(
  Object.entries(AuthSettings.properties).map(([name, schema]) => [name, schema.default]),
) as AuthSettings
