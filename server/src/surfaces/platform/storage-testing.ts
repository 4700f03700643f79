import assert from 'node:assert/strict'
import { type Answer, type Call, startServer, type TestServer } from '../../../test/kit.ts'
import type { Config } from '../../config.ts'
import { operator, type SignedIn, signIn } from './testing.ts'

/** A form as browsers send it (RFC 7578). */
export function form(
  ...parts: { name: string; value: string | Buffer; file?: string; type?: string }[]
): Pick<Call, 'raw' | 'headers' | 'method'> {
  const boundary = 'a-boundary-of-a-test'
  const pieces = parts.flatMap(({ name, value, file, type }) => [
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`,
    file === undefined ? '' : `; filename="${file}"`,
    type === undefined ? '' : `\r\nContent-Type: ${type}`,
    '\r\n\r\n',
    value,
    '\r\n',
  ])
  const raw = Buffer.concat([...pieces, `--${boundary}--\r\n`].map((piece) => Buffer.from(piece)))
  return {
    method: 'POST',
    raw,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}

export interface Storage {
  server: TestServer
  root: SignedIn
  ada: SignedIn
  ben: SignedIn
  /** A call below `/api/v1/storage/`. */
  at(path: string, call?: Partial<Call>): Promise<Answer>
  put(path: string, raw: string | Buffer, call?: Partial<Call>): Promise<Answer>
}

/** A server with a private bucket `b1`, a public one `open`, an operator and two people. */
export async function startStorage(changes: Partial<Config> = {}): Promise<Storage> {
  const server = await startServer(changes)
  const root = await operator(server)
  const [ada, ben] = [await signIn(server), await signIn(server)]
  const at: Storage['at'] = (path, call = {}) =>
    server.call({ url: `/api/v1/storage/${path}`, ...call })
  const put: Storage['put'] = (path, raw, call = {}) =>
    at(path, {
      method: 'POST',
      raw,
      token: ada.token,
      ...call,
      headers: { 'content-type': 'application/octet-stream', ...call.headers },
    })
  for (const [name, isPublic] of [
    ['b1', false],
    ['open', true],
  ] as const) {
    const body = { public: isPublic }
    const made = await at(`buckets/${name}`, { method: 'POST', token: root.token, body })
    assert.equal(made.status, 201, made.text)
  }
  return { server, root, ada, ben, at, put }
}
