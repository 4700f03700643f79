import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { OAuth2Server } from 'oauth2-mock-server'
import type { TestServer } from '../../../test/kit.ts'

export const clientId = 'flumen'
export const clientSecret = 'the client secret of a test'

interface Signing {
  header: Record<string, unknown>
  payload: Record<string, unknown>
}

/** A real OpenID provider of a test's own. What it says of the person who signs in can be changed. */
export interface OpenIdProvider {
  issuer: string
  /** Of the next ID tokens, over what is usual. */
  claims: Record<string, unknown>
  /** What its userinfo says; undefined: it knows somebody else. */
  userinfo: Record<string, unknown> | undefined
  /** Added to the way back, over code and state. */
  returned: Record<string, string>
  /** Of the next token answers. */
  answer: Record<string, unknown>
  status: number
  /** Bodies that the token endpoint got. */
  exchanges: URLSearchParams[]
  refreshes: number
  /** Tokens that it was asked to forget. */
  revoked: number
  /** The person signs in: the parameters with which the provider sends them back. */
  signIn(url: string): Promise<URLSearchParams>
}

export async function startOpenId(t: {
  after(work: () => unknown): void
}): Promise<OpenIdProvider> {
  const server = new OAuth2Server()
  await server.issuer.keys.generate('RS256')
  await server.start(0, '127.0.0.1')
  t.after(() => server.stop())
  const issuer = server.issuer.url ?? ''
  const provider: OpenIdProvider = {
    issuer,
    claims: {},
    userinfo: undefined,
    returned: {},
    answer: {},
    status: 200,
    exchanges: [],
    refreshes: 0,
    revoked: 0,
    signIn: async (url) => {
      mustAsk(url, issuer)
      const answer = await fetch(url, { redirect: 'manual' })
      return new URL(answer.headers.get('location') ?? '').searchParams
    },
  }
  server.service.on('beforeAuthorizeRedirect', ({ url }: { url: URL }) => {
    for (const [name, value] of Object.entries(provider.returned)) url.searchParams.set(name, value)
  })
  server.service.on('beforeTokenSigning', (token: Signing) => {
    // Access tokens are of the same make here; only ID tokens have an audience.
    if (token.payload.aud === undefined) return
    Object.assign(token.payload, provider.claims)
  })
  server.service.on('beforeResponse', (response, request) => {
    const body = request.body as Record<string, string>
    mustExchange(body)
    provider.exchanges.push(new URLSearchParams(body))
    if (body.grant_type === 'refresh_token') provider.refreshes += 1
    Object.assign(response.body, provider.answer)
    response.statusCode = provider.status
    if (provider.status !== 200) response.body = { error: 'invalid_grant' }
  })
  server.service.on('beforeUserinfo', (response) => {
    response.body = provider.userinfo ?? { sub: 'somebody else' }
  })
  server.service.on('beforeRevoke', () => {
    provider.revoked += 1
  })
  return provider
}

/** Every field of the request for a code (RFC 6749 §4.1.1, RFC 7636 §4.3, OpenID Connect §3.1.2.1). */
function mustAsk(url: string, issuer: string): void {
  const { origin, searchParams: asked } = new URL(url)
  assert.equal(origin, issuer)
  assert.equal(asked.get('client_id'), clientId)
  assert.equal(asked.get('response_type'), 'code')
  assert.equal(asked.get('code_challenge_method'), 'S256')
  assert.match(asked.get('code_challenge') ?? '', /^[\w-]{43}$/)
  assert.match(asked.get('state') ?? '', /^[0-9A-Za-z]{43}$/)
  assert.ok((asked.get('nonce') ?? '').length >= 43)
  assert.ok(asked.get('scope')?.split(' ').includes('openid'))
  assert.equal(asked.has('client_secret'), false)
}

function mustExchange(body: Record<string, string>): void {
  assert.equal(body.client_id, clientId)
  assert.equal(body.client_secret, clientSecret)
  if (body.grant_type === 'refresh_token') return
  assert.equal(body.grant_type, 'authorization_code')
  assert.match(body.code_verifier ?? '', /^[\w-]{43,128}$/)
  assert.ok(body.redirect_uri)
}

/** GitHub as far as a sign-in goes. A wrong field or header fails the request, and the test. */
export interface GitHub {
  issuer: string
  user: Record<string, unknown>
  emails: Record<string, unknown>[]
  signIn(url: string): URLSearchParams
}

export async function startGitHub(t: { after(work: () => unknown): void }): Promise<GitHub> {
  const codes = new Map<string, { challenge: string; redirectUri: string }>()
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://github')
    let text = ''
    for await (const chunk of request) text += chunk
    const send = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    assert.match(request.headers.accept ?? '', /application\/json/)
    if (request.method === 'POST' && pathname === '/login/oauth/access_token') {
      return send(200, await exchange(new URLSearchParams(text)))
    }
    if (request.headers.authorization !== 'Bearer gho_token') return send(401, {})
    if (pathname === '/api/v3/user') return send(200, github.user)
    if (pathname === '/api/v3/user/emails') return send(200, github.emails)
    send(404, {})
  })
  // GitHub answers a bad code with 200.
  async function exchange(body: URLSearchParams): Promise<object> {
    assert.equal(body.get('client_id'), clientId)
    assert.equal(body.get('client_secret'), clientSecret)
    assert.equal(body.get('grant_type'), 'authorization_code')
    const known = codes.get(body.get('code') ?? '')
    codes.delete(body.get('code') ?? '')
    if (!known) return { error: 'bad_verification_code', error_description: 'Expired' }
    const { createHash } = await import('node:crypto')
    const verifier = body.get('code_verifier') ?? ''
    const challenge = createHash('sha256').update(verifier).digest('base64url')
    assert.equal(challenge, known.challenge)
    assert.equal(body.get('redirect_uri'), known.redirectUri)
    return { access_token: 'gho_token', token_type: 'bearer', scope: 'read:user,user:email' }
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const github: GitHub = {
    issuer,
    user: {},
    emails: [],
    signIn: (url) => {
      const { origin, pathname, searchParams: asked } = new URL(url)
      assert.equal(`${origin}${pathname}`, `${issuer}/login/oauth/authorize`)
      assert.equal(asked.get('client_id'), clientId)
      assert.equal(asked.get('scope'), 'read:user user:email')
      assert.equal(asked.get('code_challenge_method'), 'S256')
      const code = `code-${codes.size}-${Math.random()}`
      const challenge = asked.get('code_challenge') ?? ''
      codes.set(code, { challenge, redirectUri: asked.get('redirect_uri') ?? '' })
      return new URLSearchParams({ code, state: asked.get('state') ?? '' })
    },
  }
  return github
}

export const inConfiguration = (issuer: string) => ({ issuer, clientIds: [clientId], clientSecret })

/** An app that uses a server: it has its page at `page`. */
export const page = 'https://app.example/cb'

export const appOf = (server: TestServer) => ({
  authorize: async (provider: string, query: Record<string, string> = { redirect_uri: page }) => {
    const url = `/api/v1/auth/oauth/${provider}/authorize?${new URLSearchParams(query)}`
    const answer = await server.call({ url })
    assert.equal(answer.status, 200, answer.text)
    return answer.body as { url: string; provider: string; state: string }
  },
  callback: (
    provider: string,
    returned: URLSearchParams | Record<string, string>,
    also: { token?: string; headers?: Record<string, string> } = {},
  ) => {
    const query = new URLSearchParams(returned)
    return server.call({ url: `/api/v1/auth/oauth/${provider}/callback?${query}`, ...also })
  },
  identities: async (token: string): Promise<{ provider: string; provider_user_id: string }[]> =>
    (await server.call({ url: '/api/v1/auth/user/identities', token })).body.identities,
})
