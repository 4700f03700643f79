import assert from 'node:assert/strict'
import { type IncomingHttpHeaders, request } from 'node:http'
import fc from 'fast-check'
import { startStorage } from '../src/surfaces/platform/storage-testing.ts'
import { descriptions, isName, lists, names, queries, questions } from './storage-fuzz-values.ts'

/** Generated names, headers and descriptions of files, sent over a real socket as they are. */

interface Got {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

interface Sent {
  method?: string
  headers?: Record<string, string>
  body?: string | Buffer
}

/** @returns runs so many cases of each kind; a seed gives the same ones again */
export async function startFuzz(): Promise<(cases: number, seed: number) => Promise<void>> {
  const { server, root, ada, at } = await startStorage({ rateLimit: false })
  const base = new URL(await server.app.http.listen({ port: 0, host: '127.0.0.1' }))
  const made = await at('buckets/fuzz', { method: 'POST', token: root.token, body: {} })
  assert.equal(made.status, 201)

  /** Of a path exactly as it is given: nothing is tidied up on the way. */
  const send = (path: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Got> =>
    new Promise((resolve, reject) => {
      const all = { authorization: `Bearer ${ada.token}`, ...headers }
      const target = { host: base.hostname, port: base.port, path: `/api/v1/storage/${path}` }
      const sent = request({ ...target, method, headers: all }, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk) => chunks.push(chunk))
        answer.on('error', reject)
        answer.on('end', () => {
          const { statusCode: status = 0, headers } = answer
          resolve({ status, headers, body: Buffer.concat(chunks) })
        })
      })
      sent.on('error', reject)
      sent.end(body)
    })

  const octets = { 'content-type': 'application/octet-stream' }
  const json = { 'content-type': 'application/json' }
  const post = (path: string, body: string | Buffer, headers: Record<string, string> = octets) =>
    send(path, { method: 'POST', body, headers })

  /** In the bucket lies this one file under exactly this name, or nothing. */
  async function mustHold(name: string | undefined): Promise<void> {
    const { objects } = JSON.parse(String((await send('fuzz')).body))
    const found = objects.map(({ path }: { path: string }) => path)
    assert.deepEqual(found, name === undefined ? [] : [name])
    if (name === undefined) return
    const path = `fuzz/${encodeURIComponent(name)}`
    const got = await send(path)
    assert.equal(got.status, 200, String(got.body))
    mustBeWellFormed(got)
    const gone = await send(path, { method: 'DELETE' })
    assert.equal(gone.status, 204, String(gone.body))
  }

  /** The name as one segment, in its segments, and inside a body: the same rule everywhere. */
  async function tryName(name: string): Promise<void> {
    const expected = isName(name)
    for (const path of [
      encodeURIComponent(name),
      name.split('/').map(encodeURIComponent).join('/'),
    ]) {
      const { status, body } = await post(`fuzz/${path}`, 'x')
      assert.ok(status < 500, `${status} ${body}`)
      if (status === 201 && expected) assert.equal(JSON.parse(String(body)).key, name)
      // Another route may stand at such a path: then it speaks, and takes no file of this name.
      if (expected) assert.equal(status, 201, String(body))
      else if (status !== 201) assert.ok([400, 404, 405, 415].includes(status), `${status} ${body}`)
      if (expected || status !== 201) await mustHold(expected ? name : undefined)
      else await post('fuzz', JSON.stringify({ prefixes: [''] }), json).then(() => empty())
    }
    const init = JSON.stringify({ path: name, total_size: 1 })
    const begun = await post('fuzz/chunked/init', init, json)
    assert.equal(begun.status, expected ? 201 : 400, String(begun.body))
    if (!expected) return
    const { session_id } = JSON.parse(String(begun.body))
    await send(`fuzz/chunked/${session_id}/0`, { method: 'PUT', headers: octets, body: 'x' })
    const done = await post(`fuzz/chunked/${session_id}/complete`, '', {})
    assert.equal(done.status, 200, String(done.body))
    await mustHold(name)
  }

  const empty = () => at('buckets/fuzz/empty', { method: 'POST', token: root.token, body: {} })

  const digits = Buffer.from('0123456789')
  await post('b1/digits', digits)
  const { etag = '' } = (await send('b1/digits')).headers

  async function tryQuestion(
    asked: Partial<Record<string, string>>,
    query: Partial<Record<string, string>>,
  ): Promise<void> {
    const headers = Object.fromEntries(
      Object.entries(asked).map(([name, value = '']) => [name, value.replaceAll('own', etag)]),
    )
    const path = `b1/digits?${new URLSearchParams(query as Record<string, string>)}`
    const got = await send(path, { headers })
    const context = `${got.status} ${got.body}`
    assert.ok([200, 206, 304, 400, 412, 416].includes(got.status), context)
    mustBeWellFormed(got)
    const head = await send(path, { headers, method: 'HEAD' })
    assert.equal(head.status, got.status)
    const isFile = headers['x-metadata-only'] !== 'true'
    if (got.status === 200 && isFile) assert.deepEqual(got.body, digits)
    if (got.status === 416) assert.equal(got.headers['content-range'], 'bytes */10')
    if (got.status !== 206) return
    const [, first, last] = /^bytes (\d+)-(\d+)\/10$/.exec(got.headers['content-range'] ?? '') ?? []
    if (first !== undefined)
      assert.deepEqual(got.body, digits.subarray(Number(first), Number(last) + 1))
    else assert.match(String(got.headers['content-type']), /^multipart\/byteranges; boundary=\w+$/)
  }

  async function tryDescription(given: {
    type?: string
    cacheControl?: string
    upsert?: string
    metadata?: unknown
  }): Promise<void> {
    const { type, cacheControl, upsert, metadata } = given
    const said = typeof metadata === 'string' ? metadata : JSON.stringify(metadata)
    const streamed = await post('fuzz/stream/d', 'x', {
      ...(type === undefined ? {} : { 'x-storage-content-type': type }),
      ...(cacheControl === undefined ? {} : { 'x-storage-cache-control': cacheControl }),
      ...(upsert === undefined ? {} : { 'x-storage-upsert': upsert }),
      ...(said === undefined ? {} : { 'x-storage-metadata': asciiJson(said) }),
    })
    mustBeSettled(streamed)
    if (streamed.status === 201 && typeof metadata === 'object')
      assert.deepEqual(JSON.parse(String(streamed.body)).metadata, JSON.parse(said ?? '{}'))
    const direct = await post('fuzz/d', 'x', {
      'content-type': type || 'text/plain',
      ...(cacheControl === undefined ? {} : { 'cache-control': cacheControl }),
      ...(upsert === undefined ? {} : { 'x-upsert': upsert }),
    })
    mustBeSettled(direct)
    const begun = await post(
      'fuzz/chunked/init',
      JSON.stringify({
        path: 'd',
        total_size: 0,
        content_type: type,
        cache_control: cacheControl,
      }).replace(/}$/, `,"metadata":${said ?? '{}'}}`),
      json,
    )
    mustBeSettled(begun)
    const got = await send('fuzz/d')
    assert.ok([200, 404].includes(got.status), `${got.status} ${got.body}`)
    mustBeWellFormed(got)
    await empty()
  }

  /** Page after page, as long as the answer says that there is one. */
  async function tryList(query: Partial<Record<string, string>>): Promise<void> {
    const asked = new URLSearchParams(query as Record<string, string>)
    for (let page = 0; page < 10; page++) {
      const got = await send(`listed?${asked}`)
      const expected = page === 0 ? [200, 400] : [200]
      assert.ok(expected.includes(got.status), `${got.status} ${got.body}`)
      const { next_cursor: cursor } = JSON.parse(String(got.body))
      if (cursor === undefined) return
      asked.set('cursor', cursor)
    }
  }

  await at('buckets/listed', { method: 'POST', token: root.token, body: {} })
  for (const name of ['a', 'a/b', 'a/c/d', '\u{10ffff}/é', '\u{10ffff}', '~', '%', '\ufffd'])
    await post(`listed/${encodeURIComponent(name)}`, 'x')

  return async (cases, seed) => {
    const options = { seed, numRuns: cases }
    await fc.assert(fc.asyncProperty(names, tryName), options)
    await fc.assert(fc.asyncProperty(questions, queries, tryQuestion), options)
    await fc.assert(fc.asyncProperty(lists, tryList), options)
    await fc.assert(fc.asyncProperty(descriptions, tryDescription), options)
  }
}

/** Headers hold no more than Latin-1: the rest of JSON is escaped. */
const asciiJson = (json: string): string =>
  json.replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Taken, or refused with a reason. */
function mustBeSettled({ status, body }: Got): void {
  assert.ok([201, 400, 404, 409, 415].includes(status), `${status} ${body}`)
  if (status >= 400) assert.equal(typeof JSON.parse(String(body)).code, 'string')
}

function mustBeWellFormed({ status, headers, body }: Got): void {
  for (const [name, value] of Object.entries(headers))
    assert.match(String(value), /^[\x20-\x7e]*$/, name)
  if (headers['content-length'] !== undefined && status !== 304)
    assert.equal(Number(headers['content-length']), body.length)
  const disposition = headers['content-disposition']
  if (disposition !== undefined)
    assert.match(
      disposition,
      /^(attachment|inline); filename="[^"\\]+"; filename\*=UTF-8''[\w.~!$&+^`|#%-]+$/,
    )
  if (body.length > 0)
    assert.match(
      String(headers['content-type']),
      /^[\w.+-]+\/[\w.+-]+(; (charset|boundary)=[\w-]+)?$/,
    )
}
