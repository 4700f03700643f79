import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'

import type { Ctx } from '../../src/engines/context.ts'
import * as sessions from '../../src/features/sessions/index.ts'
import { uuid } from '../../src/kernel/ids.ts'
import type { Route, Surface } from '../../src/kernel/route.ts'
import { isRaw } from '../../src/kernel/schema.ts'
import { sharedPaths } from '../../src/surfaces/shared-paths.ts'
import { type Answer, type Call, startServer, type TestServer } from '../kit.ts'
import { type Person, registerProven } from '../people.ts'
import { newApp, signIn, type TestApp } from '../provisioning.ts'

/** What every threat test starts from: the server's own list of routes, and five generators. */

export interface Listed {
  surface: Surface<Ctx>
  route: Route<Ctx>
}

export const routesOf = (server: TestServer): Listed[] =>
  server.app.surfaces.flatMap((surface) => surface.routes.map((route) => ({ surface, route })))

/** Bodies whose fields are columns of users' tables, which no schema of ours lists. */
export const isFree = ({ route }: Listed): boolean => isRaw(route.body)
export const isClosed = ({ route }: Listed): boolean => !route.access.startsWith('public')
export const title = ({ route }: Listed): string => `${route.method} ${route.path}`

/** The path with its parameters filled in: an id of nothing unless told otherwise. */
export const urlOf = ({ route }: Listed, value = '00000000-0000-4000-8000-00000000dead'): string =>
  route.path.replace(/\{[^}]*\}/g, encodeURIComponent(value))

/** A query that no route knows: admitted callers are refused for it before anything happens. */
export const harmless = (listed: Listed): Call => ({
  method: listed.route.method,
  url: `${urlOf(listed)}?unknown_to_every_route=1`,
})

/** How a failure looks on each surface. A new surface needs a row. */
export const errorShapes: Record<string, (answer: Answer) => boolean> = {
  platform: ({ body }) =>
    typeof body.error === 'string' && (/^[A-Z_]+$/.test(body.code) || isGraphql(body)),
  dashboard: ({ body }) => typeof body.error === 'string' && /^[A-Z_]+$/.test(body.code),
  account: (answer) => isDetail(answer),
  metering: (answer) => isDetail(answer),
  widget: (answer) => isDetail(answer),
  provisioning: (answer) => isFluo(answer),
  app: (answer) => isFluo(answer),
  pages: ({ text }) => text.startsWith('<!doctype html>'),
  registry: ({ body }) => isStripes(body.error) || isOAuth(body),
}

const isStripes = (error: unknown) =>
  `${Object.keys((error as object | undefined) ?? {})}` === 'type,code,message,param,doc_url'
/** RFC 6749 §5.2. */
const isOAuth = (body: { error?: unknown; error_description?: unknown }) =>
  typeof body.error === 'string' && typeof body.error_description === 'string'

const isDetail = ({ body }: Answer) =>
  typeof body.detail === 'string' ||
  typeof body.detail?.code === 'string' ||
  (Array.isArray(body.detail) && body.detail.every((d: { loc: unknown }) => isLoc(d.loc)))
/** What the language itself refuses has a place, not a code (GraphQL §7.1.2). */
const isGraphql = ({ errors }: { errors?: { message?: unknown }[] }) =>
  Array.isArray(errors) && errors.every(({ message }) => typeof message === 'string')
const isLoc = (loc: unknown) => Array.isArray(loc) && loc.every((part) => typeof part === 'string')
const isFluo = ({ status, body, text }: Answer) =>
  (status === 503 && text === '') ||
  (body.code === status && /^[a-z_]+$/.test(body.message) && typeof body.data === 'object')

/** TUS is a protocol of its own and answers in its own words (`storage-resumable.test.ts`). */
export const isTus = ({ route }: Listed): boolean =>
  route.path.startsWith('/api/v1/storage/upload/resumable')

/** On a path of two contracts what was sent says whose words it is answered in. */
export const hasErrorShape = ({ surface, route }: Listed, answer: Answer): boolean => {
  if (route.method === 'HEAD') return answer.text === ''
  const isShared = sharedPaths.some((one) => one.method === route.method && one.path === route.path)
  const names = isShared ? ['platform', 'metering'] : [surface.name]
  return names.some((name) => errorShapes[name]?.(answer) === true)
}

/** Names of the fields that an error answer of any surface complains about. */
export function blamed({ body }: Answer): string[] {
  if (typeof body.detail === 'string') return [body.detail.split(/[:.]/)[0] ?? '']
  if (Array.isArray(body.detail)) return body.detail.map((d: { loc: string[] }) => d.loc[1] ?? '')
  if (Array.isArray(body.details))
    return body.details.map((d: { path: string[] }) => d.path[0] ?? '')
  if (isStripes(body.error)) return [`${body.error.param}`.split(/[.[]/)[0] ?? '']
  if (isOAuth(body)) return [body.error_description.split(':')[0]]
  return Object.keys(body.data ?? {}).map((path) => path.split('.')[0] ?? '')
}

/** Everybody a route may ask for: a person with a session and keys, an app, its end user. */
export interface World {
  server: TestServer
  person: Person
  userId: string
  app: TestApp
  /** A fresh session of the person. */
  session(): Promise<string>
  rst: string
  pat: string
  appUser: string
  /** A key of the person's organization that may do all. */
  org: string
  /** The token of one of its customers. */
  widget: string
}

export async function makeWorld(server: TestServer): Promise<World> {
  const person = await registerProven(server)
  const body = { username: person.username, password: person.password }
  const token = (await server.call({ url: '/v1/auth/login', body })).body.access_token
  const make = (url: string) => server.call({ url, token, body: { name: 'threat' } })
  const rst = (await make('/v1/auth/api-keys')).body.raw_key
  const pat = (await make('/api/v2/accounts/tokens')).body.accessToken
  const userId = (await server.call({ url: '/v1/me/account', token })).body.id
  const app = await newApp(server, undefined, pat)
  const appUser = (await signIn(server, app)).accessToken
  const { org, widget } = await makeMetered(server, token)
  return {
    server,
    person,
    userId,
    app,
    rst,
    pat,
    appUser,
    org,
    widget,
    session: () => session(server, userId),
  }
}

async function makeMetered(server: TestServer, token: string) {
  const scopes = ['usage.write', 'usage.read']
  const made = await server.call({
    url: '/api/v1/api-keys',
    token,
    body: { name: 'threat', scopes },
  })
  const org: string = made.body.key
  const customer = { name: 'Threat', email: 'threat@example.com', external_id: 'threat' }
  await server.call({ url: '/api/v1/customers', token, body: customer })
  const body = { customer_external_id: 'threat' }
  const { body: shown } = await server.call({ url: '/api/v1/widget/token', key: org, body })
  return { org, widget: shown.token as string }
}

/** A session without the cost of a password. */
export async function session(server: TestServer, id: string): Promise<string> {
  const user = { id, realm_id: mainRealm, username: null, email: null, role: 'authenticated' }
  return (await sessions.start(server.ctx, user, { amr: ['pwd'] })).access_token
}

export const mainRealm = '00000000-0000-4000-8000-000000000001'

/** A good credential for a route; undefined where this table has no row for its kind of access. */
export async function credentialFor(
  world: World,
  { surface, route }: Listed,
): Promise<Pick<Call, 'token' | 'key' | 'headers'> | undefined> {
  const { app, pat, appUser } = world
  const merchant = async () => ({
    token: await world.session(),
    headers: { 'idempotency-key': uuid() },
  })
  const rows: Record<string, () => Promise<Pick<Call, 'token' | 'key' | 'headers'>>> = {
    'account session': async () => ({ token: await world.session() }),
    'account owner': async () => ({ token: await world.session() }),
    'metering member': async () => ({ token: await world.session() }),
    'metering own_credentials': async () => ({ token: await world.session() }),
    'metering manage': async () => ({ token: await world.session() }),
    'metering keep_books': async () => ({ token: await world.session() }),
    'metering view_usage': async () => ({ token: await world.session() }),
    'metering read_customers': async () => ({ token: await world.session() }),
    'metering write_customers': async () => ({ token: await world.session() }),
    'metering report_usage': async () => ({ key: world.org }),
    'metering record_usage': async () => ({ key: world.org }),
    'metering read_usage': async () => ({ key: world.org }),
    'widget widget': async () => ({ token: world.widget }),
    'provisioning account': async () => ({ token: pat }),
    'app app': async () => ({ key: app.key }),
    'app app_user': async () => ({ key: app.key, token: appUser }),
    'registry merchant': merchant,
    'registry browse': merchant,
    'registry operator': merchant,
  }
  if (route.access.startsWith('public')) return {}
  // The platform's roles are a table of their own; here everybody is an ordinary person.
  if (surface.name === 'platform') return { token: await world.session() }
  return rows[`${surface.name} ${route.access}`]?.()
}

/** What a request cost: hashes made, statements sent, in order. */
export interface Work {
  hashes: number
  statements: string[]
}

const recorder = new AsyncLocalStorage<Work>()
let isWatching = false

function watch(): void {
  if (isWatching) return
  isWatching = true
  const { query } = pg.Client.prototype
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first] = args
    const text = typeof first === 'string' ? first : (first as { text?: string }).text
    // Settings are read again once in a while, whoever asks.
    if (!text?.includes('from auth.settings'))
      recorder.getStore()?.statements.push((text ?? '').replace(/\s+/g, ' ').trim())
    return Reflect.apply(query, this, args)
  } as typeof query
}

/** Runs one request and writes down its work; background work does not count. */
export async function workOf(
  server: TestServer,
  act: () => Promise<Answer>,
): Promise<{ answer: Answer; work: Work }> {
  watch()
  const work: Work = { hashes: 0, statements: [] }
  const undo = onHash(server, () => {
    const mine = recorder.getStore()
    if (mine) mine.hashes++
  })
  try {
    return { answer: await recorder.run(work, act), work }
  } finally {
    undo()
  }
}

/** Calls back for every password that is hashed or compared. @returns what ends it */
export function onHash(server: TestServer, note: () => void): () => void {
  const { hashing } = server.app.engines
  const { verify, hash } = hashing
  hashing.verify = (...args) => {
    note()
    return verify.apply(hashing, args)
  }
  hashing.hash = (...args) => {
    note()
    return hash.apply(hashing, args)
  }
  return () => Object.assign(hashing, { verify, hash })
}

/** The same database under another process, or the same one after a restart. */
export const secondServer = (server: TestServer, queue = false): Promise<TestServer> =>
  startServer({ databaseUrl: server.databaseUrl, queue })

export const tally = (answers: readonly Answer[]): Record<number, number> => {
  const counts: Record<number, number> = {}
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1
  return counts
}
