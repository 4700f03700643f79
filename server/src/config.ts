import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import ipaddr from 'ipaddr.js'

/** An OpenID issuer that the operator configured: who signs, and for which clients. */
export interface Provider {
  issuer: string
  clientIds: string[]
  clientSecret: string | undefined
}

/** A bucket of S3, or of what speaks like it. */
export interface S3Settings {
  /** Unset: Amazon's. */
  endpoint: string | undefined
  bucket: string
  region: string
  accessKey: string
  secretKey: string
}

/** Everything the operator can set. Read once, here; handed down as values. */
export interface Config {
  port: number
  host: string
  /** Embedded database, outbox, generated secrets. */
  dataDir: string
  /** Unset: the embedded PostgreSQL. */
  databaseUrl: string | undefined
  /** Folder of `NNN_name.up.sql` files, applied at start. */
  migrationsDir: string | undefined
  /** Base of links in mails and issuer of tokens; no slash at its end. Unset: from the address listened on. */
  publicUrl: string | undefined
  /** Another origin for stored files, under which nobody signs in. */
  contentUrl: string | undefined
  /** Where files lie instead of in the data folder. */
  s3: S3Settings | undefined
  /** Root secrets, newest first. */
  secrets: string[]
  /** For the first set-up; unset: derived from the root secret and printed. */
  setupToken: string | undefined
  smtpUrl: string | undefined
  mailFrom: string
  providers: Record<string, Provider>
  preludeUrl: string | undefined
  /** The instance's own, for codes to people's phones; apps have theirs. Unset: no phones. */
  preludeApiKey: string | undefined
  firebaseUrl: string | undefined
  /** Addresses or networks whose forwarding headers count. */
  trustedProxies: string[]
  rateLimit: boolean
  /** Development only: outgoing requests may go to this machine. */
  allowLoopback: boolean
  /** Off: no CAPTCHA is asked for, whatever the settings say. */
  captcha: boolean
  /** Where CAPTCHAs are verified instead of at their provider. */
  captchaUrl: string | undefined
  /** `iss` of the tokens of app users. */
  appTokenIssuer: string
  /** Carries news between nodes; unset: there is one node. */
  natsUrl: string | undefined
  /** Server processes sharing the port. */
  processes: number
  /** True in a process that a supervisor started. */
  isWorker: boolean
  logLevel: string
  /** Whether lines of the log are kept in the database, too. */
  logStore: boolean
  /** The environment of this process with changes, for processes it starts. */
  environmentWith(changes: Record<string, string>): Record<string, string | undefined>
}

/** A bad setting. Its message is the one line the operator sees. */
export class ConfigError extends Error {
  constructor(variable: string, fault: string, accepted: string) {
    super(`${variable} ${fault}. Accepted: ${accepted}.`)
    this.name = 'ConfigError'
  }
}

type Env = Record<string, string | undefined>

/** @throws ConfigError naming the variable, its fault and what is accepted */
export function readConfig(env: Env = process.env): Config {
  const dataDir = resolve(env.FLUMEN_DATA_DIR || '.flumen')
  return {
    port: readInteger(env, 'PORT', 8080, 0, 65_535),
    host: env.HOST || '127.0.0.1',
    dataDir,
    databaseUrl: readUrl(env, 'FLUMEN_DATABASE_URL', ['postgres:', 'postgresql:']),
    publicUrl: readUrl(env, 'FLUMEN_PUBLIC_URL', ['http:', 'https:'])?.replace(/\/+$/, ''),
    contentUrl: readUrl(env, 'FLUMEN_CONTENT_URL', ['http:', 'https:'])?.replace(/\/+$/, ''),
    s3: readS3(env),
    secrets: readSecrets(env, dataDir),
    setupToken: readSetupToken(env),
    migrationsDir: env.FLUMEN_MIGRATIONS_DIR ? resolve(env.FLUMEN_MIGRATIONS_DIR) : undefined,
    smtpUrl: readUrl(env, 'FLUMEN_SMTP_URL', ['smtp:', 'smtps:']),
    mailFrom: readMailFrom(env),
    providers: readProviders(env),
    preludeUrl: readUrl(env, 'FLUMEN_PRELUDE_URL', ['http:', 'https:']),
    preludeApiKey: readPreludeKey(env),
    firebaseUrl: readUrl(env, 'FLUMEN_FIREBASE_URL', ['http:', 'https:']),
    captcha: readSwitch(env, 'FLUMEN_CAPTCHA', true),
    captchaUrl: readUrl(env, 'FLUMEN_CAPTCHA_URL', ['http:', 'https:']),
    trustedProxies: readProxies(env),
    rateLimit: readSwitch(env, 'FLUMEN_RATE_LIMIT', true),
    allowLoopback: readSwitch(env, 'FLUMEN_ALLOW_LOOPBACK', false),
    appTokenIssuer: env.FLUMEN_APP_TOKEN_ISSUER || 'fluo.dev',
    natsUrl: readUrl(env, 'FLUMEN_NATS_URL', ['nats:', 'tls:']),
    ...readProcesses(env),
    environmentWith: (changes) => ({ ...env, ...changes }),
    logLevel: readChoice(env, 'FLUMEN_LOG_LEVEL', 'info', logLevels),
    logStore: readSwitch(env, 'FLUMEN_LOG_STORE', true),
  }
}

function readProcesses(env: Env): { processes: number; isWorker: boolean } {
  if (env.FLUMEN_PROCESSES === 'worker') return { processes: 1, isWorker: true }
  const processes = readInteger(env, 'FLUMEN_PROCESSES', 1, 1, 64)
  if (processes > 1 && env.PORT === '0') {
    throw new ConfigError('PORT', 'is 0, which several processes cannot share', '1 to 65535')
  }
  if (processes > 1 && process.platform !== 'linux') {
    throw new ConfigError('FLUMEN_PROCESSES', 'is over 1, which needs Linux', '1 on this system')
  }
  return { processes, isWorker: false }
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent']

function readInteger(env: Env, name: string, fallback: number, min: number, max: number): number {
  const text = env[name]
  if (!text) return fallback
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= min && value <= max) return value
  throw new ConfigError(name, `is ${quote(text)}`, `a whole number from ${min} to ${max}`)
}

function readSwitch(env: Env, name: string, fallback: boolean): boolean {
  const text = env[name]?.toLowerCase()
  if (!text) return fallback
  if (['on', 'true', '1', 'yes'].includes(text)) return true
  if (['off', 'false', '0', 'no'].includes(text)) return false
  throw new ConfigError(name, `is ${quote(text)}`, 'on or off')
}

function readChoice(env: Env, name: string, fallback: string, choices: string[]): string {
  const text = env[name] || fallback
  if (choices.includes(text)) return text
  throw new ConfigError(name, `is ${quote(text)}`, choices.join(', '))
}

function readUrl(env: Env, name: string, protocols: string[]): string | undefined {
  const text = env[name]
  if (!text) return undefined
  const accepted = `a URL that begins with ${protocols.map((p) => `${p}//`).join(' or ')}`
  // The value may hold a password: it is not repeated.
  if (!protocols.some((protocol) => text.startsWith(`${protocol}//`))) {
    throw new ConfigError(name, 'is not such a URL', accepted)
  }
  // A socket folder stands where the host would (postgres://user@/db?host=/run): no WHATWG URL.
  if (!URL.canParse(text) && !protocols.includes('postgres:')) {
    throw new ConfigError(name, 'cannot be read as a URL', accepted)
  }
  return text
}

/** All of it or none: half of it would put files where nobody looks for them. */
function readS3(env: Env): S3Settings | undefined {
  const { FLUMEN_S3_BUCKET: bucket = '', FLUMEN_S3_ACCESS_KEY: accessKey = '' } = env
  const { FLUMEN_S3_SECRET_KEY: secretKey = '', FLUMEN_S3_REGION: region = '' } = env
  const endpoint = readUrl(env, 'FLUMEN_S3_ENDPOINT', ['http:', 'https:'])
  const given = { BUCKET: bucket, ACCESS_KEY: accessKey, SECRET_KEY: secretKey }
  if (Object.values(given).every((value) => value === '') && !endpoint) return undefined
  for (const [name, value] of Object.entries(given)) {
    if (value === '')
      throw new ConfigError(
        `FLUMEN_S3_${name}`,
        'is missing',
        'all of BUCKET, ACCESS_KEY, SECRET_KEY',
      )
  }
  return { endpoint, bucket, accessKey, secretKey, region: region || 'us-east-1' }
}

function readMailFrom(env: Env): string {
  const text = env.FLUMEN_MAIL_FROM || 'Flumen <flumen@localhost>'
  if (/^[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>$|^[^<>@\s]+@[^<>@\s]+$/.test(text)) return text
  throw new ConfigError('FLUMEN_MAIL_FROM', `is ${quote(text)}`, 'an address, or Name <address>')
}

function readProxies(env: Env): string[] {
  const list = readList(env.FLUMEN_TRUSTED_PROXIES)
  const wrong = list.find((item) => !ipaddr.isValid(item) && !ipaddr.isValidCIDR(item))
  if (wrong === undefined) return list
  const accepted = 'addresses or networks, separated by commas (10.0.0.7, 10.1.0.0/16)'
  throw new ConfigError('FLUMEN_TRUSTED_PROXIES', `holds ${quote(wrong)}`, accepted)
}

const presetIssuers: Record<string, string> = {
  google: 'https://accounts.google.com',
  apple: 'https://appleid.apple.com',
  microsoft: 'https://login.microsoftonline.com/common/v2.0',
  gitlab: 'https://gitlab.com',
  github: 'https://github.com',
  discord: 'https://discord.com',
  facebook: 'https://www.facebook.com',
  linkedin: 'https://www.linkedin.com/oauth',
  twitter: 'https://x.com',
}

/** There without being named: their ID tokens may be accepted for clients of apps. */
const alwaysThere = ['google', 'apple']

/** `FLUMEN_OAUTH_<PROVIDER>_ISSUER`, `_CLIENT_IDS`, `_CLIENT_SECRET`. */
function readProviders(env: Env): Record<string, Provider> {
  const names = new Set(alwaysThere)
  for (const key of Object.keys(env)) {
    const name = /^FLUMEN_OAUTH_([A-Z0-9_]+?)_(ISSUER|CLIENT_IDS|CLIENT_SECRET)$/.exec(key)?.[1]
    if (name) names.add(name.toLowerCase())
  }
  return Object.fromEntries([...names].map((name) => [name, readProvider(env, name)]))
}

function readProvider(env: Env, name: string): Provider {
  const variable = `FLUMEN_OAUTH_${name.toUpperCase()}`
  const issuer = readUrl(env, `${variable}_ISSUER`, ['https:', 'http:']) ?? presetIssuers[name]
  if (!issuer) throw new ConfigError(`${variable}_ISSUER`, 'is missing', 'the URL of the issuer')
  return {
    // Compared to the letter: a slash at its end is part of its name.
    issuer,
    clientIds: readList(env[`${variable}_CLIENT_IDS`]),
    clientSecret: env[`${variable}_CLIENT_SECRET`] || undefined,
  }
}

function readPreludeKey(env: Env): string | undefined {
  const key = env.FLUMEN_PRELUDE_API_KEY
  // A secret: it is not repeated. It travels in a header.
  if (!key || /^[\x21-\x7e]+$/.test(key)) return key || undefined
  throw new ConfigError('FLUMEN_PRELUDE_API_KEY', 'holds a space or a special character', 'a key')
}

function readSetupToken(env: Env): string | undefined {
  const token = env.FLUMEN_SETUP_TOKEN
  if (!token || token.length >= 16) return token || undefined
  throw new ConfigError('FLUMEN_SETUP_TOKEN', 'is shorter than 16 characters', 'random text')
}

/** From `FLUMEN_SECRET` (newest first, separated by commas), else made once and kept in the data folder. */
function readSecrets(env: Env, dataDir: string): string[] {
  const given = readList(env.FLUMEN_SECRET)
  if (given.some((secret) => secret.length < 32)) {
    throw new ConfigError(
      'FLUMEN_SECRET',
      'holds a secret of fewer than 32 characters',
      'random text of at least 32 characters; after a rotation new,old',
    )
  }
  if (given.length > 0) return given
  const file = join(dataDir, 'secret')
  return [existsSync(file) ? readFileSync(file, 'utf8').trim() : makeSecret(dataDir, file)]
}

function makeSecret(dataDir: string, file: string): string {
  const secret = randomBytes(32).toString('base64url')
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o711 })
    writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' })
    chmodSync(file, 0o600)
    return secret
  } catch (cause) {
    // Two first starts at once: the other one's secret counts.
    if (existsSync(file)) return readFileSync(file, 'utf8').trim()
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new ConfigError('FLUMEN_DATA_DIR', `cannot be written (${reason})`, 'a writable folder')
  }
}

const readList = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)

const quote = (text: string) => JSON.stringify(text.slice(0, 60))
