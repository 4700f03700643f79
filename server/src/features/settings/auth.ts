import { type Static, Type } from '@sinclair/typebox'
import { object } from '../../kernel/schema.ts'

/** Forms that can ask for a CAPTCHA. */
export const captchaEndpoints = ['signup', 'login', 'password_reset', 'magic_link'] as const

const oneOf = <const V extends readonly string[]>(
  values: V,
  options: { default?: V[number] } = {},
) => Type.Unsafe<V[number]>({ type: 'string', enum: [...values], ...options })

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
  /** See features/captcha. The provider's secret is no setting: it is kept sealed. */
  captcha_enabled: Type.Boolean({ default: false }),
  captcha_provider: oneOf(['hcaptcha', 'recaptcha_v3', 'turnstile', 'cap'], { default: 'cap' }),
  captcha_site_key: Type.String({ default: '', maxLength: 200 }),
  captcha_endpoints: Type.Array(oneOf(captchaEndpoints), {
    default: [...captchaEndpoints],
    uniqueItems: true,
  }),
  /** Of reCAPTCHA; 1 is surely a person. */
  captcha_score_threshold: Type.Number({ default: 0.5, minimum: 0, maximum: 1 }),
  /** Pages whose CAPTCHAs count; empty: the provider's own list alone. */
  captcha_hostnames: Type.Array(Type.String({ maxLength: 253 }), { default: [], maxItems: 50 }),
  /** Ask only whom we do not know well. */
  captcha_adaptive: Type.Boolean({ default: false }),
  captcha_threshold: Type.Integer({ default: 50, minimum: 0, maximum: 110 }),
  /** Another Cap server; empty: puzzles are made and checked here. */
  captcha_cap_server_url: Type.String({
    default: '',
    maxLength: 500,
    pattern: '^(https?://\\S+)?$',
  }),
  /** Hexadecimal digits of our puzzles; one more is sixteen times the work. */
  captcha_difficulty: Type.Integer({ default: 4, minimum: 1, maximum: 6 }),
  /** Who shows one factor alone may do nothing but set up a second one. */
  second_factor_required: Type.Boolean({ default: false }),
  second_factor_required_of_admins: Type.Boolean({ default: false }),
  /** A mail when somebody signs in from where they did not lately. */
  new_device_mails: Type.Boolean({ default: true }),
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
