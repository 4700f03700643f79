import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, test } from 'node:test'
import sharp from 'sharp'
import { type Answer, until } from '../../../test/kit.ts'
import { startStorage } from './storage-testing.ts'

/**
 * The bytes of a file go when its row names others. Whoever read the row just before gets the file as
 * it is now: never an answer that it is not there, never the head of one with the bytes of another.
 */
const { server, ada, at, put } = await startStorage()
const token = ada.token
const { blobs } = server.ctx
const get = blobs.get.bind(blobs)
after(() => {
  blobs.get = get
})

const old = 'what it was before '.repeat(3)
const etagOf = (text: string): string =>
  `"${createHash('sha256').update(text).digest('hex').slice(0, 40)}"`

async function isGone(id: string): Promise<boolean> {
  const found = await get(id)
  found?.destroy()
  return !found
}

/** Asks while the file is overwritten, each time between the look at its row and the one at its bytes. */
async function overtaken(
  name: string,
  contents: readonly (string | Buffer)[],
  ask: () => Promise<Answer>,
): Promise<Answer> {
  assert.equal((await put(name, old)).status, 201)
  const coming = [...contents]
  blobs.get = async (id, span) => {
    const next = coming.shift()
    if (next === undefined) return get(id, span)
    assert.equal((await put(name, next)).status, 201)
    await until('the bytes that were there are gone', () => isGone(id))
    return get(id, span)
  }
  try {
    const answer = await ask()
    assert.deepEqual(coming, [], 'nobody asked for bytes so often')
    return answer
  } finally {
    blobs.get = get
  }
}

function mustBeWhole(got: Answer, content: string): void {
  assert.equal(got.status, 200, got.text)
  assert.equal(got.text, content)
  assert.equal(got.headers.etag, etagOf(content))
  assert.equal(got.headers['content-length'], String(content.length))
}

test('a file that is overwritten before its bytes are opened is sent as it is then', async () => {
  const got = await overtaken('b1/whole', ['new'], () => at('b1/whole', { token }))
  mustBeWhole(got, 'new')
})

test('as often as it happens', async () => {
  const contents = ['one', 'the second', 'the third, and longer']
  const got = await overtaken('b1/often', contents, () => at('b1/often', { token }))
  mustBeWhole(got, contents.at(-1) ?? '')
})

test('by a link that was made for it', async () => {
  await put('b1/linked', 'first')
  const link = await at('b1/sign/linked', { token, body: { expires_in: 60 } })
  const { search } = new URL(link.body.signed_url)
  mustBeWhole(await overtaken('b1/linked', ['new'], () => at(`object${search}`)), 'new')
})

test('a range is one of the bytes that are sent', async () => {
  const ask = (range: string) => () => at('b1/part', { token, headers: { range } })
  const one = await overtaken('b1/part', ['0123456789'], ask('bytes=7-'))
  assert.deepEqual([one.status, one.text], [206, '789'])
  assert.equal(one.headers['content-range'], 'bytes 7-9/10')
  const beyond = await overtaken('b1/part', ['0123'], ask('bytes=7-'))
  assert.deepEqual([beyond.status, beyond.headers['content-range']], [416, 'bytes */4'])
  const several = await overtaken('b1/part', ['0123456789'], ask('bytes=0-1,8-9'))
  assert.equal(several.status, 206)
  assert.match(several.text, /bytes 0-1\/10\r\n\r\n01\r\n.*bytes 8-9\/10\r\n\r\n89\r\n/s)
  assert.equal(several.headers['content-length'], String(several.text.length))
})

test('a range of the bytes that were there before is not cut out of those that came', async () => {
  const headers = { range: 'bytes=0-3', 'if-range': etagOf(old) }
  const got = await overtaken('b1/if-range', ['0123456789'], () =>
    at('b1/if-range', { token, headers }),
  )
  mustBeWhole(got, '0123456789')
})

test('whoever has the new bytes already is told so', async () => {
  const headers = { 'if-none-match': etagOf('new') }
  const got = await overtaken('b1/known', ['new'], () => at('b1/known', { token, headers }))
  assert.deepEqual([got.status, got.text], [304, ''])
})

test('a copy is one of the file as it is now', async () => {
  const body = { from_path: 'source', to_path: 'copied' }
  const copied = await overtaken('b1/source', ['new'], () => at('b1/copy', { token, body }))
  assert.equal(copied.status, 200, copied.text)
  mustBeWhole(await at('b1/copied', { token }), 'new')
})

test('an image is made of the file as it is now', async () => {
  const create = { width: 40, height: 20, channels: 3, background: 'red' } as const
  const png = await sharp({ create }).png().toBuffer()
  const ask = () => at('b1/image?w=10&fmt=webp', { token })
  const got = await overtaken('b1/image', [png], async () => {
    await put('b1/image', await sharp({ create }).jpeg().toBuffer())
    return ask()
  })
  assert.deepEqual([got.status, got.headers['content-type']], [200, 'image/webp'], got.text)
  assert.equal((await ask()).headers.etag, got.headers.etag)
})

test('a file that is deleted before its bytes are opened is not there', async () => {
  assert.equal((await put('b1/deleted', old)).status, 201)
  blobs.get = async (id, span) => {
    blobs.get = get
    assert.equal((await at('b1/deleted', { method: 'DELETE', token })).status, 204)
    await until('its bytes are gone', () => isGone(id))
    return get(id, span)
  }
  const got = await at('b1/deleted', { token })
  assert.deepEqual([got.status, got.body.code], [404, 'OBJECT_NOT_FOUND'])
})
