import { startIssuer } from '../src/engines/issuers/stand-in.ts'
import { setUpToken } from '../src/features/administration/index.ts'
import * as settings from '../src/features/settings/index.ts'
import { appOf, inConfiguration, startOpenId } from '../src/surfaces/platform/oauth-stand-in.ts'
import { operator, signIn } from '../src/surfaces/platform/testing.ts'
import { enrol } from './factors.ts'
import { type Answer, type Call, startServer } from './kit.ts'
import { newPerson } from './people.ts'

/** A server with every way in open, and each of them taken once. */
export async function makeFlows(t: { after(work: () => unknown): void }) {
  const google = await startIssuer(t)
  const acme = await startOpenId(t)
  const client = { clientIds: ['client'], clientSecret: undefined }
  const server = await startServer({
    rateLimit: false,
    allowLoopback: true,
    providers: { google: { issuer: google.issuer, ...client }, acme: inConfiguration(acme.issuer) },
  })
  const setUp = await server.call({
    url: '/api/v1/admin/setup',
    body: {
      email: 'first@example.com',
      password: 'a long phrase for an operator',
      name: 'First',
      setup_token: setUpToken(server.ctx),
    },
  })
  const root = await operator(server)
  for (const [name, value] of Object.entries({
    anonymous_enabled: true,
    redirect_allow_list: ['https://app.example'],
  })) {
    await settings.set(server.ctx, { key: `app.auth.${name}`, value })
  }

  const api = (path: string, more: Partial<Call> = {}): Promise<Answer> =>
    server.call({ url: `/api/v1${path}`, ...more })
  const post = (path: string, body: unknown, token?: string) => api(path, { body, token })
  const mailed = async (email: string, path: string): Promise<{ token: string; code: string }> => {
    for (;;) {
      const { links, code } = await server.inbox.next(email)
      const link = links.find((one) => new URL(one).pathname.startsWith(path))
      if (link === undefined) continue
      const token = new URL(link).searchParams.get('token') ?? link.split('/').at(-1) ?? ''
      return { token, code }
    }
  }
  /** Every answer that signs somebody in. */
  const flows: Record<string, () => Promise<Answer>> = {
    'sign-up': async () => {
      const { email, password } = newPerson()
      return post('/auth/signup', { email, password })
    },
    'sign-in': async () => {
      const { email, password } = await signIn(server)
      return post('/auth/signin', { email, password })
    },
    refresh: async () => {
      const { email, password } = await signIn(server)
      const { refresh_token } = (await post('/auth/signin', { email, password })).body
      return post('/auth/refresh', { refresh_token })
    },
    'magic link': async () => {
      const { email } = await signIn(server)
      await post('/auth/magiclink', { email })
      const { token } = await mailed(email, '/auth/verify')
      return post('/auth/magiclink/verify', { token })
    },
    'one-time code': async () => {
      const { email } = await signIn(server)
      await post('/auth/otp/signin', { email })
      const { code: token } = await server.inbox.next(email)
      return post('/auth/otp/verify', { email, token, type: 'email' })
    },
    reset: async () => {
      const { email } = await signIn(server)
      await post('/auth/password/reset', { email })
      const { token } = await mailed(email, '/auth/reset-password')
      return post('/auth/password/reset/confirm', { token, new_password: 'a whole new phrase' })
    },
    'second factor': async () => {
      const { email, password, token } = await signIn(server)
      const { backupCodes } = await enrol(server, token)
      const { user_id } = (await post('/auth/signin', { email, password })).body
      return post('/auth/2fa/verify', { user_id, code: backupCodes[0] })
    },
    'ID token': async () => {
      const { email } = newPerson()
      const token = await google.sign({ sub: email, email, email_verified: true })
      return post('/auth/signin/idtoken', { provider: 'google', token })
    },
    nobody: () => post('/auth/signin/anonymous', {}),
    'a provider': async () => {
      acme.claims = { sub: 'flows', email: 'flows@example.com', email_verified: true }
      const app = appOf(server)
      const { url } = await app.authorize('acme')
      return app.callback('acme', await acme.signIn(url))
    },
    'set-up': async () => setUp,
    'sign-in of an administrator': () =>
      post('/admin/login', { email: root.email, password: root.password }),
    invitation: async () => {
      const { email } = newPerson()
      await post('/admin/invitations', { email, role: 'dashboard_user' }, root.token)
      const { token } = await mailed(email, '/invite/')
      return post(`/invitations/${token}/accept`, { password: 'a whole new phrase', name: 'Ada' })
    },
  }
  return { server, root, acme, setUp, flows, api, post, mailed }
}
