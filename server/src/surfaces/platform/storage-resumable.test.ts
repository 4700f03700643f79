import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { createServer, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { after, test } from 'node:test'
import { Upload } from 'tus-js-client'
import { sessions } from '../../features/objects/index.ts'
import { startStorage } from './storage-testing.ts'

/** TUS by its stock client, over a real socket. */
const { server, ada, ben, at } = await startStorage()
const address = await server.app.http.listen({ port: 0, host: '127.0.0.1' })
const endpoint = `${address}/api/v1/storage/upload/resumable`

interface Options {
  token?: string
  bytes: Buffer
  name: string
  endpoint?: string
  retryDelays?: number[]
}

const send = ({ token = ada.token, bytes, name, endpoint: to = endpoint, retryDelays }: Options) =>
  new Promise<string>((resolve, reject) => {
    const upload: Upload = new Upload(bytes, {
      endpoint: to,
      retryDelays: retryDelays ?? [],
      headers: { authorization: `Bearer ${token}` },
      metadata: { bucketName: 'b1', objectName: name, contentType: 'application/octet-stream' },
      onSuccess: () => resolve(String(upload.url)),
      onError: reject,
    })
    upload.start()
  })

test('an upload by tus-js-client is a file like any other', async () => {
  const bytes = randomBytes(300_000)
  await send({ bytes, name: 'tus/plain' })
  const got = await server.app.http.inject({
    url: '/api/v1/storage/b1/tus/plain',
    headers: { authorization: `Bearer ${ada.token}` },
  })
  assert.ok(bytes.equals(got.rawPayload))
})

test('cut off in the middle, it goes on where it was', async () => {
  let cut = 0
  const sockets = new Set<Socket>()
  const { port: target } = new URL(address)
  const proxy = createServer((client) => {
    sockets.add(client)
    import('node:net').then(({ connect }) => {
      const upstream = connect(Number(target), '127.0.0.1')
      let passed = 0
      client.on('data', (chunk) => {
        passed += chunk.length
        upstream.write(chunk)
        if (cut < 2 && passed > 400_000) {
          cut++
          client.destroy()
          upstream.destroy()
        }
      })
      upstream.pipe(client)
      for (const one of [client, upstream]) one.on('error', () => undefined)
      client.on('close', () => upstream.destroy())
    })
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  after(() => {
    for (const socket of sockets) socket.destroy()
    proxy.close()
  })
  const { port } = proxy.address() as { port: number }
  const bytes = randomBytes(3_000_000)
  const through = `http://127.0.0.1:${port}/api/v1/storage/upload/resumable`
  await send({ bytes, name: 'tus/cut', endpoint: through, retryDelays: [50, 50, 50, 50, 50] })
  assert.equal(cut, 2)
  const got = await server.app.http.inject({
    url: '/api/v1/storage/b1/tus/cut',
    headers: { authorization: `Bearer ${ada.token}` },
  })
  assert.ok(bytes.equals(got.rawPayload))
})

test('an upload is its maker’s alone, and goes where its maker may write', async () => {
  const refused = await send({ bytes: Buffer.from('x'), name: '../x' }).catch(String)
  assert.match(refused, /response code: 400/)
  const headers = { 'tus-resumable': '1.0.0', 'upload-length': '4' }
  const meta = ['bucketName b1', `objectName ${Buffer.from('x').toString('base64')}`]
  const encoded = meta[0]?.replace('b1', Buffer.from('b1').toString('base64'))
  const begun = await fetch(endpoint, {
    method: 'POST',
    headers: {
      ...headers,
      'upload-metadata': `${encoded},${meta[1]}`,
      authorization: `Bearer ${ada.token}`,
    },
  })
  assert.equal(begun.status, 201, await begun.text())
  const url = new URL(begun.headers.get('location') ?? '', address)
  const look = (token: string) =>
    fetch(url, { method: 'HEAD', headers: { ...headers, authorization: `Bearer ${token}` } })
  assert.equal((await look(ada.token)).status, 200)
  assert.equal((await look(ben.token)).status, 404)
  const ended = await fetch(url, {
    method: 'DELETE',
    headers: { 'tus-resumable': '1.0.0', authorization: `Bearer ${ada.token}` },
  })
  assert.equal(ended.status, 204)
  assert.equal((await at('b1/x', { token: ada.token })).status, 404)
})

test('whole, but the server died over making one file of it: who asks how far it is has the file', async () => {
  const bytes = randomBytes(1000)
  const tus = { 'tus-resumable': '1.0.0', authorization: `Bearer ${ada.token}` }
  const metadata = `bucketName ${btoa('b1')},objectName ${btoa('tus/died')}`
  const headers = { ...tus, 'upload-length': '1000', 'upload-metadata': metadata }
  const begun = await fetch(endpoint, { method: 'POST', headers })
  const id = begun.headers.get('location')?.split('/').at(-1) ?? ''
  const ctx = Object.create(server.ctx)
  ctx.caller = { kind: 'user', userId: ada.userId, role: 'authenticated' }
  await sessions.append(ctx, await sessions.get(ctx, id), Readable.from([bytes]))
  assert.equal((await at('b1/tus/died', { token: ada.token })).status, 404)
  const head = await fetch(`${endpoint}/${id}`, { method: 'HEAD', headers: tus })
  assert.equal(head.headers.get('upload-offset'), '1000')
  const got = await fetch(`${address}/api/v1/storage/b1/tus/died`, { headers: tus })
  assert.ok(bytes.equals(Buffer.from(await got.arrayBuffer())))
})
