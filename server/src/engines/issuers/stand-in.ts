import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'

/** An OpenID issuer of a test's own, with keys of its own. */
export interface StandIn {
  issuer: string
  /** What the discovery document says: changed by tests of faults. */
  document: Record<string, unknown>
  /** The key set as published. */
  keys: JWK[]
  cacheControl: string | undefined
  /** Status of both answers; 0: the connection is cut. */
  status: number
  /** Times the key set was asked for. */
  asked(): number
  /** Adds a key pair under a new name and signs with it from now on. */
  rotate(alg?: string): Promise<{ kid: string; publicKey: CryptoKey }>
  /** A good token for audience `client`, with changes. A claim that is undefined is left out. */
  sign(claims?: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>
}

export async function startIssuer(t: { after(work: () => void): void }): Promise<StandIn> {
  const server = createServer((request, response) => {
    if (request.url === '/jwks') asked += 1
    const known: Record<string, unknown> = {
      '/.well-known/openid-configuration': standIn.document,
      '/jwks': { keys: standIn.keys },
    }
    if (standIn.status === 0) return request.socket.destroy()
    const body = known[request.url ?? '']
    const cache = standIn.cacheControl ? { 'cache-control': standIn.cacheControl } : {}
    response.writeHead(body ? standIn.status : 404, cache).end(JSON.stringify(body))
  })
  let asked = 0
  let signing: { kid: string; alg: string; privateKey: CryptoKey }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const standIn: StandIn = {
    issuer,
    document: { issuer, jwks_uri: `${issuer}/jwks` },
    keys: [],
    cacheControl: undefined,
    status: 200,
    asked: () => asked,
    rotate: async (alg = 'ES256') => {
      const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
      const kid = `key-${standIn.keys.length + 1}`
      standIn.keys.push({ ...(await exportJWK(publicKey)), kid, alg, use: 'sig' })
      signing = { kid, alg, privateKey }
      return { kid, publicKey }
    },
    sign: async (claims = {}, header = {}) => {
      const now = Math.floor(Date.now() / 1_000)
      const usual = { iss: issuer, aud: 'client', sub: 'person-1', iat: now, exp: now + 300 }
      const { kid, alg, privateKey } = signing
      return await new SignJWT({ ...usual, ...claims })
        .setProtectedHeader({ alg, kid, ...header })
        .sign(privateKey)
    },
  }
  await standIn.rotate()
  return standIn
}
