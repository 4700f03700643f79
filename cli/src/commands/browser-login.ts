import { spawn } from 'node:child_process'
import { hostname, userInfo } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { FlumenError } from '@flumen/client'
import type { Call } from '../command.ts'
import { ask, connectAsNobody, profileFrom, type Tokens } from '../connection.ts'
import { remember } from '../credentials.ts'
import { Failure } from '../failure.ts'

interface Begun {
  device_code: string
  user_code: string
  verification_uri: string
  verification_uri_complete: string
  /** Seconds. */
  interval: number
}

/** A person grants it in the dashboard (RFC 8628): no password passes the terminal. */
export async function byBrowser({ options, target, terminal }: Call, url: string) {
  const client = connectAsNobody(target)
  const begun = (await ask(client, 'POST', '/api/v1/admin/device-logins', {
    device: deviceName(),
  })) as Begun
  const isOpened = !options.isSet('print') && open(begun.verification_uri_complete)
  terminal.say(isOpened ? 'Go on in your browser:' : 'Open in a browser, on any machine:')
  terminal.say(`  ${begun.verification_uri_complete}`)
  terminal.say(`Your code: ${terminal.style('bold', begun.user_code)}`)
  terminal.progress('waiting for your answer …')
  const tokens = await wait(
    () =>
      ask(client, 'POST', '/api/v1/admin/device-logins/token', { device_code: begun.device_code }),
    begun.interval,
  )
  const { email } = tokens.user
  await remember(url, { ...profileFrom(tokens), email })
  return { kind: 'session', name: email }
}

type Granted = Tokens & { user: { email: string } }

/** Asks until there is an answer; the server ends it after some minutes. */
async function wait(question: () => Promise<unknown>, interval: number): Promise<Granted> {
  let seconds = interval
  for (;;) {
    await sleep(seconds * 1000)
    try {
      return (await question()) as Granted
    } catch (error) {
      if (!(error instanceof FlumenError)) throw error
      if (error.code === 'SLOW_DOWN') seconds += 2
      else if (error.code === 'ACCESS_DENIED') throw new Failure('refused', 'You said no')
      else if (error.code === 'EXPIRED_TOKEN') {
        throw new Failure('refused', 'Nobody answered in time', 'run flumen login again')
      } else if (error.code !== 'AUTHORIZATION_PENDING' && !error.isTemporary) throw error
    }
  }
}

/** As the person recognises it. The server takes printable ASCII. */
function deviceName(): string {
  const name = `flumen of ${userInfo().username} on ${hostname()}`
  return name.replace(/[^ -~]/g, '?').slice(0, 100)
}

/** @returns whether there is something that opens it; by no shell, for the address is the server's */
function open(address: string): boolean {
  if (!/^https?:\/\//.test(address)) return false
  const [command = '', ...before] = opener()
  if (command === '') return false
  const child = spawn(command, [...before, address], { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
  return true
}

function opener(): string[] {
  if (process.platform === 'darwin') return ['open']
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler']
  return process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? ['xdg-open'] : []
}
