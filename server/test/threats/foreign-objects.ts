import assert from 'node:assert/strict'
import { randomLowerSecret, uuid } from '../../src/kernel/ids.ts'
import { sql } from '../../src/kernel/sql.ts'
import { newKey, type SignedIn, signIn } from '../../src/surfaces/platform/testing.ts'
import type { Call, TestServer } from '../kit.ts'
import { asAdministrator } from '../tables.ts'

/** One object of every kind in a tenant, all with a mark in their names. */

export interface Holding {
  tenantId: string
  mark: string
  /** Path parameters that name the object of a route, by the beginning of the route's path. */
  names: [string, Record<string, string>][]
}

/** Somebody who belongs to both tenants, an operator, and what they hold in each. */
export interface TwoTenants {
  both: SignedIn
  root: SignedIn
  own: Holding
  foreign: Holding
}

export async function makeTwoTenants(server: TestServer): Promise<TwoTenants> {
  await asAdministrator(
    server,
    `create table papers (id uuid primary key, tenant_id uuid, title text);
     alter table papers enable row level security;
     grant select, insert, update, delete on papers to anon, authenticated, tenant_service;
     create policy own on papers using (auth.has_tenant_access(tenant_id))`,
  )
  const root = await signIn(server, { role: 'instance_admin', tenant_id: null })
  const [a, b] = [await newTenant(server, root), await newTenant(server, root)]
  const both = await signIn(server)
  const stranger = await signIn(server)
  for (const tenantId of [a, b]) {
    await server.ctx.db.run(sql`
      insert into auth.members (tenant_id, user_id, role)
      values (${tenantId}, ${both.userId}, 'member')`)
  }
  const own = await hold(server, root, both, { tenantId: a, mark: 'OWNMARK', person: both })
  const foreign = await hold(server, root, both, {
    tenantId: b,
    mark: 'ALIENMARK',
    person: stranger,
  })
  return { both, root, own, foreign }
}

/** As an operator makes one. @returns its id */
async function newTenant(server: TestServer, { token }: SignedIn): Promise<string> {
  const body = { slug: `t${randomLowerSecret(8)}`, name: 'Tenant', auto_generate_keys: false }
  const answer = await server.call({ url: '/api/v1/admin/tenants', token, body })
  assert.equal(answer.status, 201, answer.text)
  return answer.body.id
}

async function hold(
  server: TestServer,
  root: SignedIn,
  both: SignedIn,
  { tenantId, mark, person }: { tenantId: string; mark: string; person: SignedIn },
): Promise<Holding> {
  const ask = async (by: SignedIn, call: Call) => {
    const headers = { 'x-fb-tenant': tenantId }
    const answer = await server.call({ token: by.token, headers, ...call })
    assert.ok(answer.status < 300, `${call.url}: ${answer.text}`)
    return answer.body
  }
  const name = `${mark}_NAME`
  const service = await ask(root, { url: '/api/v1/admin/service-keys', body: { name } })
  const tenantKey = { 'x-service-key': await newKey(server, 'tsk', { tenantId }) }
  const client = await server.call({
    url: '/api/v1/client-keys',
    headers: tenantKey,
    body: { name, scopes: ['tables:read'] },
  })
  const secret = await ask(root, { url: '/api/v1/secrets', body: { name, value: 'x' } })
  const email = `${mark.toLowerCase()}@example.com`
  const invited = await ask(root, {
    url: '/api/v1/admin/invitations',
    body: { email, role: 'tenant_admin' },
  })
  const hook = await ask(both, {
    url: '/api/v1/webhooks',
    body: { name, url: 'http://127.0.0.1:18999/hook', events: ['orders.insert'] },
  })
  const key = `ai.${mark}`
  const setting = { method: 'PUT' as const, body: { value: { text: mark } } }
  await ask(root, { url: `/api/v1/admin/settings/${key}`, ...setting })
  await ask(both, { url: `/api/v1/settings/user/${mark}`, ...setting })
  await ask(both, { url: '/api/v1/settings/secret', body: { key: `${mark}.S`, value: mark } })
  const paper = uuid()
  await asAdministrator(server, `insert into papers values ('${paper}', '${tenantId}', '${mark}')`)
  const upload = await ofStorage(ask, root, mark)
  const mine = await ofPerson(server, person, mark)
  const table = { schema: 'public', table: 'papers', id: paper }
  return {
    tenantId,
    mark,
    names: [
      ['/api/v1/admin/service-keys/', { id: service.id }],
      ['/api/v1/webhooks/', { id: hook.id, delivery_id: hook.id }],
      ['/api/v1/client-keys/', { id: client.body.id }],
      ['/api/v1/secrets/by-name/', { name, version: '1' }],
      ['/api/v1/secrets/', { id: secret.id, version: '1' }],
      ['/api/v1/admin/invitations/', { token: invited.invitation.id }],
      ['/api/v1/admin/tenants/', { id: tenantId, user_id: both.userId, path: key }],
      ['/api/v1/admin/settings/user/', { user_id: both.userId, key: `${mark}.S` }],
      ['/api/v1/admin/settings/', { key }],
      ['/api/v1/settings/user/', { key: mark }],
      ['/api/v1/settings/secret/', { path: `${mark}.S` }],
      ['/api/v1/settings/{key}', { key }],
      ['/api/v1/auth/passkeys/', { id: mine.passkey }],
      ['/api/v1/auth/user/identities/', { id: mine.identity }],
      ['/api/v1/storage/', { bucket: mark, key: mark, user_id: both.userId, ...upload }],
      ['/api/v1/admin/realtime/tables/', { schema: 'public', table: 'papers' }],
      ['/api/v1/tables/{table}/{id}', { ...table, table: 'papers' }],
      ['/api/v1/tables/', table],
    ],
  }
}

/** A bucket with a file and the beginning of an upload. */
async function ofStorage(
  ask: (by: SignedIn, call: Call) => Promise<{ session_id: string }>,
  root: SignedIn,
  mark: string,
) {
  const at = '/api/v1/storage'
  await ask(root, { url: `${at}/buckets/${mark}`, method: 'POST', body: {} })
  await ask(root, { url: `${at}/${mark}/${mark}`, method: 'POST', raw: '{}' })
  const body = { path: `${mark}.part`, total_size: 4, chunk_size: 2 }
  const begun = await ask(root, { url: `${at}/${mark}/chunked/init`, body })
  return { uploadId: begun.session_id, chunkIndex: '0', id: begun.session_id }
}

/** What people have whatever tenant they are in. */
async function ofPerson(server: TestServer, { userId, email }: SignedIn, mark: string) {
  const [passkey, identity] = [uuid(), uuid()]
  const handle = Buffer.from(userId)
  await server.ctx.db.run(
    sql`insert into auth.passkey_handles (user_id, handle) values (${userId}, ${handle})`,
  )
  await server.ctx.db.run(sql`
    insert into auth.passkeys (id, user_id, credential_id, public_key, rp_id, name, sign_count,
      device_type, backed_up, transports, aaguid, user_verified, second_factor)
    values (${passkey}, ${userId}, ${handle}, ${handle}, 'flumen.test', ${mark}, 0,
      'singleDevice', false, '{}', ${uuid()}, true, false)`)
  await server.ctx.db.run(sql`
    insert into auth.identities (id, user_id, realm_id, provider, issuer, subject, email)
    select ${identity}, id, realm_id, 'google', 'https://accounts.google.com', ${mark}, ${email}
    from auth.users where id = ${userId}`)
  return { passkey, identity }
}

/** Every row of ours and of users' tables, but for when and from where a key was used last. */
export async function everyRow(server: TestServer): Promise<Map<string, string[]>> {
  const tables = await server.ctx.db.rows<{ schema: string; name: string }>(sql`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_schema in ('auth', 'provisioning', 'public', 'webhooks', 'storage') and table_type = 'BASE TABLE'`)
  const found = new Map<string, string[]>()
  for (const { schema, name } of tables) {
    const rows = await server.ctx.db.rows<{ text: string }>(sql`
      select (to_jsonb(t) - '{last_used_at,last_used_address}'::text[])::text as text from ${sql.id(schema, name)} t order by 1`)
    found.set(
      `${schema}.${name}`,
      rows.map(({ text }) => text),
    )
  }
  return found
}
