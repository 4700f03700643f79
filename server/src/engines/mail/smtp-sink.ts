import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { AppError } from '../../kernel/errors.ts'
import { makeLog } from '../../kernel/log.ts'
import type { Message } from './index.ts'

/** What the tests of the mail engine share: a mail, bad recipients, a server to receive. */

export const log = makeLog('silent')
export const from = 'Flumen <flumen@example.com>'
export const hello: Message = {
  to: 'ada@example.com',
  subject: '482913 is your Acme code',
  text: 'Code 482913\nhttps://flumen.example/auth/verify?token=a=b&c=d',
  html: '<p>482913</p>',
}

export const nastyRecipients = [
  '',
  'ada',
  'ada@localhost',
  'ada@example.com, eve@example.com',
  'ada@example.com;eve@example.com',
  'ada@example.com eve@example.com',
  'ada@example.com\r\nBcc: eve@example.com',
  'ada@example.com\nRCPT TO:<eve@example.com>',
  'ada@example.com\r',
  'ada@example.com\u2028eve@example.com',
  'ada@example.com\0',
  ' ada@example.com',
  'Ada <ada@example.com>',
  '<ada@example.com>',
  'ada@example.com> <eve@example.com',
  'ada@example.com>\r\nRCPT TO:<eve@example.com',
  'eve@example.com@example.com',
  '"eve@example.com"@example.com',
  '"ada\r\nBcc: eve@example.com"@example.com',
  'ada(eve@example.com)@example.com',
  'group: ada@example.com, eve@example.com;',
  'ada@[127.0.0.1]',
  'ada@exam\uff0eple.com',
  'ada@ex\u00adample.com',
]

/** A mail server on a free port that remembers every envelope, and refuses `gone@…` and `busy@…`. */
export async function startSink() {
  const received: { from: string; to: string[]; raw: string }[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      const reply = replies[address.split('@')[0] ?? '']
      done(reply && Object.assign(new Error(reply.text), { responseCode: reply.code }))
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const to = rcptTo.map(({ address }) => address)
        const raw = Buffer.concat(chunks).toString()
        received.push({ from: mailFrom ? mailFrom.address : '', to, raw })
        done()
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  const close = () => new Promise<void>((resolve) => server.close(resolve))
  return { received, close, url: `smtp://127.0.0.1:${port}` }
}

const replies: Record<string, { code: number; text: string }> = {
  gone: { code: 550, text: '5.1.1 No such mailbox' },
  relay: { code: 554, text: '5.7.1 Relay access denied' },
  busy: { code: 451, text: '4.3.0 Try again later' },
}

export const is = (kind: string, code: string) => (error: unknown) =>
  error instanceof AppError && error.kind === kind && error.code === code

/** The header block of a raw message, unfolded. */
export const headersOf = (raw: string) =>
  (raw.split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]/g, ' ').split('\r\n')
