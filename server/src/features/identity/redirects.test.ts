import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { allowedRedirect, withParameter } from './redirects.ts'

const list = [
  'https://app.example',
  'https://shop.example/signed-in',
  'https://slash.example/auth/',
  'http://localhost:5173',
]

describe('what is on the list is reached, in the spelling of browsers', () => {
  const table: [given: string, reached?: string][] = [
    ['https://app.example', 'https://app.example/'],
    ['https://app.example/'],
    ['https://app.example/a/b?next=%2Fhome'],
    ['https://APP.example/x', 'https://app.example/x'],
    ['https://app.example:443/x', 'https://app.example/x'],
    ['https://shop.example/signed-in'],
    ['https://shop.example/signed-in?from=mail'],
    ['https://shop.example/signed-in/deep/er'],
    ['https://slash.example/auth'],
    ['https://slash.example/auth/callback'],
    ['http://localhost:5173/callback'],
    ['https://app.example/with%20space'],
    ['https://app.example/?email=a%40b'],
  ]
  for (const [given, reached = given] of table) {
    test(given, () => assert.equal(allowedRedirect(list, given), reached))
  }
})

/** Each is a way in which somebody was once sent somewhere else with a proof in the address. */
const hosts = [
  'evil.example',
  'app.example.evil.example',
  'evil-app.example',
  'xapp.example',
  'app.example.',
  'app-example',
  'sub.app.example',
  'app.examplе', // Cyrillic
  'аpp.example',
  'app.example%2eevil.example',
  'app.example%00.evil.example',
  'app%2eexample',
  'app.example%23.evil.example',
  'app.example%252eevil.example',
  'evil.example%2f@app.example',
  'app.example@evil.example',
  'app.example:443@evil.example',
  'user@app.example',
  'user:password@app.example',
  ':@app.example',
  '@app.example',
  'app.example:8443',
  'app.example:80',
  'app.example:0',
  'app.example:65536',
  'app.example:x',
  'app.example\\@evil.example',
  'app.example\\.evil.example',
  'evil.example\\.app.example',
  'evil.example#.app.example',
  'evil.example?.app.example',
  'evil.example/.app.example',
  'evil.example;app.example',
  'app.example;evil.example',
  'app.example,evil.example',
  'app.example evil.example',
  '[::1]',
  '127.0.0.1',
  '0x7f.1',
  '2130706433',
  'app。example',
  'app．example',
  'ａpp.example',
  'xn--pp-example-evil.example',
  '',
]
const schemes = [
  'http://app.example/x',
  'HTTPS://app.example/x',
  'https:app.example/x',
  'https:/app.example/x',
  'https:///app.example/x',
  'https:////app.example/x',
  'https:\\\\app.example/x',
  'https:/\\app.example/x',
  'https:\\/app.example/x',
  '//app.example/x',
  '///app.example/x',
  '\\\\app.example/x',
  '/\\app.example/x',
  '/x',
  'x',
  '',
  '.',
  '?x',
  '#x',
  'app.example/x',
  'javascript:alert(1)',
  'javascript://app.example/%0aalert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,https://app.example/',
  'vbscript:x',
  'file:///etc/passwd',
  'ftp://app.example/x',
  'ws://app.example/x',
  'wss://app.example/x',
  'blob:https://app.example/x',
  'filesystem:https://app.example/x',
  'view-source:https://app.example/x',
  'about:blank',
  'mailto:eve@evil.example',
  'tel:1',
  'intent://app.example/x',
  'app.example://x',
  'https',
  'https:',
  'https:/',
  'https://',
  'https:///',
  'https://#',
  'https://?',
  'https://@',
  'https://:',
  ' https://app.example/x',
  'https://app.example/x ',
  '\thttps://app.example/x',
  '\nhttps://app.example/x',
  'https://app.example/x\n',
  'https://app.example/x\r\nSet-Cookie: a=b',
  'https://app.example/x\0',
  'h\nttps://app.example/x',
  'https:\n//app.example/x',
  'https:/\t/app.example/x',
  '\u0001https://app.example/x',
  '\ufeffhttps://app.example/x',
  '\u200bhttps://app.example/x',
  'https://app.example/\u202ex',
  'https://app.example/ü',
  'https://app.example /x',
  'https://app.exa\tmple/x',
  'https://app.exa\nmple/x',
  'https://app.exa\u00admple/x',
  '"https://app.example/x"',
  '<https://app.example/x>',
  'https://app.example/x,https://evil.example/x',
  'null',
  'undefined',
  '[object Object]',
  '*',
  'https://*',
  'https://*.example/x',
  `https://app.example/${'x'.repeat(2000)}`,
]
const paths = [
  '#',
  '#access_token=stolen',
  '#/deep',
  '/x#y',
  '/?x#y',
  '//evil.example',
  '//evil.example/..',
  '/x//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\evil.example',
  '/x\\..\\y',
  '/%2f/evil.example',
  '/%2F%2Fevil.example',
  '/%5cevil.example',
  '/%5Cevil.example',
  '/..%2f..%2fadmin',
  '/x/%2e%2e%2fadmin',
  '/x/..%5cadmin',
  '/%252e%252e/admin',
  '/%252fadmin',
  '/%00',
  '/x%00.html',
  '/%0d%0aSet-Cookie:a=b',
  '/%0a',
  '/%09',
  '/%1f',
  '/%7f',
  '/x;jsessionid=1',
  '/..;/admin',
  '/a b',
  '/\u2028',
]
/** Below another prefix than the one on the list. */
const outside = [
  '',
  '/',
  '/signed',
  '/signed-in-not',
  '/signed-in.evil',
  '/signed-in%20',
  '/signed-in%2f',
  '/signed-in/../admin',
  '/signed-in/../../admin',
  '/signed-in/..',
  '/signed-in/x/../../admin',
  '/signed-in/%2e%2e/admin',
  '/signed-in/%2E%2e/admin',
  '/signed-in/.%2e/admin',
  '/signed-in/%2e./admin',
  '/signed-in/..\\admin',
  '/signed-in\\..\\admin',
  '/signed-in/./../admin',
  '/signed-in//../../admin',
  '/Signed-in',
  '/SIGNED-IN',
  '/%73igned-in',
  '/x/signed-in',
  '/?/signed-in',
  '/?next=/signed-in',
  '//signed-in',
  '/;/signed-in',
  '/signed-in;/x',
  '/signed-in%3f/..',
  '/signed%2din',
  '/signed-in%23',
  '/admin/..;/signed-in',
]
const ports = [
  'http://localhost',
  'http://localhost:5174/',
  'https://localhost:5173/',
  'http://localhost:51730/',
  'http://localhost:5173@evil.example/',
  'http://localhost.evil.example:5173/',
  'http://127.0.0.1:5173/',
  'http://[::1]:5173/',
  'http://LOCALHOST.:5173/',
  'http://localhost:5173.evil.example/',
  'https://slash.example/',
  'https://slash.example/author',
  'https://slash.example/auth/../x',
  'https://slash.example/auth%2fx',
  'https://slash.example/auth.',
]
const hostile = [
  ...hosts.map((host) => `https://${host}/x`),
  ...schemes,
  ...paths.map((path) => `https://app.example${path}`),
  ...outside.map((path) => `https://shop.example${path}`),
  ...ports,
]

/** The very texts a list of prefixes would let through, were it compared as text. */
describe(`${hostile.length} addresses that lead elsewhere, or might for some reader`, () => {
  test('are enough of them, and no one twice', () => {
    assert.ok(hostile.length >= 190, String(hostile.length))
    assert.equal(new Set(hostile).size, hostile.length)
  })
  for (const given of hostile) {
    test(JSON.stringify(given.slice(0, 80)), () => {
      const reached = allowedRedirect(list, given)
      if (reached === undefined) return
      const url = new URL(reached)
      assert.fail(`${given} reaches ${url.href}`)
    })
  }
})

describe('a list that is wrong lets nobody through', () => {
  const table = [
    '*',
    '',
    'app.example',
    '//app.example',
    'https://*.example',
    'https://user@app.example',
    'https://app.example/?x',
    'https://app.example/#x',
    'javascript:x',
    'null',
  ]
  for (const entry of table) {
    test(entry, () => assert.equal(allowedRedirect([entry], 'https://app.example/x'), undefined))
  }
  test('an empty one', () => assert.equal(allowedRedirect([], 'https://app.example/x'), undefined))
})

test('a parameter is added to those that are there, and replaces its own name', () => {
  const table: [string, string][] = [
    ['https://app.example/x', 'https://app.example/x?code=a.b'],
    ['https://app.example/x?y=1', 'https://app.example/x?y=1&code=a.b'],
    ['https://app.example/x?code=evil&y=1&code=two', 'https://app.example/x?code=a.b&y=1'],
  ]
  for (const [given, made] of table) assert.equal(withParameter(given, 'code', 'a.b'), made)
})
