import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { AppError } from '../../../kernel/errors.ts'
import { keyFile } from './firebase-stand-in.ts'
import { firebase, supabase } from './index.ts'

const kept = {
  type: 'service_account',
  project_id: keyFile.project_id,
  client_email: keyFile.client_email,
  private_key: keyFile.private_key,
  private_key_id: keyFile.private_key_id,
  token_uri: keyFile.token_uri,
}

test('of a key file, as object or as text, what is needed is kept', () => {
  const settings = { serviceAccount: kept }
  assert.deepEqual(firebase.checkSettings({ serviceAccount: keyFile }), settings)
  assert.deepEqual(firebase.checkSettings({ serviceAccount: JSON.stringify(keyFile) }), settings)
  assert.deepEqual(firebase.checkSettings(settings), settings)
})

test('the token server may be left out, line breaks of the key may be escaped', () => {
  const { token_uri: _, private_key_id: __, ...rest } = keyFile
  const private_key = keyFile.private_key.replaceAll('\n', '\\n')
  const { serviceAccount } = firebase.checkSettings({ serviceAccount: { ...rest, private_key } })
  const { private_key_id: ___, ...expected } = kept
  assert.deepEqual(serviceAccount, expected)
})

const pemOf = (key: { export(o: { type: 'pkcs8'; format: 'pem' }): string | Buffer }) =>
  `${key.export({ type: 'pkcs8', format: 'pem' })}`
const weak = pemOf(generateKeyPairSync('rsa', { modulusLength: 1_024 }).privateKey)
const curve = pemOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)

const file = (changes: object) => ({ serviceAccount: { ...keyFile, ...changes } })
const account = 'backendExtra.serviceAccount'

const badFirebase: [string, unknown, string, string][] = [
  ['nothing', undefined, 'backendExtra', 'required'],
  ['null', null, 'backendExtra', 'type'],
  ['a list', [], 'backendExtra', 'type'],
  ['no service account', {}, account, 'required'],
  ['another key', { ...file({}), apiKey: 'x' }, 'backendExtra.apiKey', 'unknown_field'],
  ['settings of Supabase', { url: 'https://x.test' }, 'backendExtra.url', 'unknown_field'],
  ['text that is not JSON', { serviceAccount: '{"type":' }, account, 'json_invalid'],
  ['JSON that is no object', { serviceAccount: '"x"' }, account, 'type'],
  ['a number', { serviceAccount: 1 }, account, 'type'],
  ['a web configuration', file({ type: undefined }), `${account}.type`, 'required'],
  ['an OAuth client', file({ type: 'authorized_user' }), `${account}.type`, 'pattern'],
  ['no project', file({ project_id: '' }), `${account}.project_id`, 'required'],
  ['a project with a path', file({ project_id: 'a/../b' }), `${account}.project_id`, 'pattern'],
  ['no address', file({ client_email: undefined }), `${account}.client_email`, 'required'],
  ['a wrong address', file({ client_email: 'x' }), `${account}.client_email`, 'pattern'],
  ['a number as key', file({ private_key: 1 }), `${account}.private_key`, 'type'],
  ['no key', file({ private_key: undefined }), `${account}.private_key`, 'required'],
  ['text as key', file({ private_key: 'x' }), `${account}.private_key`, 'invalid_key'],
  ['a short key', file({ private_key: weak }), `${account}.private_key`, 'invalid_key'],
  ['an EC key', file({ private_key: curve }), `${account}.private_key`, 'invalid_key'],
  ['a key id with spaces', file({ private_key_id: 'a b' }), `${account}.private_key_id`, 'pattern'],
  ['plain http', file({ token_uri: 'http://x.test/' }), `${account}.token_uri`, 'url'],
]

const url = 'https://abcdefgh.supabase.co'
const keyOfRole = (role: string) =>
  `e30.${Buffer.from(JSON.stringify({ iss: 'supabase', role })).toString('base64url')}.x`
const serviceRoleKey = keyOfRole('service_role')

test('of Supabase the origin and the key are kept', () => {
  for (const [given, origin] of [
    [url, url],
    ['https://ABCDEFGH.supabase.co/', url],
    ['https://db.example.com:8443', 'https://db.example.com:8443'],
    ['http://127.0.0.1:54321', 'http://127.0.0.1:54321'],
  ] as const) {
    for (const key of [serviceRoleKey, 'sb_secret_abc', 'opaque']) {
      const settings = supabase.checkSettings({ url: given, serviceRoleKey: key })
      assert.deepEqual(settings, { url: origin, serviceRoleKey: key })
      assert.deepEqual(supabase.checkSettings(settings), settings)
    }
  }
})

const urlField = 'backendExtra.url'
const keyField = 'backendExtra.serviceRoleKey'

const badSupabase: [string, unknown, string, string][] = [
  ['text', 'x', 'backendExtra', 'type'],
  ['another key', { url, serviceRoleKey, anonKey: 'x' }, 'backendExtra.anonKey', 'unknown_field'],
  ['no URL', { serviceRoleKey }, urlField, 'required'],
  ['a number', { url: 1, serviceRoleKey }, urlField, 'type'],
  ['a host alone', { url: 'abcdefgh.supabase.co', serviceRoleKey }, urlField, 'url'],
  ['plain http', { url: 'http://abcdefgh.supabase.co', serviceRoleKey }, urlField, 'url'],
  ['http to a near name', { url: 'http://localhost.test', serviceRoleKey }, urlField, 'url'],
  ['a path', { url: `${url}/rest/v1`, serviceRoleKey }, urlField, 'url'],
  ['a query', { url: `${url}/?a=b`, serviceRoleKey }, urlField, 'url'],
  ['a password', { url: 'https://u:p@abcdefgh.supabase.co', serviceRoleKey }, urlField, 'url'],
  ['another scheme', { url: 'file:///etc/passwd', serviceRoleKey }, urlField, 'url'],
  ['no key', { url }, keyField, 'required'],
  ['a key with a line break', { url, serviceRoleKey: 'a\r\nb: c' }, keyField, 'pattern'],
  ['a masked key', { url, serviceRoleKey: 'sb_secret_••••' }, keyField, 'pattern'],
  ['the anon key', { url, serviceRoleKey: keyOfRole('anon') }, keyField, 'wrong_key'],
  ['a publishable key', { url, serviceRoleKey: 'sb_publishable_abc' }, keyField, 'wrong_key'],
]

for (const [backend, name, table] of [
  [firebase, 'firebase', badFirebase],
  [supabase, 'supabase', badSupabase],
] as const) {
  for (const [what, extra, field, code] of table) {
    test(`${name}: ${what} is a fault of ${field}: ${code}`, () => {
      const check = () => backend.checkSettings(extra)
      assert.throws(check, (error) => {
        assert.ok(error instanceof AppError)
        assert.equal(error.kind, 'invalid')
        const [fault] = error.faults
        assert.deepEqual([fault?.path.join('.'), fault?.code], [field, code])
        assert.equal(fault?.input, undefined)
        assert.doesNotMatch(`${error.message} ${fault?.message}`, /PRIVATE|eyJ|u:p|••/)
        return true
      })
    })
  }
}
