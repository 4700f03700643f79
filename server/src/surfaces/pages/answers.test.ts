import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { startServer } from '../../../test/kit.ts'
import { registerProven } from '../../../test/people.ts'
import { languages } from '../../features/mails/index.ts'
import { unavailable } from '../../kernel/errors.ts'
import { mustBePage, pages, visitor } from './testing.ts'

const server = await startServer()
const { open, submit, askReset } = visitor(server)
const { action } = await askReset(await registerProven(server))

describe('languages', () => {
  const table: [accepted: string, html: string, text: string][] = [
    ['de-AT,de;q=0.9,en;q=0.5', '<html lang="de" dir="ltr">', 'Neues Passwort'],
    ['ar', '<html lang="ar" dir="rtl">', 'كلمة المرور الجديدة'],
    ['fa-IR', '<html lang="fa" dir="rtl">', 'گذرواژهٔ جدید'],
    ['pt-BR', '<html lang="pt-BR" dir="ltr">', 'Nova senha'],
    ['pt-PT', '<html lang="pt" dir="ltr">', 'Nova palavra-passe'],
    ['tlh', '<html lang="en" dir="ltr">', 'New password'],
    ['"><script>', '<html lang="en" dir="ltr">', 'New password'],
  ]
  for (const [accepted, html, text] of table) {
    test(accepted, async () => {
      const answer = await open('reset-password', action, { 'accept-language': accepted })
      mustBePage(answer)
      assert.ok(answer.text.includes(html) && answer.text.includes(text), answer.text)
      assert.equal(answer.headers['content-language'], /lang="([^"]+)"/.exec(html)?.[1])
    })
  }

  test('all that mails speak, on every page, refusals too', async () => {
    const seen = new Map<string, string>()
    for (const language of languages) {
      const headers = { 'accept-language': language }
      const answers = await Promise.all([
        ...pages.map((page) => open(page, 'a.b', headers)),
        open('reset-password', undefined, headers),
        open('reset-password', action, headers),
        submit('verify-email', {}, { headers }),
        submit('reset-password', { email: 'nobody@example.com' }, { headers }),
      ])
      for (const answer of answers) {
        mustBePage(answer)
        assert.ok(answer.text.includes(`lang="${language}"`))
        assert.doesNotMatch(answer.text, /undefined|\[object|NaN/)
      }
      const text = answers.map((answer) => answer.text).join()
      assert.equal(seen.get(text), undefined)
      seen.set(text, language)
    }
  })
})

describe('refusals of the server itself', () => {
  test('too many posts: when to try again, in the language of the reader; GET goes on', async () => {
    const from = '203.0.113.77'
    const headers = { 'accept-language': 'de' }
    const press = () => submit('verify-email', { token: 'a.b' }, { from, headers })
    let answer = await press()
    for (let i = 0; i < 40 && answer.status === 400; i++) answer = await press()
    assert.equal(answer.status, 429)
    mustBePage(answer)
    assert.ok(Number(answer.headers['retry-after']) > 0)
    assert.match(answer.text, /Zu viele Versuche.*Bitte versuchen Sie es in \d+ (Sekunde|Minute)/s)
    assert.equal((await server.call({ url: '/auth/verify-email?token=a.b', from })).status, 200)
    assert.equal((await press()).status, 429)
  })

  test('a fault of ours and a database that is away', async () => {
    const limits = server.app.engines.limits
    const take = limits.take
    const ask = () =>
      submit(
        'reset-password',
        { email: 'ada@example.com' },
        { headers: { 'accept-language': 'de' } },
      )
    try {
      limits.take = async () => {
        throw new Error('secret detail')
      }
      const failed = await ask()
      assert.equal(failed.status, 500)
      mustBePage(failed)
      assert.match(failed.text, /Etwas ist schiefgegangen/)
      assert.ok(!failed.text.includes('secret detail'))

      limits.take = async () => {
        throw unavailable('database_unavailable', 'secret detail', { retryAfter: 5 })
      }
      const away = await ask()
      assert.equal(away.status, 503)
      mustBePage(away)
      assert.match(away.text, /Zurzeit nicht verfügbar.*in 5 Sekunden/s)
      assert.equal(away.headers['retry-after'], '5')
    } finally {
      limits.take = take
    }
  })

  test('cookies are neither read nor set, other methods are not there', async () => {
    const answer = await open('verify-email', 'a.b', { cookie: 'refresh_token=x; a="' })
    mustBePage(answer)
    const put = await server.call({ method: 'PUT', url: '/auth/verify-email', body: {} })
    assert.equal(put.status, 404)
  })

  test('pages stay out of the OpenAPI document', async () => {
    assert.ok(!JSON.stringify(server.app.document).includes('/auth/not-me'))
  })
})

test('the brand is escaped', async () => {
  const { instance } = server.app.engines
  const { brand } = instance
  try {
    instance.brand = 'Acme & <b>Sons</b>'
    const answer = await open('not-me', 'a.b')
    assert.ok(answer.text.includes('Acme &amp; &lt;b&gt;Sons&lt;/b&gt;'))
    assert.ok(!answer.text.includes('<b>'))
  } finally {
    instance.brand = brand
  }
})
