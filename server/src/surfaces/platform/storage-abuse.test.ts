import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { test } from 'node:test'
import { barrier, until } from '../../../test/kit.ts'
import { asAdministrator } from '../../../test/tables.ts'
import * as objects from '../../features/objects/index.ts'
import { uuid } from '../../kernel/ids.ts'
import { sql } from '../../kernel/sql.ts'
import { form, startStorage } from './storage-testing.ts'
import { newKey, newTenant } from './testing.ts'

/** Who means harm, and what breaks: threats 1I. */
const { server, root, ada, ben, at, put } = await startStorage()
const token = ada.token
const { blobs, db } = server.app.engines

const lying = async (): Promise<string[]> => {
  const ids: string[] = []
  for await (const { id } of blobs.list()) ids.push(id)
  return ids
}

const setQuota = (bytes: number) =>
  server.call({
    method: 'PUT',
    url: '/api/v1/admin/settings/storage.quota_bytes',
    token: root.token,
    body: { value: bytes },
  })

test('B10 of many at once no more get in than the quota has room for', async () => {
  const [{ used = '0' } = {}] = await db.rows<{ used: string }>(
    sql`select coalesce(sum(size), 0)::text as used from storage.objects`,
  )
  const set = await setQuota(Number(used) + 5_000)
  assert.ok(set.status < 300, set.text)
  const answers = await barrier(20, (i) => put(`b1/quota/${i}`, randomBytes(1_000)))
  assert.equal(answers.filter(({ status }) => status === 201).length, 5)
  assert.ok(answers.every(({ status }) => [201, 413].includes(status)))
  await setQuota(-1)
  assert.equal((await put('b1/quota/more', 'x')).status, 201)
})

test('B7 chunks: bounds, owners, and one object however often it is completed', async () => {
  const begin = async (body: object = {}) => {
    const all = { path: 'chunks/one', total_size: 8, chunk_size: 4, ...body }
    return at('b1/chunked/init', { token, body: all })
  }
  assert.equal((await begin({ total_size: -1 })).status, 400)
  assert.equal((await begin({ path: '../x' })).status, 400)
  assert.equal((await begin({ total_size: 3 * 1024 ** 3 })).status, 413)
  const { body } = await begin()
  const id = body.session_id
  const send = (index: string | number, text: string, as = token) =>
    put(`b1/chunked/${id}/${index}`, text, { method: 'PUT', token: as })
  for (const index of ['-1', '2', '2147483648', 'x', '1e9'])
    assert.equal((await send(index, 'aaaa')).status, 400, index)
  assert.equal((await send(0, 'aaa')).status, 400)
  assert.equal((await send(0, 'aaaaa')).status, 400)
  assert.equal((await send(0, 'aaaa', ben.token)).status, 404)
  assert.equal((await at(`b1/chunked/${id}/status`, { token: ben.token })).status, 404)
  assert.equal((await at(`open/chunked/${id}/status`, { token })).status, 400)
  assert.equal((await at('b1/chunked/nothing/status', { token })).status, 404)
  const both = await Promise.all([send(1, 'bbbb'), send(0, 'aaaa'), send(0, 'aaaa')])
  assert.deepEqual(
    both.map(({ status }) => status),
    [200, 200, 200],
  )
  const done = await barrier(10, () => at(`b1/chunked/${id}/complete`, { method: 'POST', token }))
  const good = done.filter(({ status }) => status === 200)
  assert.ok(good.length >= 1)
  assert.ok(done.every(({ status }) => status === 200 || status === 409))
  assert.equal(new Set(good.map(({ body }) => body.id)).size, 1)
  assert.equal((await at('b1/chunks/one', { token })).text, 'aaaabbbb')
  const again = await at(`b1/chunked/${id}/complete`, { method: 'POST', token })
  assert.equal(again.status, 200, again.text)
  assert.equal((await send(0, 'cccc')).status, 409)
  const over = (await begin()).body.session_id
  await put(`b1/chunked/${over}/0`, 'aaaa', { method: 'PUT' })
  assert.equal((await at(`b1/chunked/${over}`, { method: 'DELETE', token })).status, 204)
  assert.equal((await put(`b1/chunked/${over}/1`, 'bbbb', { method: 'PUT' })).status, 409)
  assert.equal((await at(`b1/chunked/${over}/complete`, { method: 'POST', token })).status, 409)
})

test('what is cut off, refused or given up leaves no bytes', async () => {
  const before = new Set(await lying())
  await server.app.http.listen({ port: 0, host: '127.0.0.1' })
  const { port } = server.app.http.server.address() as { port: number }
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write(
    `POST /api/v1/storage/b1/cut HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n` +
      `Content-Type: application/octet-stream\r\nContent-Length: 1000000\r\n\r\n`,
  )
  socket.write(randomBytes(50_000))
  await until('the upload began', async () => {
    const row = await db.row<{ n: string }>(
      sql`select count(*) as n from storage.uploads where seen_at < 'infinity'`,
    )
    return Number(row?.n) > 0
  })
  socket.destroy()
  await until('it left nothing', async () => {
    const row = await db.row<{ n: string }>(
      sql`select count(*) as n from storage.uploads where seen_at < 'infinity'`,
    )
    return Number(row?.n) === 0 && (await lying()).every((id) => before.has(id))
  })
  assert.equal((await at('b1/cut', { token })).status, 404)
})

test('a body larger than allowed is answered while it comes', async () => {
  const body = { max_file_size: 1000 }
  await at('buckets/small', { method: 'POST', token: root.token, body })
  const { port } = server.app.http.server.address() as { port: number }
  const big = new ReadableStream({
    pull(controller) {
      controller.enqueue(new Uint8Array(65_536))
    },
  })
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/storage/small/endless`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    body: big,
    duplex: 'half',
  } as RequestInit).then(
    ({ status }) => status,
    () => 'closed',
  )
  assert.ok([413, 'closed'].includes(answer), String(answer))
  assert.equal((await at('small/endless', { token })).status, 404)
})

test('B8 the sweep takes what no row names and nothing else, and tells of what is missing', async () => {
  await put('b1/kept', 'kept')
  const orphan = uuid()
  const { Readable } = await import('node:stream')
  await blobs.put(orphan, Readable.from([Buffer.from('orphan')]))
  const young = await objects.repair(server.ctx)
  assert.equal(young.orphans, 0)
  const report = await objects.repair(server.ctx, 0)
  assert.ok(report.orphans >= 1)
  assert.ok(!(await lying()).includes(orphan))
  assert.equal((await at('b1/kept', { token })).text, 'kept')
  assert.deepEqual(report.missing, [])
  const row = await db.row<{ version: string }>(
    sql`select version from storage.objects where name = 'kept'`,
  )
  await blobs.delete([row?.version ?? ''])
  assert.deepEqual((await objects.repair(server.ctx)).missing, [row?.version])
  assert.equal((await at('b1/kept', { token })).status, 404)
  await at('b1/kept', { method: 'DELETE', token })
})

test('an upload that a sweep gave up gets no row', async () => {
  const { Readable } = await import('node:stream')
  const slow = async function* () {
    yield Buffer.from('a')
    await db.run(sql`delete from storage.uploads`)
    yield Buffer.from('b')
  }
  const ctx = Object.create(server.ctx)
  ctx.caller = {
    kind: 'user',
    userId: ada.userId,
    role: 'authenticated',
    databaseRole: 'authenticated',
  }
  const source = { stream: Readable.from(slow(), { objectMode: false }) }
  const target = { bucket: 'b1', key: 'late', upsert: true }
  await assert.rejects(
    objects.store(ctx, target, source, () => ({})),
    { code: 'upload_abandoned' },
  )
  assert.equal((await at('b1/late', { token })).status, 404)
})

test('policies of the application decide beside ours', async () => {
  await asAdministrator(
    server,
    `create policy folders on storage.objects for select to authenticated
       using (bucket_id = 'b1' and (storage.foldername(name))[1] = 'team');
     create policy no_exe on storage.objects as restrictive for insert to authenticated
       with check (storage.extension(name) <> 'exe' and storage.filename(name) <> 'x')`,
  )
  await put('b1/team/plan', 'plan')
  assert.equal((await at('b1/team/plan', { token: ben.token })).text, 'plan')
  assert.equal((await put('b1/team/a.exe', 'MZ')).status, 403)
  assert.equal((await put('b1/team/x', 'x')).status, 403)
})

test('tenants have buckets of the same name and never meet in them', async () => {
  const [a, b] = [await newTenant(server), await newTenant(server)]
  const keys = [
    await newKey(server, 'tsk', { tenantId: a }),
    await newKey(server, 'tsk', { tenantId: b }),
  ]
  for (const [i, key] of keys.entries()) {
    const headers = { 'x-service-key': key, 'content-type': 'text/plain' }
    const json = { 'x-service-key': key }
    assert.equal(
      (await at('buckets/same', { method: 'POST', headers: json, body: {} })).status,
      201,
    )
    assert.equal((await at('same/f', { method: 'POST', headers, raw: `of ${i}` })).status, 201)
  }
  for (const [i, key] of keys.entries()) {
    assert.equal((await at('same/f', { headers: { 'x-service-key': key } })).text, `of ${i}`)
    const list = await at('buckets', { headers: { 'x-service-key': key } })
    assert.equal(list.body.buckets.length, 1, list.text)
  }
  assert.equal((await at('same/f', { token: root.token })).status, 404)
  const global = await newKey(server, 'gsk', {})
  assert.equal((await at('same/f', { headers: { 'x-service-key': global } })).status, 404)
})

test('B2 B3 what a browser would run is never shown as what it is', async () => {
  for (const type of [
    'text/html',
    'image/svg+xml',
    'application/xhtml+xml',
    'text/xml',
    'application/javascript',
  ]) {
    await put('open/evil', '<svg onload=alert(1)>', { headers: { 'content-type': type } })
    const got = await at('open/evil?inline=true')
    assert.match(String(got.headers['content-disposition']), /^attachment/, type)
    assert.match(String(got.headers['content-security-policy']), /^sandbox/)
    assert.equal(got.headers['x-content-type-options'], 'nosniff')
  }
})

test('a bad form is refused and leaves nothing', async () => {
  const headers = { 'content-type': 'multipart/form-data' }
  assert.equal((await at('b1/bad', { method: 'POST', token, raw: 'x', headers })).status, 400)
  const cut = form({ name: 'file', value: 'abc', file: 'f' })
  const raw = (cut.raw as Buffer).subarray(0, 90)
  const half = await at('b1/bad', { token, ...cut, raw })
  assert.equal(half.status, 400, half.text)
  const none = await at('b1/bad', { token, ...form({ name: 'other', value: 'x' }) })
  assert.equal(none.body.code, 'MISSING_REQUIRED_FIELD')
  const odd = form({ name: 'file', value: 'abc', file: 'f' }, { name: 'metadata', value: '[1]' })
  assert.equal((await at('b1/bad', { token, ...odd })).status, 400)
  assert.equal((await at('b1/bad', { token })).status, 404)
})

test('every file that was answered for reads back with its hash', async () => {
  const files = Array.from({ length: 20 }, (_, i) => randomBytes(i * 7_000))
  const made = await Promise.all(files.map((bytes, i) => put(`b1/many/${i}`, bytes)))
  for (const [i, bytes] of files.entries()) {
    assert.equal(made[i]?.status, 201)
    const got = await server.app.http.inject({
      url: `/api/v1/storage/b1/many/${i}`,
      headers: { authorization: `Bearer ${token}` },
    })
    const sha = (part: Buffer) => createHash('sha256').update(part).digest('hex')
    assert.equal(sha(got.rawPayload), sha(bytes))
  }
  const dir = `${server.dataDir}/blobs`
  const names = await readdir(dir, { recursive: true })
  assert.ok(names.every((name) => /^[0-9a-f]{2}(\/[0-9a-f-]{36})?$/.test(name)))
})

test('over a real socket a file goes up and down whole', async () => {
  const { port } = server.app.http.server.address() as { port: number }
  const bytes = randomBytes(3_000_000)
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' }
  const url = `http://127.0.0.1:${port}/api/v1/storage/b1/real`
  const made = await fetch(url, { method: 'POST', headers, body: bytes })
  assert.equal(made.status, 201, await made.text())
  const got = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
  assert.ok(bytes.equals(Buffer.from(await got.arrayBuffer())))
})
