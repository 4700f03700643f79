import { verify } from '@node-rs/argon2'
import Fastify from 'fastify'
import pg from 'pg'

/**
 * What Flumen is measured against, in a process of its own: a bare Fastify with one route that does
 * one keyed read with `pg`, and one that verifies one password. No authentication, no limits, no
 * request ids, no headers, no logs, no metrics.
 */
const [databaseUrl, poolSize, passwordHash] = process.argv.slice(2)

const pool = new pg.Pool({ connectionString: databaseUrl, max: Number(poolSize), keepAlive: true })
const http = Fastify({ logger: false })

const text = (nullable = false) => ({ type: 'string', nullable })
const flag = { type: 'boolean' }
const time = { type: 'string', format: 'date-time' }

/** The answer of `GET /v1/me/account`, field by field. */
const account = {
  type: 'object',
  properties: {
    id: text(),
    username: text(),
    email: text(),
    email_verified: flag,
    full_name: text(true),
    google_linked: flag,
    has_password: flag,
    can_unlink_google: flag,
    available_sign_in_methods: { type: 'array', items: text() },
    plan: text(),
    plan_source: text(),
    plan_expires_at: { ...time, nullable: true },
    created_at: time,
  },
}

/** The same columns as Flumen reads, by the same key, prepared once on each connection. */
const keyedRead = {
  name: 'account',
  text: `select u.id, u.username, u.email, u.email_verified_at is not null as email_verified,
    u.full_name, u.password_hash is not null as has_password, u.created_at,
    exists (select from auth.identities i where i.user_id = u.id and i.provider = 'google')
      as google_linked
  from auth.users u where u.id = $1 and u.deleted_at is null`,
}

http.get<{ Params: { id: string } }>(
  '/accounts/:id',
  { schema: { response: { 200: account } } },
  async (request) => {
    const { rows } = await pool.query({ ...keyedRead, values: [request.params.id] })
    const [row] = rows
    return {
      ...row,
      can_unlink_google: false,
      available_sign_in_methods: ['password'],
      plan: 'free',
      plan_source: 'default',
      plan_expires_at: null,
    }
  },
)

http.post<{ Body: { password: string } }>(
  '/sign-in',
  { schema: { response: { 200: { type: 'object', properties: { fits: flag } } } } },
  async (request) => ({ fits: await verify(passwordHash ?? '', request.body.password) }),
)

for (const end of ['disconnect', 'SIGTERM']) process.on(end, () => process.exit(0))
const address = await http.listen({ port: 0, host: '127.0.0.1' })
process.send?.(Number(new URL(address).port))
