import type { Call, Run } from '../command.ts'
import {
  ask,
  type Client,
  connect,
  connectAsNobody,
  mustBePrivate,
  profileFrom,
  type Tokens,
  urlOf,
} from '../connection.ts'
import { forget, profileOf, remember } from '../credentials.ts'
import { Failure } from '../failure.ts'
import { askFor, askSecret } from '../prompt.ts'
import { byBrowser } from './browser-login.ts'
import { identify } from './whoami.ts'

export const login: Run = async (call) => {
  const { target, terminal } = call
  const url = urlOf(target)
  mustBePrivate(url)
  const who =
    target.token !== undefined
      ? await byKey(url, target.token)
      : isForBrowser(call)
        ? await byBrowser(call, url)
        : await byPassword(call, url)
  terminal.show({ url, ...who }, `Signed in to ${url} as ${who.name}.`)
  return undefined
}

/** Scripts have a password on standard input; people at a terminal have a browser. */
const isForBrowser = ({ options }: Call): boolean =>
  options.text('email') === undefined && (options.isSet('browser') || process.stdin.isTTY)

/** Tried before it is kept. */
async function byKey(url: string, given: string) {
  const key = given === '-' ? await askSecret('Key: ') : given
  const who = await identify(connect({ url, token: key }), key)
  await remember(url, { key })
  return who
}

async function byPassword({ options, target }: Call, url: string) {
  const client = connectAsNobody(target)
  // Said at once, and not after a password was typed.
  await ask(client, 'GET', '/api/v1/health')
  const email = options.text('email') ?? (await askFor('E-mail: '))
  const password = await askSecret('Password: ')
  const answer = (await ask(client, 'POST', '/api/v1/auth/signin', { email, password })) as Answer
  const tokens = answer.requires_2fa ? await second(client, answer, options.text('code')) : answer
  await remember(url, { ...profileFrom(tokens), email })
  return { kind: 'session', name: email }
}

interface Answer extends Tokens {
  requires_2fa?: boolean
  user_id?: string
  mfa_token?: string
  factors?: string[]
}

async function second(client: Client, answer: Answer, given: string | undefined): Promise<Tokens> {
  if (answer.factors && !answer.factors.includes('totp')) {
    throw new Failure(
      'refused',
      'This account signs in with a passkey, which a terminal has none of',
      'make a key in the dashboard and use flumen login --token',
    )
  }
  const code = given ?? (await askFor('Code of your authenticator: '))
  const { user_id, mfa_token } = answer
  return (await ask(client, 'POST', '/api/v1/auth/2fa/verify', {
    user_id,
    code,
    mfa_token,
  })) as Tokens
}

/** Forgotten here even if the server cannot be told. */
export const logout: Run = async ({ target, terminal }) => {
  const url = urlOf(target)
  const profile = profileOf(url)
  if (!profile) throw new Failure('not_signed_in', `You are not signed in to ${url}`)
  let isEnded = false
  try {
    if (profile.access_token !== undefined)
      await ask(connect({ url }), 'POST', '/api/v1/auth/signout', {})
    isEnded = profile.access_token !== undefined
  } catch (error) {
    terminal.warn(`the server was not told (${error instanceof Error ? error.message : error})`)
  }
  await forget(url)
  terminal.show({ url, is_ended: isEnded }, `Signed out of ${url}.`)
  return undefined
}
