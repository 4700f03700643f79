import assert from 'node:assert/strict'
import { type AddressInfo, createServer } from 'node:net'
import { after, describe, it } from 'node:test'
import { Mail, type Message } from './index.ts'
import { from, headersOf, hello, is, log, nastyRecipients, startSink } from './smtp-sink.ts'

describe('mail by SMTP', async () => {
  const sink = await startSink()
  const mail = new Mail({ smtpUrl: sink.url, from, outboxDir: '/nowhere', log })
  await mail.start()
  after(async () => {
    await mail.stop()
    await sink.close()
  })

  const deliver = async (changes: Partial<Message>) => {
    await mail.deliver({ ...hello, ...changes })
    const last = sink.received.at(-1)
    assert.ok(last)
    return { ...last, headers: headersOf(last.raw) }
  }

  it('reaches exactly the address given, in the case it was given', async () => {
    for (const to of [
      'ada@example.com',
      'Ada.Byron+x@Example.com',
      '#!$%&*/=?^_{|}~-@example.com',
    ]) {
      const { to: recipients, from: sender, headers } = await deliver({ to })
      assert.deepEqual(
        recipients.map((a) => a.toLowerCase()),
        [to.toLowerCase()],
      )
      assert.equal(recipients[0]?.split('@')[0], to.split('@')[0])
      assert.equal(sender, 'flumen@example.com')
      assert.equal(headers.filter((line) => /^(to|cc|bcc):/i.test(line)).length, 1)
    }
  })

  it('carries text and HTML, and says that a machine wrote it', async () => {
    const { raw, headers } = await deliver({})
    assert.match(raw, /multipart\/alternative/)
    assert.match(raw, /text\/plain[\s\S]*482913[\s\S]*text\/html[\s\S]*<p>482913<\/p>/)
    assert.ok(headers.includes('Auto-Submitted: auto-generated'))
    assert.ok(headers.includes('Subject: 482913 is your Acme code'))
    assert.ok(headers.includes('From: Flumen <flumen@example.com>'))
  })

  it('refuses every recipient that is not one plain address', async () => {
    const before = sink.received.length
    for (const to of nastyRecipients) {
      const attempt = mail.deliver({ ...hello, to })
      await assert.rejects(attempt, is('invalid', 'mail_recipient_invalid'), JSON.stringify(to))
    }
    assert.equal(sink.received.length, before)
  })

  it('makes one line of any subject', async () => {
    for (const newline of ['\r\n', '\n', '\r', '\u2028', '\u0085', '\v', '\0']) {
      const { to, headers } = await deliver({
        subject: `Hi${newline}Bcc: eve@example.com${newline}X-Evil: 1`,
      })
      assert.deepEqual(to, ['ada@example.com'])
      assert.ok(headers.includes('Subject: Hi Bcc: eve@example.com X-Evil: 1'), headers.join('\n'))
      assert.ok(!headers.some((line) => /^(bcc|x-evil):/i.test(line)))
    }
  })

  it("keeps the instance's address whatever an app is named", async () => {
    const names = [
      'Acme" <eve@evil.example>, "x',
      'eve@evil.example',
      'A\r\nBcc: eve@evil.example',
      'ア,プリ; \\"',
    ]
    for (const from_name of names) {
      const { from: sender, to, headers } = await deliver({ from_name })
      const line = headers.find((header) => header.startsWith('From: ')) ?? ''
      assert.equal(sender, 'flumen@example.com')
      assert.deepEqual(to, ['ada@example.com'])
      assert.match(line, /^From: [^<>@]+ <flumen@example\.com>$/)
      assert.ok(!headers.some((header) => /^bcc:/i.test(header)))
    }
    const { headers } = await deliver({ from_name: 'Acme, Inc.' })
    assert.ok(headers.includes('From: "Acme, Inc." <flumen@example.com>'))
  })

  it('takes harmless headers only', async () => {
    const { headers } = await deliver({ headers: { 'X-Flumen-Kind': 'sign_in_code' } })
    assert.ok(headers.includes('X-Flumen-Kind: sign_in_code'))
    const bad = [
      { Bcc: 'eve@example.com' },
      { 'Reply-To': 'eve@example.com' },
      { 'Content-Type': 'text/plain' },
      { 'X-A\r\nBcc': 'eve@example.com' },
      { 'X-A': '1\r\nBcc: eve@example.com' },
    ]
    for (const headers of bad) {
      const attempt = mail.deliver({ ...hello, headers })
      await assert.rejects(attempt, is('invalid', 'mail_header_invalid'), JSON.stringify(headers))
    }
  })

  it('tells what is refused for good from what may be tried again', async () => {
    const to = (local: string) => mail.deliver({ ...hello, to: `${local}@example.com` })
    await assert.rejects(to('gone'), is('unprocessable', 'mail_refused'))
    await assert.rejects(to('relay'), is('unavailable', 'mail_not_sent'))
    await assert.rejects(to('busy'), is('unavailable', 'mail_not_sent'))
    assert.deepEqual((await deliver({})).to, ['ada@example.com'])
  })

  it('sends many at once over the pool, each to its own address', async () => {
    const before = sink.received.length
    const addresses = Array.from({ length: 40 }, (_, i) => `user${i}@example.com`)
    await Promise.all(addresses.map((to) => mail.deliver({ ...hello, to })))
    const reached = sink.received.slice(before).map(({ to }) => to.join())
    assert.deepEqual(reached.sort(), addresses.sort())
  })
})

describe('mail without a server that answers', () => {
  const failsSoon = async (url: string) => {
    const mail = new Mail({ smtpUrl: url, from, outboxDir: '/nowhere', log })
    await assert.rejects(mail.deliver(hello), is('unavailable', 'mail_not_sent'))
    await mail.stop()
  }

  it('fails where nobody listens', () => failsSoon('smtp://127.0.0.1:1'))

  it('fails where every connection is dropped', async () => {
    const server = createServer((socket) => socket.destroy())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    await failsSoon(`smtp://127.0.0.1:${(server.address() as AddressInfo).port}`)
    server.close()
  })

  it('stops only when what is underway has arrived, and takes nothing more', async () => {
    const sink = await startSink()
    const mail = new Mail({ smtpUrl: sink.url, from, outboxDir: '/nowhere', log })
    const sending = mail.deliver(hello)
    await mail.stop()
    await sending
    assert.equal(sink.received.length, 1)
    await assert.rejects(mail.deliver(hello), is('unavailable', 'mail_not_sent'))
    await sink.close()
  })
})
