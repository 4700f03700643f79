/** What a setting means to a person. */
export interface About {
  name: string
  label: string
  hint?: string
  kind: 'switch' | 'number' | 'text' | 'lines' | 'days' | 'choice'
  options?: readonly { value: string; label: string }[]
}

interface Section {
  title: string
  description: string
  settings: readonly About[]
}

export const sections: readonly Section[] = [
  {
    title: 'Ways in',
    description: 'What is off is refused by every API alike.',
    settings: [
      {
        name: 'signup_enabled',
        label: 'Sign-up',
        hint: 'Anybody may make an account.',
        kind: 'switch',
      },
      {
        name: 'require_email_verification',
        label: 'Proven addresses only',
        hint: 'Nobody is in before the code from the mail; sign-up tells nobody whether an address is taken.',
        kind: 'switch',
      },
      {
        name: 'disable_app_password_login',
        label: 'No passwords',
        hint: 'People sign in by link, code, passkey or provider alone.',
        kind: 'switch',
      },
      { name: 'magic_link_enabled', label: 'Links by mail', kind: 'switch' },
      { name: 'otp_enabled', label: 'Codes by mail or SMS', kind: 'switch' },
      { name: 'passkeys_enabled', label: 'Passkeys', kind: 'switch' },
      {
        name: 'anonymous_enabled',
        label: 'Without an account',
        hint: 'Apps may sign visitors in anonymously.',
        kind: 'switch',
      },
    ],
  },
  {
    title: 'Passwords',
    description: 'Common and personal ones are always refused; guesses are slowed down by account.',
    settings: [
      { name: 'password_min_length', label: 'Least length', kind: 'number' },
      { name: 'password_require_uppercase', label: 'An upper-case letter', kind: 'switch' },
      { name: 'password_require_lowercase', label: 'A lower-case letter', kind: 'switch' },
      { name: 'password_require_number', label: 'A digit', kind: 'switch' },
      { name: 'password_require_special', label: 'A special character', kind: 'switch' },
    ],
  },
  {
    title: 'Sessions',
    description: 'Access tokens live fifteen minutes; these say how long they can be renewed.',
    settings: [
      {
        name: 'refresh_idle_seconds',
        label: 'Unused for',
        hint: 'Days without use after which a session ends.',
        kind: 'days',
      },
      {
        name: 'session_life_seconds',
        label: 'At most',
        hint: 'Days after which everybody signs in again.',
        kind: 'days',
      },
    ],
  },
  {
    title: 'Where people go on',
    description: 'Links in mails and sign-ins at providers lead to these places alone.',
    settings: [
      {
        name: 'redirect_allow_list',
        label: 'Allowed addresses',
        hint: 'One per line: an origin, or the beginning of a path.',
        kind: 'lines',
      },
      {
        name: 'passkey_origins',
        label: 'Origins of passkeys',
        hint: 'One per line; empty: this server’s own. The first names the domain.',
        kind: 'lines',
      },
    ],
  },
  {
    title: 'CAPTCHA',
    description: 'Asked by the forms you choose, on every API.',
    settings: [
      { name: 'captcha_enabled', label: 'Ask for a CAPTCHA', kind: 'switch' },
      {
        name: 'captcha_adaptive',
        label: 'Only strangers',
        hint: 'Who is well known from where they are is not asked.',
        kind: 'switch',
      },
      {
        name: 'captcha_provider',
        label: 'Provider',
        kind: 'choice',
        options: [
          { value: 'cap', label: 'Built in: proof of work' },
          { value: 'turnstile', label: 'Turnstile' },
          { value: 'hcaptcha', label: 'hCaptcha' },
          { value: 'recaptcha_v3', label: 'reCAPTCHA v3' },
        ],
      },
      { name: 'captcha_site_key', label: 'Site key', kind: 'text' },
    ],
  },
  {
    title: 'Keys of people',
    description: 'Keys that act as the person who made them.',
    settings: [{ name: 'allow_user_client_keys', label: 'People may make keys', kind: 'switch' }],
  },
]
