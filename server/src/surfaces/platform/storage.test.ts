import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '../../../test/kit.ts'
import { sql } from '../../kernel/sql.ts'
import { form, startStorage } from './storage-testing.ts'
import { newKey } from './testing.ts'

/** Files over HTTP; the first test is an exchange of the contract, word for word. */
const { server, root, ada, ben, at, put } = await startStorage()
const token = ada.token

test('S1 what the SDK sends is answered as it reads it', async () => {
  const bucket = await at('buckets/s1', {
    method: 'POST',
    token: root.token,
    headers: { 'content-type': 'application/json', 'content-length': '0' },
  })
  assert.equal(bucket.status, 201, bucket.text)
  const file = await at('s1/x.txt', {
    token,
    ...form(
      { name: 'file', value: 'hello', file: 'blob', type: 'text/plain' },
      { name: 'content_type', value: 'text/plain' },
      { name: 'metadata', value: '{"a":1}' },
      { name: 'cache_control', value: '3600' },
      { name: 'upsert', value: 'false' },
    ),
  })
  assert.equal(file.status, 201, file.text)
  assert.deepEqual([file.body.key, file.body.metadata], ['x.txt', { a: 1 }])
  const raw = Buffer.from([1, 2, 3, 0, 255])
  const headers = { 'content-type': 'application/json' }
  const streamed = await at('s1/stream/pre/s.bin', { method: 'POST', raw, headers, token })
  assert.deepEqual([streamed.status, streamed.body.key], [201, 'pre/s.bin'], streamed.text)
  const list = await at('s1?prefix=pre/&limit=10', { token })
  assert.deepEqual([list.body.count, list.body.truncated], [1, false], list.text)
  assert.equal(list.body.files[0].name, 'pre/s.bin')
  const signed = await at('s1/sign/x.txt', {
    token,
    body: { expires_in: 3600, width: 10, format: 'webp' },
  })
  assert.equal(signed.body.signed_url, signed.body.url)
  const copied = await at('s1/copy', { token, body: { from_path: 'x.txt', to_path: 'y.txt' } })
  assert.equal(copied.status, 200, copied.text)
  const begun = await at('s1/chunked/init', {
    token,
    body: { path: 'big', total_size: 10, chunk_size: 4, content_type: 'text/plain' },
  })
  assert.equal(begun.status, 201, begun.text)
  const id = begun.body.session_id
  const send = (index: number, text: string) =>
    put(`s1/chunked/${id}/${index}`, text, { method: 'PUT' })
  assert.equal((await send(0, 'aaaa')).status, 200)
  const status = await at(`s1/chunked/${id}/status`, { token })
  assert.deepEqual(status.body.session.completedChunks, [0])
  assert.deepEqual(status.body.missing_chunks, [1, 2])
  const early = await at(`s1/chunked/${id}/complete`, { method: 'POST', token })
  assert.deepEqual([early.status, early.body.code], [400, 'VALIDATION_FAILED'])
  assert.deepEqual(early.body.details.missing_chunks, [1, 2])
  assert.equal((await send(2, 'cc')).status, 200)
  assert.equal((await send(1, 'xxxx')).status, 200)
  assert.equal((await send(1, 'bbbb')).status, 200)
  const done = await at(`s1/chunked/${id}/complete`, { method: 'POST', token })
  assert.deepEqual([done.status, done.body.fullPath], [200, 's1/big'], done.text)
  assert.equal((await at('s1/big', { token })).text, 'aaaabbbbcc')
  const folder = await at('s1/f/g', {
    method: 'POST',
    token,
    headers: { 'content-type': 'application/x-directory' },
  })
  assert.equal(folder.status, 201, folder.text)
})

test('a file comes back as it was, with what a browser needs to be safe', async () => {
  const bytes = Buffer.from('<script>alert(1)</script>')
  assert.equal(
    (await put('b1/a b/ü.html', bytes, { headers: { 'content-type': 'text/html' } })).status,
    201,
  )
  const got = await at(`b1/${encodeURIComponent('a b')}/%C3%BC.html?inline=true`, { token })
  assert.equal(got.status, 200, got.text)
  assert.equal(got.text, bytes.toString())
  assert.match(
    String(got.headers['content-disposition']),
    /^attachment;.*filename\*=UTF-8''%C3%BC\.html$/,
  )
  assert.match(String(got.headers['content-security-policy']), /sandbox/)
  assert.equal(got.headers['x-content-type-options'], 'nosniff')
  assert.equal(got.headers['content-length'], String(bytes.length))
  assert.equal(got.headers['set-cookie'], undefined)
  const head = await at('b1/a%20b/%C3%BC.html', { method: 'HEAD', token })
  assert.deepEqual([head.status, head.headers['content-length']], [200, String(bytes.length)])
  assert.equal(head.headers['accept-ranges'], 'bytes')
  const meta = await at('b1/a%20b/%C3%BC.html', { token, headers: { 'x-metadata-only': 'true' } })
  assert.deepEqual([meta.body.path, meta.body.size], ['a b/ü.html', bytes.length])
})

test('B9 ranges and conditions (RFC 9110)', async () => {
  await put('b1/digits', '0123456789')
  const ask = (headers: Record<string, string>) => at('b1/digits', { token, headers })
  const cases: [string, number, string, string | undefined][] = [
    ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-2', 206, '89', 'bytes 8-9/10'],
    ['bytes=-99', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=8-999', 206, '89', 'bytes 8-9/10'],
    ['bytes=2-4,3-6', 206, '23456', 'bytes 2-6/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=-0', 416, '', 'bytes */10'],
    [`bytes=${'0-0,'.repeat(9)}1-1`, 416, '', 'bytes */10'],
    ['bytes=4-2', 200, '0123456789', undefined],
    ['lines=1-2', 200, '0123456789', undefined],
    ['bytes=a-b', 200, '0123456789', undefined],
  ]
  for (const [range, status, text, contentRange] of cases) {
    const answer = await ask({ range })
    assert.deepEqual(
      [answer.status, answer.text, answer.headers['content-range']],
      [status, text, contentRange],
      range,
    )
  }
  assert.equal((await ask({ range: `bytes=${'0-1,'.repeat(1500)}0-1` })).status, 416)
  const several = await ask({ range: 'bytes=0-1,8-9' })
  assert.match(several.text, /bytes 0-1\/10\r\n\r\n01\r\n--[\s\S]*bytes 8-9\/10\r\n\r\n89\r\n--/)
  assert.equal(several.headers['content-length'], String(several.text.length))
  const { etag = '', 'last-modified': modified = '' } = (await ask({})).headers
  assert.equal((await ask({ 'if-none-match': String(etag) })).status, 304)
  assert.equal((await ask({ 'if-none-match': '"other"' })).status, 200)
  assert.equal((await ask({ 'if-modified-since': String(modified) })).status, 304)
  assert.equal((await ask({ 'if-match': '"other"' })).status, 412)
  assert.equal((await ask({ range: 'bytes=0-0', 'if-range': String(etag) })).status, 206)
  assert.equal((await ask({ range: 'bytes=0-0', 'if-range': '"other"' })).status, 200)
})

test('B1 a name is kept to the letter or refused, and never a path', async () => {
  const bad = [
    '..',
    'a/../b',
    'a/..',
    '.',
    'a//b',
    '%00',
    'a%01b',
    'a/share',
    '%0a',
    `${'x'.repeat(1025)}`,
  ]
  for (const name of bad) {
    // Encoded: else whoever sends it resolves it away.
    const path = name.replaceAll('/', '%2f').replaceAll('.', '%2e')
    const answer = await put(`b1/stream/x%2f${path}`, 'x')
    assert.ok([400, 404, 414].includes(answer.status), `${name}: ${answer.status} ${answer.text}`)
  }
  const good = [
    '..a',
    'a..b',
    'a\\..\\b',
    '%2525',
    'e\u0301',
    '\u00e9',
    'CON',
    '~',
    "'; drop",
    '👍/x',
    'a?b#c',
  ]
  for (const name of good) {
    const path = name.split('/').map(encodeURIComponent).join('/')
    const made = await put(`b1/stream/${path}`, name)
    assert.deepEqual([made.status, made.body.key], [201, name], made.text)
    assert.equal((await at(`b1/${path}`, { token })).text, name)
  }
})

test('a file that is there is replaced, or not when the client says so', async () => {
  await put('b1/twice', 'one')
  assert.equal((await put('b1/twice', 'two')).status, 201)
  assert.equal((await at('b1/twice', { token })).text, 'two')
  const kept = await put('b1/twice', 'three', { headers: { 'x-upsert': 'false' } })
  assert.deepEqual([kept.status, kept.body.code], [409, 'ALREADY_EXISTS'])
  assert.match(kept.body.error, /already exists/)
  assert.equal((await at('b1/twice', { token })).text, 'two')
})

test('B11 a private file is its owner’s: nobody else reads, lists, changes or signs it', async () => {
  await put('b1/secret', 'mine')
  const others = { ben: ben.token, nobody: undefined }
  for (const [who, other] of Object.entries(others)) {
    assert.equal((await at('b1/secret', { token: other })).status, 404, who)
    assert.equal((await at('b1/secret', { method: 'HEAD', token: other })).status, 404, who)
    assert.ok(!(await at('b1', { token: other })).text.includes('secret'), who)
  }
  const as = { token: ben.token }
  assert.equal((await put('b1/secret', 'stolen', as)).status, 403)
  assert.equal((await at('b1/secret', { method: 'DELETE', ...as })).status, 404)
  assert.equal((await at('b1/sign/secret', { body: {}, ...as })).status, 404)
  assert.equal((await at('b1/sign/secret', { body: { method: 'PUT' }, ...as })).status, 404)
  assert.equal(
    (await at('b1/copy', { body: { from_path: 'secret', to_path: 'c' }, ...as })).status,
    404,
  )
  assert.equal(
    (await at('b1/move', { body: { from_path: 'secret', to_path: 'm' }, ...as })).status,
    404,
  )
  assert.equal((await at('b1/secret/shares', as)).status, 404)
  const shared = { user_id: ben.userId, permission: 'read' }
  assert.equal((await at('b1/secret/share', { body: shared, ...as })).status, 404)
  assert.equal((await put('b1/anybody', 'x', { token: undefined })).status, 401)
  assert.equal((await at('b1/secret', { token })).text, 'mine')
  assert.equal((await at('b1/secret', { token: root.token })).text, 'mine')
  const key = await newKey(server, 'gsk', {})
  assert.equal((await at('b1/secret', { headers: { 'x-service-key': key } })).text, 'mine')
})

test('a share gives what it says, to whom it says, until it ends', async () => {
  await put('b1/d/doc', 'v1')
  const as = { token: ben.token }
  const share = (permission: string) =>
    at('b1/d/doc/share', { token, body: { user_id: ben.userId, permission } })
  assert.equal((await share('own')).status, 400)
  assert.equal((await share('read')).status, 201)
  assert.equal((await at('b1/d/doc', as)).text, 'v1')
  assert.equal((await put('b1/d/doc', 'v2', as)).status, 403)
  assert.equal((await at('b1/d/doc', { method: 'DELETE', ...as })).status, 403)
  assert.equal((await at('b1/d/doc/shares', as)).status, 403)
  assert.equal((await share('write')).status, 201)
  const written = await put('b1/d/doc', 'v2', as)
  assert.equal(written.status, 201, written.text)
  const shares = await at('b1/d%2Fdoc/shares', { token })
  assert.deepEqual([shares.body.count, shares.body.shares[0].permission], [1, 'write'], shares.text)
  const ended = await at(`b1/d/doc/share/${ben.userId}`, { method: 'DELETE', token })
  assert.equal(ended.status, 204)
  assert.equal((await at('b1/d/doc', as)).status, 404)
  const unknown = { user_id: '00000000-0000-4000-8000-00000000dead', permission: 'read' }
  assert.equal((await at('b1/d/doc/share', { token, body: unknown })).status, 400)
})

test('a public bucket is read by everybody and written by who signed in', async () => {
  await put('open/p.txt', 'hello', { headers: { 'content-type': 'text/plain' } })
  const got = await at('open/p.txt')
  assert.deepEqual([got.status, got.text], [200, 'hello'])
  assert.match(String(got.headers['cache-control']), /^public/)
  assert.equal(got.headers['access-control-allow-origin'], '*')
  assert.equal((await at('open/p.txt', { method: 'DELETE', token: ben.token })).status, 403)
})

test('B3 the rules of a bucket hold while the bytes come', async () => {
  const rules = { max_file_size: 10, allowed_mime_types: ['image/*', 'text/plain'] }
  await at('buckets/strict', { method: 'POST', token: root.token, body: rules })
  const as = (type: string) => ({ headers: { 'content-type': type } })
  assert.equal((await put('strict/a', '0123456789', as('text/plain'))).status, 201)
  assert.equal((await put('strict/a', '0123456789x', as('text/plain'))).status, 413)
  const inForm = await at('strict/f', {
    token,
    ...form({ name: 'file', value: '0123456789x', file: 'f', type: 'text/plain' }),
  })
  assert.equal(inForm.status, 413, inForm.text)
  assert.equal((await put('strict/h', '<p>', as('text/html'))).status, 415)
  assert.equal((await put('strict/p', '%PDF-1.4', as('text/plain'))).status, 415)
  assert.equal((await put('strict/i', 'no image', as('image/png'))).status, 415)
  assert.equal((await at('strict/a', { token })).text, '0123456789')
  const lie = await put('b1/lie.png', '%PDF-1.4 really', as('image/png'))
  assert.equal(lie.body.content_type, 'application/pdf')
})

test('B4 a link gives one file by one method, for a time, and no more than its maker has', async () => {
  await put('b1/linked', 'linked')
  const sign = async (body: object) => (await at('b1/sign/linked', { token, body })).body
  const get = await sign({ expires_in: 60 })
  const headers = { 'content-type': 'text/plain' }
  const use = (link: string, method: 'GET' | 'PUT' | 'DELETE' = 'GET', raw?: string) =>
    server.call({
      url: `/api/v1/storage/object?token=${link}`,
      method,
      ...(raw === undefined ? {} : { raw, headers }),
    })
  assert.equal((await use(get.token)).text, 'linked')
  assert.equal((await use(get.token, 'DELETE')).status, 405)
  assert.equal((await use(get.token, 'PUT', 'x')).status, 405)
  const [kid, payload, signature] = get.token.split('.')
  const grant = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const changes = {
    method: 'DELETE',
    bucket: 'open',
    key: 'secret',
    object: ben.userId,
    exp: 9e12,
    transform: { width: 1 },
    as: {},
    v: 2,
  }
  for (const [name, value] of Object.entries(changes)) {
    const forged = Buffer.from(JSON.stringify({ ...grant, [name]: value })).toString('base64url')
    assert.equal((await use(`${kid}.${forged}.${signature}`)).status, 401, name)
  }
  for (const wrong of [
    'x',
    `${kid}.${payload}.`,
    `${kid}.${payload}`,
    `${payload}.${signature}`,
    token,
  ])
    assert.equal((await use(wrong)).status, 401)
  assert.equal((await server.call({ url: '/api/v1/storage/object' })).status, 400)
  const upload = await sign({ method: 'PUT' })
  assert.equal((await use(upload.token)).status, 405)
  assert.equal((await use(upload.token, 'PUT', 'by link')).status, 201)
  assert.equal((await use(get.token)).text, 'by link')
  const remove = await sign({ method: 'DELETE' })
  assert.equal((await use(remove.token, 'DELETE')).status, 204)
  await put('b1/linked', 'another')
  assert.equal((await use(get.token)).status, 404, 'another file of the same name')
  assert.equal((await at('b1/sign/linked', { token, body: { expires_in: -1 } })).status, 400)
})

test('lists go by prefix, folder, page and cursor', async () => {
  await at('buckets/tree', { method: 'POST', token: root.token, body: {} })
  for (const name of ['a', 'b/1', 'b/2', 'b/c/3', 'b%', 'b%x', 'd/4', 'e'])
    await put(`tree/${encodeURIComponent(name)}`, name)
  const names = async (query: string) => {
    const { body, text } = await at(`tree?${query}`, { token })
    return [
      body.files?.map((one: { name: string }) => one.name),
      body.prefixes,
      body.truncated,
      text.length > 0,
    ]
  }
  assert.deepEqual(await names('delimiter=/'), [['a', 'b%', 'b%x', 'e'], ['b/', 'd/'], false, true])
  assert.deepEqual(await names('prefix=b/&delimiter=/'), [['b/1', 'b/2'], ['b/c/'], false, true])
  assert.deepEqual((await names('prefix=b%25'))[0], ['b%', 'b%x'])
  assert.deepEqual((await names('search=C/'))[0], ['b/c/3'])
  assert.deepEqual((await names('sort=name&order=desc&limit=2'))[0], ['e', 'd/4'])
  const seen: string[] = []
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const { body } = await at(`tree?delimiter=/&limit=2${cursor && `&cursor=${cursor}`}`, { token })
    seen.push(...body.files.map((one: { name: string }) => one.name), ...body.prefixes)
    cursor = body.next_cursor
  }
  assert.deepEqual(seen.sort(), ['a', 'b%', 'b%x', 'b/', 'd/', 'e'])
  const gone = await at('tree', { method: 'DELETE', token, body: { prefixes: ['b/', 'e'] } })
  assert.equal(gone.body.length, 4, gone.text)
  assert.deepEqual((await names(''))[0], ['a', 'b%', 'b%x', 'd/4'])
})

test('copy and move', async () => {
  await put('b1/from', 'moved', { headers: { 'content-type': 'text/plain' } })
  await put('b1/there', 'old')
  const to = (verb: string, body: object) => at(`b1/${verb}`, { token, body })
  assert.equal((await to('move', { from_path: 'from', to_path: 'there' })).status, 409)
  assert.equal((await to('move', { from_path: 'none', to_path: 'there' })).status, 404)
  const moved = await to('move', { from_path: 'from', to_path: 'there', upsert: true })
  assert.deepEqual([moved.status, moved.body.path], [200, 'there'], moved.text)
  assert.equal((await at('b1/there', { token })).text, 'moved')
  assert.equal((await at('b1/from', { token })).status, 404)
  const copied = await to('copy', { from_path: 'there', to_path: 'copy2', to_bucket: 'open' })
  assert.equal(copied.status, 200, copied.text)
  assert.equal((await at('open/copy2')).text, 'moved')
})

test('several files of one form; what one is refused for stops no other', async () => {
  const file = (name: string) => ({ name: 'files', value: name, file: name, type: 'text/plain' })
  const both = await at('b1/multipart', {
    token,
    ...form({ name: 'prefix', value: 'm/' }, file('a.txt'), file('b.txt')),
  })
  assert.deepEqual([both.status, both.body.count], [201, 2], both.text)
  assert.equal((await at('b1/m/b.txt', { token })).text, 'b.txt')
  const none = await at('b1/multipart', { token, ...form({ name: 'prefix', value: 'm/' }) })
  assert.equal(none.status, 400)
})

test('buckets: made, changed and ended by who administers', async () => {
  const body = { public: true, max_file_size: 5 }
  const as = { token: root.token }
  assert.equal((await at('buckets/x1', { method: 'POST', token, body })).status, 403)
  assert.equal((await at('buckets', { token })).status, 403)
  assert.equal((await at('buckets/x1', { method: 'POST', body, ...as })).status, 201)
  const again = await at('buckets/x1', { method: 'POST', body, ...as })
  assert.deepEqual([again.status, again.body.code], [409, 'ALREADY_EXISTS'])
  for (const name of ['object', 'upload', '.x', 'a', 'a%20b'])
    assert.equal(
      (await at(`buckets/${name}`, { method: 'POST', body: {}, ...as })).status,
      400,
      name,
    )
  assert.equal((await at('buckets/x1', { method: 'PUT', body: {}, ...as })).status, 400)
  assert.equal(
    (await at('buckets/x1', { method: 'PUT', body: { max_file_size: null }, ...as })).status,
    200,
  )
  const one = await at('buckets/x1')
  assert.deepEqual([one.body.public, one.body.max_file_size], [true, null], one.text)
  assert.equal((await at('buckets/b1', { token })).status, 404)
  await put('x1/file', 'long enough')
  assert.equal((await at('buckets/x1', { method: 'DELETE', ...as })).status, 409)
  const emptied = await at('buckets/x1/empty', { method: 'POST', ...as })
  assert.equal(emptied.body.deleted, 1)
  assert.equal((await at('buckets/x1', { method: 'DELETE', ...as })).status, 204)
  assert.equal((await at('buckets/x1', { method: 'DELETE', ...as })).status, 404)
  const { body: list } = await at('buckets', as)
  assert.ok(list.buckets.some((bucket: { id: string }) => bucket.id === 'uploads'))
})

test('what is deleted or replaced leaves no bytes behind', async () => {
  await put('b1/gone', 'one')
  await put('b1/gone', 'two')
  await at('b1/gone', { method: 'DELETE', token })
  const { blobs, db } = server.app.engines
  await until('the bytes of no row are gone', async () => {
    const ids: string[] = []
    for await (const { id } of blobs.list()) ids.push(id)
    const rows = await db.rows<{ id: string }>(knownVersions)
    return ids.length === rows.length
  })
})

const knownVersions = sql`select version as id from storage.objects union all
  select id from storage.uploads union all select version from storage.parts`

test('policies of the server itself carry their mark, so that nobody takes them for their own', async () => {
  const unmarked = await server.ctx.db.rows(sql`
    select c.relname, p.polname from pg_policy p join pg_class c on c.oid = p.polrelid
    where c.oid in ('storage.buckets'::regclass, 'storage.objects'::regclass)
      and obj_description(p.oid, 'pg_policy') is distinct from '@server'`)
  assert.deepEqual(unmarked, [])
})
