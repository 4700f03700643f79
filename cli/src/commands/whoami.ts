import type { Run } from '../command.ts'
import { ask, type Client, connect, urlOf } from '../connection.ts'
import { profileOf } from '../credentials.ts'
import { environment } from '../environment.ts'
import { Failure } from '../failure.ts'
import { facts } from '../table.ts'

export interface Who {
  kind: string
  name: string
  [detail: string]: unknown
}

export const whoami: Run = async ({ target, terminal }) => {
  const url = urlOf(target)
  const profile = profileOf(url)
  const key = target.token ?? environment.token ?? profile?.key
  if (key === undefined && !profile) {
    throw new Failure('not_signed_in', `You are not signed in to ${url}`, 'run flumen login')
  }
  const who = await identify(connect(target), key)
  const { kind, name, ...rest } = who
  terminal.show({ url, ...who }, () =>
    facts(terminal, { server: url, as: name, by: kind, ...rest }),
  )
  return undefined
}

/** Asks the server who this credential is. @throws FlumenError 401 if it is nobody */
export async function identify(client: Client, key: string | undefined): Promise<Who> {
  if (key === undefined || key.startsWith('eyJ')) return person(client)
  if (key.startsWith('rst_')) return account(client)
  if (key.startsWith('pat_')) return developer(client)
  return other(client, key)
}

async function person(client: Client): Promise<Who> {
  const user = (await ask(client, 'GET', '/api/v1/auth/user')) as Record<string, unknown>
  const { id, email, role, email_verified } = user
  return { kind: 'session', name: String(email), id, role, email_verified }
}

async function account(client: Client): Promise<Who> {
  const { id, username, email } = (await ask(client, 'GET', '/v1/me/account')) as {
    id: string
    username: string
    email: string
  }
  return { kind: 'account key', name: email, id, username }
}

async function developer(client: Client): Promise<Who> {
  const answer = (await ask(client, 'GET', '/api/v2/account')) as { account?: { email: string } }
  return { kind: 'personal access token', name: answer.account?.email ?? 'a developer' }
}

const prefixes: Record<string, string> = {
  fb_gsk_: 'service key',
  fb_tsk_: 'service key of a tenant',
  fb_anon_: 'anonymous key',
  fb_pk_: 'publishable key',
  fbk_: 'client key',
  org_live_: 'organization key',
  org_test_: 'organization key, test mode',
  sk_live_: 'registry key',
  sk_test_: 'registry key, test mode',
}

/** Keys are not people: the server says only whether it knows them. */
async function other(client: Client, key: string): Promise<Who> {
  const [prefix, kind] = Object.entries(prefixes).find(([text]) => key.startsWith(text)) ?? []
  if (prefix === undefined) throw new Failure('usage', 'This is no key or token that Flumen makes')
  const probe = prefix.startsWith('org_')
    ? '/api/v1/customers'
    : prefix.startsWith('sk_')
      ? '/v1/apps'
      : '/api/v1/tables'
  try {
    await ask(client, 'GET', probe)
  } catch (error) {
    if ((error as { status?: number }).status !== 403) throw error
  }
  return { kind: kind ?? 'key', name: `${key.slice(0, prefix.length + 4)}…` }
}
