import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Guide, Stop } from './guide.ts'

const developer = 'you@example.com'
const user = 'ada@example.com'
const bearer = (guide: Guide) => ({ authorization: `Bearer ${guide.take('pat')}` })
const appKey = (guide: Guide) => ({ 'x-api-key': guide.take('appKey') })

export const provisioningStops: Stop[] = [
  {
    title: 'A developer account with a token, by one request',
    visit: async (guide) => {
      const body = { email: developer }
      const made = await guide.call('POST', '/api/v2/accounts', { body })
      guide.bag.pat = made.accessToken
      const { code } = await guide.mail(developer)
      const headers = bearer(guide)
      await guide.call('POST', '/api/v2/account/verify', { body: { code }, headers })
    },
  },
  {
    title: 'An app whose users sign in by e-mail',
    visit: async (guide) => {
      const body = { name: 'Acme Mobile' }
      const { app } = await guide.call('POST', '/api/v2/apps', { body, headers: bearer(guide) })
      guide.bag.appKey = app.apiKey
      guide.bag.appId = app.id
      await guide.call('GET', '/api/v1/config', { headers: appKey(guide) })
    },
  },
  {
    title: "One of its users signs in; the code comes in the user's language",
    visit: async (guide) => {
      const headers = { ...appKey(guide), 'accept-language': 'fr-FR' }
      const begun = await guide.call('POST', '/api/v1/sessions', { body: { email: user }, headers })
      const { code } = await guide.mail(user)
      const session = await guide.call('POST', `/api/v1/sessions/${begun.id}/verify`, {
        body: { code },
        headers: appKey(guide),
      })
      guide.bag.signIn = session.id
      guide.bag.userToken = session.accessToken
      guide.bag.refreshToken = session.refreshToken
    },
  },
  {
    title: "The app's own backend verifies the token with the app's secret",
    visit: async (guide) => {
      const path = `/api/v2/apps/${guide.take('appId')}`
      const { app } = await guide.call('GET', path, { headers: bearer(guide) })
      const [head, payload, signature = ''] = guide.take('userToken').split('.')
      const mac = createHmac('sha256', app.jwtSecret).update(`${head}.${payload}`).digest()
      if (!timingSafeEqual(mac, Buffer.from(signature, 'base64url'))) {
        throw new Error('the signature does not fit')
      }
      const claims = Buffer.from(payload ?? '', 'base64url').toString()
      guide.note(`HS256 signature checked with node:crypto, claims ${claims}`)
    },
  },
  {
    title: 'The app refreshes, its user gets a name, its developer sees both',
    visit: async (guide) => {
      const body = { refreshToken: guide.take('refreshToken') }
      const path = `/api/v1/sessions/${guide.take('signIn')}/refresh`
      const first = await guide.call('POST', path, { body, headers: appKey(guide) })
      const again = await guide.call('POST', path, { body, headers: appKey(guide) })
      if (first.refreshToken !== again.refreshToken) throw new Error('a retry must be harmless')
      await guide.call('PATCH', '/api/v1/users/me', {
        body: { firstName: 'Ada' },
        headers: { ...appKey(guide), authorization: `Bearer ${first.accessToken}` },
      })
      const apps = `/api/v2/apps/${guide.take('appId')}`
      await guide.call('GET', `${apps}/users`, { headers: bearer(guide) })
      await guide.call('GET', `${apps}/sessions`, { headers: bearer(guide) })
    },
  },
]
