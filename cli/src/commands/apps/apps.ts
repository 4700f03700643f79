import type { Call, Run } from '../../command.ts'
import { ask } from '../../connection.ts'
import { mustConfirm } from '../../prompt.ts'
import { facts, table } from '../../table.ts'

interface App {
  id: string
  name: string
  apiKey: string
  backendType: string
  authMethods: { id: string; selected: boolean }[]
  jwtSecret?: string
}

const pathOf = (id = '') => `/api/v2/apps/${encodeURIComponent(id)}`

export const list: Run = async ({ terminal, client }) => {
  const { apps } = (await ask(await client(), 'GET', '/api/v2/apps')) as { apps: App[] }
  terminal.show(apps, () =>
    table(
      terminal,
      apps,
      {
        id: (app) => app.id,
        name: (app) => app.name,
        key: (app) => app.apiKey,
        backend: (app) => app.backendType || 'none',
      },
      'No apps: make one with flumen apps create.',
    ),
  )
  return undefined
}

export const create: Run = async ({ args, terminal, client }) => {
  const body = { name: args[0] }
  const { app } = (await ask(await client(), 'POST', '/api/v2/apps', body)) as { app: App }
  terminal.show(app, () => describe(terminal, app))
  return undefined
}

export const show: Run = async ({ args, terminal, client }) => {
  const { app } = (await ask(await client(), 'GET', pathOf(args[0]))) as { app: App }
  terminal.show(app, () => describe(terminal, app))
  return undefined
}

/** Secrets are shown to programs that ask for them, not to whoever looks over a shoulder. */
const describe = (terminal: Call['terminal'], app: App): string =>
  facts(terminal, {
    id: app.id,
    name: app.name,
    key: app.apiKey,
    'signs in by': app.authMethods.filter(({ selected }) => selected).map(({ id }) => id),
    backend: app.backendType || 'none',
    'token secret': app.jwtSecret === undefined ? undefined : 'add --json to see it',
  })

interface AppUser {
  id: string
  email: string
  firstName: string
  lastName: string
  mobileE164: string
  created: string
}

export const users: Run = async ({ args, options, terminal, client }) => {
  const given = { limit: options.text('limit'), page: options.text('page') }
  const query = Object.entries(given).filter(([, value]) => value !== undefined) as [
    string,
    string,
  ][]
  const path = `${pathOf(args[0])}/users?${new URLSearchParams(query)}`
  const { users } = (await ask(await client(), 'GET', path)) as { users: AppUser[] }
  terminal.show(users, () =>
    table(
      terminal,
      users,
      {
        id: (user) => user.id,
        email: (user) => user.email || undefined,
        mobile: (user) => user.mobileE164 || undefined,
        name: (user) => `${user.firstName} ${user.lastName}`.trim() || undefined,
        since: (user) => user.created.slice(0, 16),
      },
      'Nobody has signed in yet.',
    ),
  )
  return undefined
}

const rotate =
  (what: 'key' | 'secret'): Run =>
  async (call) => {
    await mustConfirm(call, `Give ${call.args[0]} another ${what}? The old one ends`)
    const path = `${pathOf(call.args[0])}/rotate-${what}`
    const { app } = (await ask(await call.client(), 'POST', path)) as { app: App }
    call.terminal.show(app, () => describe(call.terminal, app))
    return undefined
  }

export const rotateKey = rotate('key')
export const rotateSecret = rotate('secret')

export const remove: Run = async (call) => {
  const [id] = call.args
  await mustConfirm(call, `Delete ${id} and everybody in it?`)
  await ask(await call.client(), 'DELETE', pathOf(id))
  call.terminal.show({ id, is_deleted: true }, `Deleted ${id}.`)
  return undefined
}
