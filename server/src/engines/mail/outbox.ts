import { randomBytes } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SendMailOptions } from 'nodemailer'

/**
 * Writes one message as `<timestamp>-<random>.eml`, readable by its owner alone. It gets its name
 * when it is whole and on the disk, so that who watches the folder never sees half a mail.
 * @returns the path of the file
 */
export async function writeToOutbox(dir: string, message: Buffer): Promise<string> {
  const stem = `${new Date().toISOString().replace(/[:.]/g, '-')}-${randomBytes(6).toString('hex')}`
  const temporary = join(dir, `.${stem}.tmp`)
  const file = join(dir, `${stem}.eml`)
  await makeOutbox(dir)
  try {
    await writeFile(temporary, message, { mode: 0o600, flag: 'wx', flush: true })
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  return file
}

export async function makeOutbox(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
}

/**
 * The parts as they are (8bit) instead of quoted-printable or base64: people and tests read codes
 * and links straight from these files. RFC 5322 §2.1.1 allows lines of 998 bytes.
 */
export function asReadable(mail: SendMailOptions): SendMailOptions {
  return { ...mail, text: readable('plain', mail.text), html: readable('html', mail.html) }
}

function readable(type: 'plain' | 'html', content: SendMailOptions['text']) {
  if (typeof content !== 'string') return content
  const lines = content.split(/\r\n|\r|\n/)
  if (lines.some((line) => Buffer.byteLength(line) > 998)) return content
  const head = `Content-Type: text/${type}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit`
  return { raw: `${head}\r\n\r\n${lines.join('\r\n')}` }
}
