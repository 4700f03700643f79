import { connect } from 'node:net'
import { type Check, found, ok } from './check.ts'

const patienceMs = 3_000

/** Whether somebody listens there. */
function reaches(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: patienceMs })
    const end = (fault: string | undefined) => {
      socket.destroy()
      resolve(fault)
    }
    socket.once('connect', () => end(undefined))
    socket.once('timeout', () => end('no answer'))
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message))
  })
}

const {
  FLUMEN_SMTP_URL: smtp,
  FLUMEN_S3_BUCKET: bucket,
  FLUMEN_S3_ENDPOINT: endpoint,
} = process.env
const { FLUMEN_PUBLIC_URL: publicUrl, HOST: host = '127.0.0.1' } = process.env

/** What the environment of this shell names; that of the server may be another. */
export const network: Record<string, Check> = {
  async smtp() {
    if (!smtp) {
      return found(
        'smtp',
        'note',
        'mails go into the outbox folder',
        'set FLUMEN_SMTP_URL to send them',
      )
    }
    const url = URL.parse(smtp)
    if (!url)
      return found('smtp', 'error', 'FLUMEN_SMTP_URL is no URL', 'smtps://user:password@host')
    const port = Number(url.port) || (url.protocol === 'smtps:' ? 465 : 587)
    const fault = await reaches(url.hostname, port)
    return fault === undefined
      ? ok('smtp', `${url.hostname}:${port} answers`)
      : found(
          'smtp',
          'error',
          `${url.hostname}:${port} cannot be reached (${fault})`,
          'see FLUMEN_SMTP_URL and the firewall',
        )
  },

  async s3() {
    if (!bucket) return undefined
    const url = URL.parse(endpoint || 'https://s3.amazonaws.com')
    if (!url) return found('s3', 'error', 'FLUMEN_S3_ENDPOINT is no URL', 'http://host:9000')
    const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
    const fault = await reaches(url.hostname, port)
    return fault === undefined
      ? ok('s3', `${url.host} answers, bucket ${bucket}`)
      : found('s3', 'error', `${url.host} cannot be reached (${fault})`, 'see FLUMEN_S3_ENDPOINT')
  },

  async 'public url'() {
    const isOpen = !/^(127\.|localhost$|::1$)/.test(host)
    if (!publicUrl) {
      if (!isOpen) return undefined
      return found(
        'public url',
        'warning',
        'it is not set, and HOST is open',
        'set FLUMEN_PUBLIC_URL: links in mails lead there',
      )
    }
    if (!publicUrl.startsWith('https:') && isOpen) {
      return found(
        'public url',
        'warning',
        `${publicUrl} is not encrypted`,
        'put a proxy with TLS in front',
      )
    }
    try {
      const { status } = await fetch(`${publicUrl}/live`, {
        signal: AbortSignal.timeout(patienceMs),
      })
      if (status === 200) return ok('public url', `${publicUrl} leads here`)
      return found('public url', 'error', `${publicUrl}/live answers ${status}`, 'see your proxy')
    } catch {
      return found(
        'public url',
        'error',
        `${publicUrl} cannot be reached from here`,
        'see DNS and your proxy',
      )
    }
  },
}
