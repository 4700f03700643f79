import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { TestContext } from 'node:test'
import { type Reply, type Sent, startProvider } from './stand-in.ts'

export const serviceRoleKey = 'sb_secret_river-app'

export interface Person {
  id: string
  email?: string
  /** As Supabase keeps it: without the plus sign. */
  phone?: string
  password?: string
  email_confirmed_at?: string
  phone_confirmed_at?: string
  user_metadata: Record<string, unknown>
}

const columns = ['id', 'email', 'mobileE164', 'mobileIso2', 'firstName', 'lastName']

/** Auth (GoTrue) and the table `users` (PostgREST) of one project. */
export async function startSupabase(t: TestContext) {
  const supabase = {
    people: new Map<string, Person>(),
    rows: new Map<string, Record<string, unknown>>(),
    /** What the table answers instead, while it is set. */
    tableFault: undefined as Reply | undefined,
    /** The one link that counts, by account. */
    links: new Map<string, string>(),
    /** How many links are replaced by another device's before they are used. */
    lostLinks: 0,
    /** Left out of sessions by older versions. */
    hasExpiresAt: true,
  }
  const provider = await startProvider(t, (sent) => {
    assert.equal(sent.headers.apikey, serviceRoleKey)
    assert.equal(sent.headers.authorization, `Bearer ${serviceRoleKey}`)
    if (sent.body !== '') assert.equal(sent.headers['content-type'], 'application/json')
    if (sent.path.startsWith('/rest/v1/users?')) return table(supabase, sent)
    if (sent.path.startsWith('/auth/v1/admin/users')) return admin(supabase, sent)
    assert.equal(sent.method, 'POST')
    if (sent.path === '/auth/v1/admin/generate_link') return giveLink(supabase, sent)
    assert.equal(sent.path, '/auth/v1/verify')
    return verify(supabase, sent)
  })
  return Object.assign(provider, { supabase })
}

type Supabase = Awaited<ReturnType<typeof startSupabase>>['supabase']

const authError = (status: number, error_code: string): Reply => ({
  status,
  body: { code: status, error_code, msg: `A sentence about ${error_code}` },
})

const confirmed = ({ email_confirm, phone_confirm }: Record<string, unknown>) => ({
  ...(email_confirm === true ? { email_confirmed_at: new Date().toISOString() } : {}),
  ...(phone_confirm === true ? { phone_confirmed_at: new Date().toISOString() } : {}),
})

const onlyFields = (given: object, known: string[]) =>
  assert.deepEqual(
    Object.keys(given).filter((name) => !known.includes(name)),
    [],
  )

function admin({ people, links }: Supabase, { method, path, body }: Sent): Reply {
  const given = body === '' ? {} : JSON.parse(body)
  if (method === 'POST') {
    assert.equal(path, '/auth/v1/admin/users')
    return create(people, given)
  }
  const id = /^\/auth\/v1\/admin\/users\/([0-9a-f-]{36})$/.exec(path)?.[1] ?? ''
  assert.ok(id, path)
  const person = people.get(id)
  if (!person) return authError(404, 'user_not_found')
  if (method === 'DELETE') {
    people.delete(id)
    return { body: {} }
  }
  assert.equal(method, 'PUT')
  onlyFields(given, ['email', 'email_confirm', 'password', 'user_metadata'])
  const { email, password, user_metadata } = given
  // A new password ends what was sent out before.
  if (password !== undefined) links.delete(id)
  const names = { ...person.user_metadata, ...user_metadata }
  const changes = { ...(email && { email }), ...(password && { password }), ...confirmed(given) }
  const changed = { ...person, ...changes, user_metadata: names }
  people.set(id, changed)
  return { body: changed }
}

function create(people: Map<string, Person>, given: Record<string, string>): Reply {
  onlyFields(given, ['id', 'email', 'email_confirm', 'phone', 'phone_confirm', 'user_metadata'])
  const { id = '', email = '', user_metadata } = given
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.match(email, /^[^@]+@[^@]+\.[a-z]+$/)
  assert.equal(given.email_confirm, true)
  assert.match(given.phone ?? '+1', /^\+[1-9]/)
  const phone = given.phone?.slice(1)
  const everyone = [...people.values()]
  if (everyone.some((other) => other.email === email)) return authError(422, 'email_exists')
  if (phone && everyone.some((other) => other.phone === phone))
    return authError(422, 'phone_exists')
  if (people.has(id)) return authError(500, 'unexpected_failure')
  const names = user_metadata as unknown as Person['user_metadata']
  const person = { id, email, ...(phone && { phone }), ...confirmed(given), user_metadata: names }
  people.set(id, person)
  return { body: person }
}

function giveLink({ people, links }: Supabase, { body }: Sent): Reply {
  const { type, email, ...rest } = JSON.parse(body)
  assert.deepEqual([type, rest], ['magiclink', {}])
  const person = [...people.values()].find((person) => person.email === email)
  assert.ok(person, 'a link for nobody makes an account')
  const hashed_token = randomUUID().replaceAll('-', '')
  links.set(person.id, hashed_token)
  return { body: { ...person, hashed_token, verification_type: 'magiclink', email_otp: '123456' } }
}

function verify(supabase: Supabase, { body }: Sent): Reply {
  const { type, token_hash, ...rest } = JSON.parse(body)
  assert.deepEqual([type, rest], ['email', {}])
  const [id = ''] = [...supabase.links].find(([, token]) => token === token_hash) ?? []
  supabase.links.delete(id)
  if (supabase.lostLinks-- > 0 || id === '') return authError(403, 'otp_expired')
  const ends = supabase.hasExpiresAt ? { expires_at: 2_000_000_000 } : {}
  const tokens = { access_token: `eyJ.${id}.x`, refresh_token: 'r1', token_type: 'bearer' }
  return { body: { ...tokens, expires_in: 3_600, ...ends, user: supabase.people.get(id) } }
}

function table({ rows, tableFault }: Supabase, { method, path, headers, body }: Sent): Reply {
  if (tableFault) return tableFault
  if (method === 'DELETE') {
    assert.equal(headers.prefer, 'return=minimal')
    rows.delete(/^\/rest\/v1\/users\?id=eq\.([0-9a-f-]{36})$/.exec(path)?.[1] ?? assert.fail(path))
    return { status: 204 }
  }
  assert.equal(`${method} ${path}`, 'POST /rest/v1/users?on_conflict=id')
  assert.equal(headers.prefer, 'resolution=merge-duplicates,return=minimal')
  const row = JSON.parse(body)
  assert.deepEqual(Object.keys(row), columns)
  rows.set(row.id, { ...rows.get(row.id), ...row })
  return { status: 201 }
}
