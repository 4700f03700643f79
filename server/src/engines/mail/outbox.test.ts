import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { Mail } from './index.ts'
import { from, headersOf, hello, is, log, nastyRecipients } from './smtp-sink.ts'

describe('mail into the outbox', async () => {
  const root = await mkdtemp(join(tmpdir(), 'flumen-outbox-'))
  const outboxDir = join(root, 'data', 'outbox')
  const mail = new Mail({ smtpUrl: undefined, from, outboxDir, log })
  await mail.start()
  after(async () => {
    await mail.stop()
    await rm(root, { recursive: true })
  })

  it('writes one whole message per mail, for the owner alone', async () => {
    await mail.deliver({ ...hello, subject: '482913 ist Ihr Code für Acme' })
    const [file, ...others] = await readdir(outboxDir)
    assert.deepEqual(others, [])
    assert.match(file ?? '', /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z-[0-9a-f]{12}\.eml$/)
    const path = join(outboxDir, file ?? '')
    assert.equal((await stat(path)).mode & 0o777, 0o600)
    assert.equal((await stat(outboxDir)).mode & 0o777, 0o700)
    const raw = await readFile(path, 'utf8')
    const headers = headersOf(raw)
    assert.ok(headers.includes('To: ada@example.com'))
    assert.ok(headers.some((line) => line.startsWith('Subject: =?UTF-8?Q?482913_ist_Ihr_Code_f')))
    assert.doesNotMatch(raw, /[^\r]\n/)
    await rm(path)
  })

  it('leaves codes and links readable as they are, in any language', async () => {
    const link = `https://flumen.example/reset?token=${'a=b&'.repeat(60)}`
    await mail.deliver({
      ...hello,
      text: `コードは 482913 です\n${link}`,
      html: '<p lang="ja">コード</p>',
    })
    const [file] = await readdir(outboxDir)
    const raw = await readFile(join(outboxDir, file ?? ''), 'utf8')
    assert.ok(raw.includes(`コードは 482913 です\r\n${link}\r\n`))
    assert.ok(raw.includes('<p lang="ja">コード</p>'))
    await rm(join(outboxDir, file ?? ''))
  })

  it('encodes what has lines too long for RFC 5322', async () => {
    await mail.deliver({ ...hello, html: `<p>${'é'.repeat(600)}</p>` })
    const [file] = await readdir(outboxDir)
    const raw = await readFile(join(outboxDir, file ?? ''), 'utf8')
    assert.ok(raw.split('\r\n').every((line) => Buffer.byteLength(line) <= 998))
    await rm(join(outboxDir, file ?? ''))
  })

  it('refuses the same recipients as SMTP, and loses none of many at once', async () => {
    for (const to of nastyRecipients) {
      await assert.rejects(mail.deliver({ ...hello, to }), is('invalid', 'mail_recipient_invalid'))
    }
    await Promise.all(Array.from({ length: 30 }, () => mail.deliver(hello)))
    const files = await readdir(outboxDir)
    assert.equal(files.filter((name) => name.endsWith('.eml')).length, 30)
    assert.equal(files.length, 30)
  })

  it('fails when the folder cannot be written', async () => {
    const blocked = new Mail({ smtpUrl: undefined, from, outboxDir: '/dev/null/outbox', log })
    await assert.rejects(blocked.deliver(hello), is('unavailable', 'mail_not_sent'))
  })
})

describe('the sender', () => {
  const make = (sender: string) =>
    new Mail({ smtpUrl: undefined, from: sender, outboxDir: '/nowhere', log })

  it('is an address, or a name and an address', () => {
    for (const sender of ['a@example.com', 'Flumen <flumen@localhost>', '<a@example.com>'])
      make(sender)
    for (const sender of [
      '',
      'Flumen',
      'a@b@c',
      'a@b.de, c@d.de',
      'A <a@b.de>\r\nBcc: c@d.de',
      'A <a@b.de\r\n>',
    ]) {
      assert.throws(
        () => make(sender),
        is('invalid', 'mail_sender_invalid'),
        JSON.stringify(sender),
      )
    }
  })
})
