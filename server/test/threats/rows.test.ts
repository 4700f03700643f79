import { test } from 'node:test'
import { mustBeShown, type Shown } from '../shown-by.ts'

/**
 * Where each row of the list of threats is shown, for sign-in, sessions, tokens and OAuth. The figures
 * that need a lot of time are held in `*.deep.ts`.
 */
const platform = (name: string, title: string): Shown => [
  `src/surfaces/platform/${name}.test.ts`,
  title,
]
const threat = (name: string, title: string): Shown => [`test/threats/${name}`, title]
const refreshes = (title: string): Shown => ['src/features/sessions/refresh.test.ts', title]
const issuer = (name: string, title: string): Shown => [
  `src/engines/issuers/${name}.test.ts`,
  title,
]

const rows: Record<string, readonly Shown[]> = {
  'A1 guessing a password': [
    threat('password-guessing.test.ts', 'A1 500 wrong passwords'),
    threat('password-guessing.test.ts', 'A1 at most 100 in a row'),
    threat('password-guessing.test.ts', 'A1 the cap of 100 in a row outlives'),
  ],
  'A2 through another door': [
    threat('platform-guessing.test.ts', 'A2 locked by guesses at'),
    threat('platform-guessing.test.ts', 'A2 every route that takes a password'),
    threat('password-guessing.test.ts', 'A2 locked through one door'),
    platform('two-factor', 'guesses are counted with those at sign-in'),
    platform('invitations', 'guesses are counted with those at sign-in'),
  ],
  'A3 from another address': [
    threat('client-addresses.test.ts', 'A3 one client is one key'),
    threat('client-addresses.test.ts', 'A3 a whole IPv6 /64'),
    threat('client-addresses.test.ts', 'A3 forwarding headers'),
  ],
  'A4 which accounts exist': [
    threat('enumeration.test.ts', 'A4 known and unknown'),
    threat('platform-enumeration.test.ts', 'A4 …'),
    threat('password-guessing.test.ts', 'A4 the lock tells nothing'),
  ],
  'A5 weak passwords': [
    threat('passwords.test.ts', 'A5 the table of lengths'),
    threat('passwords.test.ts', 'A5 the same table at a change'),
    threat('passwords.test.ts', 'A5 the blocklist'),
    threat('passwords.test.ts', 'A5 one text is one password'),
  ],
  'A6 hashing as a weapon': [
    threat('passwords.test.ts', 'A6 200 sign-ins at once'),
    threat('passwords.test.ts', 'A6 the event loop'),
    threat('passwords.test.ts', 'A6 an outdated hash'),
    threat('passwords.test.ts', 'A6 a password over the cap'),
  ],
  'A7 guessing digits': [
    threat('codes.test.ts', 'A7 six-digit guessing'),
    threat('codes.test.ts', 'A7 the right code after five'),
    threat('guessing.deep.ts', 'A7 100 rounds'),
    platform('otp', 'two hundred at once'),
    platform('magic-link', 'five wrong digits burn'),
    platform('verify-email', 'five wrong digits burn'),
  ],
  'A8 TOTP twice': [
    threat('second-factor.test.ts', 'A8 TOTP: the steps beside ours'),
    threat('second-factor.test.ts', 'A8 a step is good once'),
    platform('two-factor', 'one code at fifty doors'),
  ],
  'A9 one-time things twice': [
    threat('codes.test.ts', 'A9 one-time things at a barrier'),
    threat('guessing.deep.ts', 'A9 200 sign-ins of an app'),
    platform('magic-link', 'of fifty at once one signs in'),
    platform('password-reset', 'of fifty at once one succeeds'),
    platform('verify-email', 'of fifty at once one succeeds'),
    platform('invitations', 'accepted once, however many'),
    platform('two-factor', 'survive no race'),
    threat('platform-tokens.test.ts', 'T2 …'),
  ],
  'A10 the first factor alone': [
    threat('second-factor.test.ts', 'A10 nothing of the first step'),
    threat('second-factor.test.ts', 'A10 on every route of every surface'),
    platform('id-token', 'a second factor is asked for'),
    platform('oauth', 'the second factor is asked for'),
  ],
  'A11 spellings of an address': [
    threat('mailboxes.test.ts', 'A11 spellings of an address'),
    threat('mailboxes.test.ts', 'A11 I11 300 hostile addresses'),
  ],
  'A12 links to the attacker': [threat('mailboxes.test.ts', 'A12 forged hosts')],
  'A13 fields of ours': [threat('protected-fields.test.ts', 'A13 …'), platform('profile', '…:')],
  'A14 changing the way in': [
    threat('ways-in.test.ts', 'A14 two clients at once'),
    threat('ways-in.test.ts', 'A14 unlinking is refused'),
    platform('profile', '…: allowed by a nonce'),
    platform('profile', 'waits beside the old one'),
  ],
  'A15 impersonation': [
    platform('impersonate', 'as a person: both identities'),
    platform('impersonate', '…: …'),
    platform('impersonate', 'stop is immediate'),
    threat('roles.test.ts', 'R1 T6 …'),
  ],
  'A16 set-up raced': [platform('admin', 'set-up: refused without the token')],
  'A17 mail as a weapon': [
    threat('mailboxes.test.ts', 'A17 200 calls over two processes'),
    threat('password-guessing.test.ts', 'A17 a restart refills nothing'),
  ],
  'S1 fixation': [threat('endings.test.ts', 'S1 every sign-in')],
  'S2 tokens after sign-out': [
    threat('authorization.test.ts', 'R1 S2 T7 …'),
    threat('endings.test.ts', 'T7 S2 an end is felt'),
    ['test/conformance-auth.test.ts', '… makes the old access token fail'],
  ],
  'S3 sessions after a change': [
    threat('endings.test.ts', 'S3 a changed password'),
    threat('endings.test.ts', 'S3 a reset password'),
    platform('two-factor', 'ends all other sessions'),
    ['test/one-account.test.ts', '… ends every session'],
  ],
  'S4 people and rights that are gone': [
    threat('endings.test.ts', 'S4 a closed account'),
    platform('tenants', 'who is taken out is out at once'),
    platform('tenants', 'a grant that is taken back'),
    platform('tenants', 'what is lost counts at once on a second process'),
  ],
  'S5 refresh raced': [
    refreshes('fifty at once'),
    refreshes('later than that the family ends'),
    threat('guessing.deep.ts', 'S5 100 refresh tokens'),
  ],
  'S6 rotated and restarted': [threat('endings.test.ts', 'S6 a rotated refresh token')],
  'S7 CSRF': [
    threat('browsers.test.ts', 'S7 only metering reads cookies'),
    threat('browsers.test.ts', 'S7 …'),
  ],
  'S8 cookies': [threat('browsers.test.ts', 'S8 every cookie')],
  'S9 CORS': [threat('browsers.test.ts', 'S9 no origin')],
  'S10 lifetimes': [
    threat('lifetimes.test.ts', 'S10 …: unused'),
    threat('lifetimes.test.ts', 'S10 …: however much'),
  ],
  'B1 names that are paths': [platform('storage', 'B1 a name is kept')],
  'B2 files that are pages': [platform('storage-abuse', 'B2 B3 what a browser would run')],
  'B3 declared and real type': [platform('storage', 'B3 the rules of a bucket')],
  'B4 links to files': [platform('storage', 'B4 a link gives one file')],
  'B5 images that are bombs': [platform('storage-images', 'B5 images that are bombs')],
  'B7 uploads in parts': [platform('storage-abuse', 'B7 chunks: bounds')],
  'B8 bytes nobody names': [platform('storage-abuse', 'B8 the sweep takes')],
  'B9 ranges': [platform('storage', 'B9 ranges')],
  'B10 quotas at once': [platform('storage-abuse', 'B10 of many at once')],
  'B11 whose file it is': [platform('storage', 'B11 a private file')],
  'S11 caches': [threat('browsers.test.ts', 'S11 no shared cache')],
  'T1 forged tokens': [
    threat('forged-tokens.test.ts', 'T1 forged tokens'),
    threat('forged-tokens.test.ts', 'T1 no forged token'),
  ],
  'T2 one kind for another': [
    threat('authorization.test.ts', 'T2 no credential of one surface'),
    threat('codes.test.ts', 'T2 every kind of one-time token'),
    threat('platform-tokens.test.ts', 'T2 …'),
    threat('platform-tokens.test.ts', 'T2 none of them but an access token'),
  ],
  'T3 expiry': [threat('forged-tokens.test.ts', 'T3 a token is refused')],
  'T4 memory of tokens': [threat('forged-tokens.test.ts', 'T4 the memory')],
  'T5 keys in the database': [
    threat('leaks.test.ts', 'T5 100 secrets in use'),
    ['test/conformance-auth.test.ts', 'no table holds a plaintext token'],
  ],
  'T6 scopes': [
    threat('roles.test.ts', 'T6 … asks a key for'),
    threat('foreign-objects.test.ts', 'T6 a key that may only read'),
  ],
  'T7 revoked, deprecated, rotated': [
    platform('service-keys', 'a deprecated key dies'),
    platform('service-keys', 'rotate makes a like key'),
    platform('service-keys', 'on another process, too'),
    threat('endings.test.ts', 'T7 S2 an end is felt'),
  ],
  'T8 secrets in logs': [threat('leaks.test.ts', 'T8 a canary')],
  'T9 new signing keys': [
    threat('lifetimes.test.ts', 'T9 keys change 30 times'),
    issuer('keys', 'unknown keys make us ask at most once'),
  ],
  'T10 malformed credentials': [
    threat('forged-tokens.test.ts', 'T10 malformed credentials'),
    threat('input.stress.ts', 'T10 20,000 credentials'),
  ],
  'O1 redirect URIs': [
    ['src/features/identity/redirects.test.ts', 'are enough of them'],
    platform('oauth-attacks', 'no parameter sends anybody'),
  ],
  'O2 a code twice': [
    threat('oauth-client.test.ts', 'O2 our code for the app at fifty doors'),
    threat('oauth-client.test.ts', 'O2 our code twice'),
    platform('oauth', 'twenty at once with one answer'),
    platform('oauth', 'a browser: there and back'),
  ],
  'O3 PKCE': [threat('oauth-client.test.ts', 'O3 every flow has a challenge')],
  'O4 a code of another flow': [
    threat('oauth-client.test.ts', 'O4 of all combinations'),
    threat('oauth-client.test.ts', 'O4 a code of the provider'),
    platform('oauth', 'the code for the app lives a minute'),
  ],
  'O7 refresh tokens': [
    refreshes('later than that the family ends'),
    threat('lifetimes.test.ts', 'S10 …: however much'),
  ],
  'O8 mix-up': [platform('oauth-attacks', 'mix-up')],
  'O9 linking by address': [
    threat('ways-in.test.ts', 'O9 whoever prepares'),
    platform('oauth', 'an account that somebody made'),
    platform('oauth', 'a verified address finds'),
    platform('oauth-attacks', 'linking cannot take'),
  ],
  'O10 ID tokens': [
    platform('id-token', 'what is not ours is 400'),
    issuer('issuers', "an attacker's issuer"),
  ],
  'O11 open redirects': [
    platform('oauth-attacks', 'no parameter sends anybody'),
    platform('oauth-attacks', 'judged again on the way back'),
  ],
  'O12 frames and redirects': [threat('browsers.test.ts', 'O12 nothing of ours is framed')],
  'O19 huge parameters': [platform('oauth-attacks', 'huge parameters')],
}

for (const [row, shown] of Object.entries(rows)) {
  test(`${row}: shown by ${shown.length}`, async () => {
    for (const one of shown) await mustBeShown(one)
  })
}
