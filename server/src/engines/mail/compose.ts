import type { SendMailOptions } from 'nodemailer'
import { canonicalEmail } from '../../kernel/addresses.ts'
import { invalid } from '../../kernel/errors.ts'
import { oneLine } from '../../kernel/one-line.ts'

export interface Message {
  /** Exactly one plain address: no name, no list, no comment. */
  to: string
  /** Shown instead of the instance's own sender name; the address stays the instance's. */
  from_name?: string
  subject: string
  text: string
  html: string
  headers?: Record<string, string>
}

export interface Sender {
  name: string
  address: string
}

/** Reads `address` or `Name <address>`. @throws invalid `mail_sender_invalid` */
export function readSender(text: string): Sender {
  const [, name, inBrackets] = /^([^<>]*)<([^<>]*)>$/.exec(text.trim()) ?? []
  const address = inBrackets ?? text.trim()
  // One label is enough here: an own machine's `flumen@localhost` is a fair sender.
  if (!/^[a-z0-9!#$%&'*+/=?^_{|}~.-]+@[a-z0-9.-]+$/i.test(address)) {
    throw invalid('mail_sender_invalid', 'The mail sender must be an address, or Name <address>')
  }
  return { name: senderName(name ?? ''), address }
}

/**
 * The message as nodemailer takes it. Addresses go in as objects, never as text to be parsed, and
 * the envelope is stated, so that no header can add a recipient.
 * @throws invalid `mail_recipient_invalid`, `mail_header_invalid`
 */
export function compose(message: Message, sender: Sender): SendMailOptions {
  const to = onlyAddress(message.to)
  const name = senderName(message.from_name ?? '') || sender.name
  return {
    envelope: { from: sender.address, to: [to] },
    from: { name, address: sender.address },
    to: { name: '', address: to },
    subject: oneLine(message.subject, 250),
    text: message.text,
    html: message.html,
    headers: { ...automatic, ...safeHeaders(message.headers ?? {}) },
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** RFC 3834 §5 and its Exchange twin: no out-of-office answers to these. */
const automatic = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' }

/** Refused rather than repaired: a repaired address is somebody else's. Case is kept (RFC 5321 §2.4). */
function onlyAddress(text: string): string {
  if (canonicalEmail(text) === text.toLowerCase()) return text
  throw invalid('mail_recipient_invalid', 'A mail goes to exactly one plain address')
}

/** Without what could make a name pass for an address in a mail program. */
function senderName(text: string): string {
  return oneLine(text.replace(/[<>"@\\]/g, ' '), 100)
}

const headerName = /^(x-[a-z0-9-]{1,60}|list-[a-z]{2,20}(-post)?|auto-submitted|feedback-id)$/i

/** Only headers that neither address nor describe the message. */
function safeHeaders(headers: Record<string, string>): Record<string, string> {
  for (const [name, value] of Object.entries(headers)) {
    if (headerName.test(name) && /^[\x20-\x7e]{0,900}$/.test(value)) continue
    throw invalid('mail_header_invalid', `The mail header ${oneLine(name, 60)} is not allowed`)
  }
  return headers
}
