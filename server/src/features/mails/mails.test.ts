import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { languages, type MailData, type MailKind, mailKinds, render } from './index.ts'
import { codeKinds, typedKinds } from './kinds.ts'

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

const hasCode = (kind: MailKind) => codeKinds.some((one) => one === kind)
const hasLink = (kind: MailKind) => !typedKinds.some((one) => one === kind)

/** What a browser would show of the HTML. */
const shown = (html: string) =>
  html
    .replace(/<style>[\s\S]*<\/style>|<title>.*<\/title>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')

/** The lines that hold words of the mail itself. */
const sentences = (text: string): string[] =>
  text
    .split('\n')
    .filter(
      (line) =>
        /[\p{L}]{3,} [\p{L}]{2,} [\p{L}]{2,}/u.test(line) &&
        !line.startsWith('-') &&
        !line.includes('Firefox'),
    )

for (const language of languages) {
  describe(`mails in ${language}`, () => {
    for (const kind of mailKinds) {
      it(`${kind}: subject, text and HTML say all of it`, () => {
        const { subject, text, html } = render(kind, language, full)
        assert.ok(subject.includes('Acme Mobile') && subject.length <= 120, subject)
        assert.equal(subject.includes('482913'), hasCode(kind))
        for (const body of [text, shown(html)]) {
          assert.equal(body.includes('482913'), hasCode(kind))
          assert.equal(body.includes(full.link ?? '-'), hasLink(kind))
          for (const value of [
            'Acme Mobile',
            'Ada',
            'CI deploy',
            'Firefox on Linux',
            '203.0.113.7',
            'UTC',
          ]) {
            assert.ok(body.includes(value), `${value} is missing in ${body}`)
          }
          assert.equal(body.includes('Backup (pat_91c0…)'), kind === 'password_changed')
        }
        assert.ok(text.includes('https://flumen.example/auth/not-me?token=zZ9'))
        assert.ok(html.includes('href="https://flumen.example/auth/not-me?token=zZ9"'))
      })

      it(`${kind}: leaves no gap and no placeholder, with everything or with the least`, () => {
        const least: MailData = {
          brand: 'Acme Mobile',
          code: '482913',
          link: 'https://x.example/y',
        }
        for (const data of [full, least]) {
          const { subject, text, html } = render(kind, language, data)
          const whole = `${subject}\n${text}\n${shown(html)}`
          assert.doesNotMatch(whole, /\bundefined\b|\bnull\b|NaN|\[object|\$\{|\{\{|%s|function|=>/)
          assert.doesNotMatch(text, /\n\n\n| \n|^\s/)
          assert.ok(subject.trim() === subject && !/ {2}|\n/.test(subject))
        }
      })
    }

    it('sets language and direction', () => {
      const direction = ['ar', 'fa'].includes(language) ? 'rtl' : 'ltr'
      const { html } = render('sign_in_code', language, full)
      assert.ok(html.includes(`<html lang="${language}" dir="${direction}">`))
    })

    it('says something of its own in every mail', () => {
      const texts = mailKinds.map((kind) => render(kind, language, full).text)
      assert.equal(new Set(texts).size, mailKinds.length)
      if (language === 'en') return
      for (const kind of mailKinds) {
        const english = new Set(sentences(render(kind, 'en', full).text))
        const same: string[] = sentences(render(kind, language, full).text).filter((line) =>
          english.has(line),
        )
        assert.deepEqual(same, [], `${kind} holds English`)
      }
    })
  })
}
