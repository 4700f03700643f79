import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { codeKinds, linkKinds, type MailData, mailKinds } from './kinds.ts'
import { render } from './render.ts'

const full: MailData = {
  brand: 'Acme Mobile',
  code: '482913',
  link: 'https://flumen.example/auth/reset-password?token=aB3_-x&lang=de',
  notMeLink: 'https://flumen.example/auth/not-me?token=zZ9',
  minutes: 15,
  name: 'Ada',
  keyName: 'CI deploy (rst_4f2a…)',
  keys: ['Laptop (rst_77aa…)', 'Backup (pat_91c0…)'],
  device: 'Firefox on Linux',
  address: '203.0.113.7',
  at: '2026-03-04T17:05:00Z',
}

describe('text of strangers', () => {
  const hostile = `Ac<script>alert(1)</script>me "quoted" & 'co'`

  it('is escaped wherever it stands in the HTML', () => {
    for (const kind of mailKinds) {
      const data = {
        ...full,
        brand: hostile,
        name: hostile,
        keyName: hostile,
        keys: [hostile],
        device: hostile,
        address: hostile,
        at: hostile,
        code: '<b>1</b>',
      }
      const { html, text } = render(kind, 'en', data)
      assert.doesNotMatch(html, /<script|<b>|alert\(1\)<\/script/)
      assert.ok(
        html.includes(
          'Ac&lt;script&gt;alert(1)&lt;/script&gt;me &quot;quoted&quot; &amp; &#39;co&#39;',
        ),
      )
      assert.ok(text.includes(hostile))
    }
  })

  it('is one line, however it is broken, and of bounded length', () => {
    const { subject, text } = render('sign_in_code', 'en', {
      ...full,
      brand: `A\r\nBcc: eve@x\u2028B\u202egnp\u0000C`,
    })
    assert.equal(subject, '482913 is your A Bcc: eve@x Bgnp C code')
    assert.doesNotMatch(text, /\r|\u2028|\u202e|\0/)
    const long = render('sign_in_code', 'en', { ...full, brand: '🦉'.repeat(500) })
    assert.equal(Array.from(long.subject).length, '482913 is your  code'.length + 100)
    assert.ok(long.subject.isWellFormed() && long.text.isWellFormed())
  })

  it('makes no links: those come from the server alone', () => {
    const bait = 'You won! https://evil.example/claim'
    for (const kind of mailKinds) {
      const { text, html } = render(kind, 'en', {
        ...full,
        brand: bait,
        name: bait,
        keyName: bait,
        keys: [bait],
        device: bait,
      })
      const hosts = [text, html].flatMap((body) => body.match(/https?:\/\/[^/"<\s]+/g) ?? [])
      assert.deepEqual([...new Set(hosts)], ['https://flumen.example'])
      assert.doesNotMatch(text + html.replace(/<title>.*<\/title>/, ''), /evil\.example/)
    }
  })

  it('is replaced where nothing is left of it', () => {
    const { subject } = render('sign_in_code', 'en', { ...full, brand: '\u200b\n ' })
    assert.equal(subject, '482913 is your Flumen code')
  })
})

describe('links and codes', () => {
  it('are web addresses, escaped for the place they stand in', () => {
    const link = `https://flumen.example/a?b="><script>alert(1)</script>&c='d'`
    const { html, text } = render('reset_password', 'en', { ...full, link })
    assert.doesNotMatch(html, /<script/)
    assert.doesNotMatch(text, /<script/)
    for (const bad of [
      'javascript:alert(1)',
      'data:text/html,x',
      '//evil.example',
      'flumen.example',
      '',
    ]) {
      assert.throws(() => render('reset_password', 'en', { ...full, link: bad }), TypeError, bad)
    }
    assert.throws(
      () => render('verify_email', 'en', { ...full, notMeLink: 'javascript:1' }),
      TypeError,
    )
  })

  it('must be there where the mail is about them', () => {
    for (const kind of codeKinds)
      assert.throws(() => render(kind, 'en', { brand: 'A' }), /data\.code/)
    for (const kind of linkKinds)
      assert.throws(() => render(kind, 'en', { brand: 'A' }), /data\.link/)
  })

  it('load nothing from outside', () => {
    for (const kind of mailKinds) {
      const { html } = render(kind, 'en', full)
      assert.doesNotMatch(
        html,
        /<(img|link|script|iframe|object|form|video)\b|url\(|@import|@font-face|\bsrc=/i,
      )
    }
  })
})

describe('numbers and dates', () => {
  const minutes: [language: string, count: number, text: string][] = [
    ['en', 1, '1 minute '],
    ['en', 15, '15 minutes'],
    ['de', 1, '1 Minute '],
    ['de', 30, '30 Minuten'],
    ['fr', 1, '1 minute '],
    ['fr', 15, '15 minutes'],
    ['es', 1, '1 minuto '],
    ['it', 1, '1 minuto '],
    ['pt-BR', 1, '1 minuto '],
    ['nl', 1, '1 minuut '],
    ['pl', 1, '1 minutę'],
    ['pl', 3, '3 minuty'],
    ['pl', 5, '5 minut '],
    ['pl', 12, '12 minut '],
    ['pl', 22, '22 minuty'],
    ['ru', 1, '1 минуту'],
    ['ru', 3, '3 минуты'],
    ['ru', 15, '15 минут '],
    ['ru', 21, '21 минуту'],
    ['sv', 15, '15 minuter'],
    ['ar', 5, '5 دقائق'],
    ['ar', 15, '15 دقيقة'],
    ['ja', 15, '15分間'],
    ['zh', 15, '15 分钟'],
    ['ko', 15, '15분'],
  ]
  for (const [language, count, expected] of minutes) {
    it(`${language}: ${expected.trim()}`, () => {
      const { text } = render('sign_in_code', language, { ...full, minutes: count })
      assert.ok(text.includes(expected), text)
    })
  }

  it('writes a moment in the language of the reader, and other texts as they are', () => {
    const at = (language: string, at: string) =>
      render('key_created', language, { ...full, at }).text
    assert.match(at('en', '2026-03-04T17:05:00Z'), /When: March 4, 2026 at 5:05\sPM UTC/)
    assert.match(at('de', '2026-03-04T18:05:00+01:00'), /Zeitpunkt: 4\. März 2026 um 17:05 UTC/)
    assert.match(at('ja', '2026-03-04T17:05:00Z'), /2026年3月4日 17:05 UTC/)
    assert.match(at('en', 'just now'), /When: just now/)
    assert.match(at('en', '2026-99-99T99:99:99Z'), /When: 2026-99-99T99:99:99Z/)
  })
})

describe('the whole text of a mail', () => {
  it('reads like a letter', () => {
    const { brand, code, minutes } = full
    const { text } = render('sign_in_code', 'en', {
      brand,
      ...(code && { code }),
      ...(minutes && { minutes }),
    })
    assert.equal(
      text,
      `Hello,

Enter this code to sign in to Acme Mobile:

    482913

The code is valid for 15 minutes and works once. Please do not share it with anyone.

If you did not ask for a code, you can ignore this email. Nobody can sign in without it.

—
This is an automatic message from Acme Mobile.
`,
    )
  })
})
