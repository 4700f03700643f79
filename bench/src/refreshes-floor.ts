import { generateKeyPairSync } from 'node:crypto'
import Fastify from 'fastify'
import { SignJWT } from 'jose'
import pg from 'pg'

/**
 * What refreshes are measured against, in a process of its own: a bare Fastify route that reads a
 * person, changes one row of theirs with fsync, and signs an Ed25519 token. It checks nothing.
 */
const [databaseUrl, poolSize] = process.argv.slice(2)

const pool = new pg.Pool({ connectionString: databaseUrl, max: Number(poolSize), keepAlive: true })
const { privateKey } = generateKeyPairSync('ed25519')

await pool.query(`create table if not exists public.floor_refreshes (
  user_id uuid primary key, generation int not null, used_at timestamptz not null)`)
await pool.query(`insert into public.floor_refreshes
  select id, 1, now() from auth.users on conflict do nothing`)

const statement = {
  name: 'refresh',
  text: `with r as (update public.floor_refreshes set generation = generation + 1, used_at = now()
      where user_id = $1 returning generation)
    select u.id, u.email, u.created_at, r.generation from auth.users u, r where u.id = $1`,
}

const http = Fastify({ logger: false })
http.post<{ Params: { id: string } }>('/refresh/:id', async ({ params }) => {
  const { rows } = await pool.query({ ...statement, values: [params.id] })
  const user = rows[0]
  const access_token = await new SignJWT({ email: user.email, session_id: params.id })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'floor' })
    .setSubject(params.id)
    .setExpirationTime('15m')
    .sign(privateKey)
  return { access_token, expires_in: 900, user, refresh_token: `${params.id}.${user.generation}` }
})

for (const end of ['disconnect', 'SIGTERM']) process.on(end, () => process.exit(0))
const address = await http.listen({ port: 0, host: '127.0.0.1' })
process.send?.(Number(new URL(address).port))
