import { basename } from 'node:path'
import type { SendMailOptions } from 'nodemailer'
import { AppError, unavailable, unprocessable } from '../../kernel/errors.ts'
import type { Log } from '../../kernel/log.ts'
import { compose, type Message, readSender, type Sender } from './compose.ts'
import { asReadable, makeOutbox, writeToOutbox } from './outbox.ts'
import { discard, listShelf, takeDown } from './shelf.ts'

export { oneLine } from '../../kernel/one-line.ts'
export type { Message } from './compose.ts'
export type { ReadMail } from './read-mail.ts'
export type { ShelvedMail } from './shelf.ts'

export interface MailOptions {
  /** `smtp://` or `smtps://`, may hold user and password. Unset: the outbox. */
  smtpUrl: string | undefined
  /** An address, or `Name <address>`. */
  from: string
  outboxDir: string
  log: Log
}

/** What whoever took a mail said. */
export interface Receipt {
  /** Of an SMTP server. */
  response?: string
  /** In the outbox. */
  outbox_id?: string
}

/** Hands over one composed mail; resolves when it is accepted. */
interface Transport {
  send(mail: SendMailOptions): Promise<Receipt>
  close(): void
}

/** The way out for mails: to an SMTP server, or into a folder where none is configured. */
export class Mail {
  readonly #options: MailOptions
  readonly #sender: Sender
  readonly #underway = new Set<Promise<Receipt>>()
  #transport: Promise<Transport> | undefined
  #stopped = false

  /** @throws invalid `mail_sender_invalid` */
  constructor(options: MailOptions) {
    this.#options = options
    this.#sender = readSender(options.from)
  }

  async start(): Promise<void> {
    const { smtpUrl, outboxDir, log } = this.#options
    if (smtpUrl) return log.info({ host: new URL(smtpUrl).host }, 'mails go out by SMTP')
    await makeOutbox(outboxDir)
    log.info({ folder: outboxDir }, 'no SMTP server is set: mails are written to the outbox folder')
  }

  /** Lets what is underway finish (the transport's own time limits bound it), then hangs up. */
  async stop(): Promise<void> {
    this.#stopped = true
    await Promise.allSettled(this.#underway)
    const transport = await this.#transport
    transport?.close()
  }

  /**
   * Hands one message to the transport; resolves when it is accepted.
   * @throws invalid (`mail_recipient_invalid`, `mail_header_invalid`) and unprocessable
   *   (`mail_refused`): trying again is useless; unavailable (`mail_not_sent`): try again later
   */
  async deliver(message: Message): Promise<Receipt> {
    if (this.#stopped) throw unavailable('mail_not_sent', 'The mail engine has stopped')
    const sending = this.#send(compose(message, this.#sender))
    this.#underway.add(sending)
    try {
      return await sending
    } catch (error) {
      throw asAppError(error)
    } finally {
      this.#underway.delete(sending)
    }
  }

  async #send(mail: SendMailOptions): Promise<Receipt> {
    const transport = await this.#open()
    return transport.send(mail)
  }

  /** Where mails go: the host is that of the SMTP server. */
  get way(): { transport: 'smtp' | 'outbox'; host?: string } {
    const { smtpUrl } = this.#options
    return smtpUrl ? { transport: 'smtp', host: new URL(smtpUrl).host } : { transport: 'outbox' }
  }

  /** What stands in the outbox folder of this machine, newest first. */
  listOutbox(before: string | undefined, limit: number) {
    return listShelf(this.#options.outboxDir, before, limit)
  }

  /** @returns undefined for one that is gone */
  readOutbox(id: string) {
    return takeDown(this.#options.outboxDir, id)
  }

  /** @returns whether it was there */
  discardFromOutbox(id: string): Promise<boolean> {
    return discard(this.#options.outboxDir, id)
  }

  #open(): Promise<Transport> {
    this.#transport ??= openTransport(this.#options).catch((error) => {
      this.#transport = undefined
      throw error
    })
    return this.#transport
  }
}

/** nodemailer is imported at the first mail: most starts never need it. */
async function openTransport(options: MailOptions): Promise<Transport> {
  const nodemailer = await import('nodemailer')
  if (options.smtpUrl) return openSmtp(nodemailer, options.smtpUrl)
  const builder = nodemailer.createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
  })
  return {
    async send(mail) {
      const { message } = await builder.sendMail(asReadable(mail))
      if (!Buffer.isBuffer(message)) throw new TypeError('the composed mail is not a buffer')
      const file = await writeToOutbox(options.outboxDir, message)
      options.log.info({ file }, 'mail written to the outbox')
      return { outbox_id: basename(file, '.eml') }
    },
    close: () => builder.close(),
  }
}

function openSmtp(nodemailer: typeof import('nodemailer'), url: string): Transport {
  const pool = nodemailer.createTransport({
    pool: true,
    url,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    dnsTimeout: 10_000,
    socketTimeout: 30_000,
    // The queue tries again, later and with patience; the pool only bridges a dropped connection.
    maxRequeues: 1,
  })
  return {
    async send(mail) {
      const { response } = await pool.sendMail(mail)
      return { response }
    },
    close: () => pool.close(),
  }
}

function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (isLastingRefusal(error)) {
    return unprocessable('mail_refused', 'The mail server refused the message', { cause: error })
  }
  return unavailable('mail_not_sent', 'The mail could not be handed over', { cause: error })
}

/**
 * RFC 5321 §4.2.1: 5yz is for good. Only about recipient or content, and not 5.7.x (RFC 3463 §3.8):
 * a bad login or a relay that is not allowed is the operator's to mend, the mail can wait for it.
 */
function isLastingRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { responseCode = 0, command, response = '' } = error as SmtpError
  const aboutMessage = command === 'RCPT TO' || command === 'DATA'
  return aboutMessage && responseCode >= 500 && !/^\d{3}[ -]5\.7\./.test(response)
}

interface SmtpError extends Error {
  responseCode?: number
  command?: string
  response?: string
}
