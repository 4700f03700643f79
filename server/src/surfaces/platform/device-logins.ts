import * as deviceLogins from '../../features/device-logins/index.ts'
import { object, secretText, Time, Type } from '../../kernel/schema.ts'
import { route } from './route.ts'
import { AuthResponse, Success, toAuthResponse } from './shapes.ts'

/** Shown to the person who decides: letters that look like themselves. */
const DeviceName = Type.String({ pattern: '^[!-~][ -~]{0,99}$' })

const Code = object({ user_code: Type.String({ minLength: 8, maxLength: 20 }) })

const answerRoute = (word: 'approve' | 'deny', summary: string) =>
  route({
    method: 'POST',
    path: `/api/v1/admin/device-logins/{user_code}/${word}`,
    name: `device_logins.${word}`,
    access: 'own_credentials',
    summary,
    params: Code,
    returns: Success,
    errors: [401, 403, 404, 429],
    handle: async (ctx, { params }) => {
      await deviceLogins.decide(ctx, params.user_code, word === 'approve')
      const message = word === 'approve' ? 'The device is signed in' : 'The device stays outside'
      return { success: true, message }
    },
  })

/** Sign-in of the command line by a browser (RFC 8628). */
export const deviceLoginRoutes = [
  route({
    method: 'POST',
    path: '/api/v1/admin/device-logins',
    name: 'device_logins.create',
    access: 'public',
    summary: 'Ask for a sign-in that a person grants in a browser',
    description:
      'For programs without a browser of their own (RFC 8628); the command line uses it.',
    body: object({ device: DeviceName }),
    returns: object({
      device_code: Type.String(),
      user_code: Type.String(),
      verification_uri: Type.String(),
      verification_uri_complete: Type.String(),
      expires_in: Type.Integer({ description: 'Seconds' }),
      interval: Type.Integer({ description: 'Seconds to wait between two questions' }),
    }),
    status: 201,
    errors: [400, 429],
    handle: async (ctx, { body }) => {
      const begun = await deviceLogins.begin(ctx, body.device)
      return {
        device_code: begun.deviceCode,
        user_code: begun.userCode,
        verification_uri: begun.page,
        verification_uri_complete: `${begun.page}?code=${begun.userCode}`,
        expires_in: begun.lifeSeconds,
        interval: begun.interval,
      }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/admin/device-logins/token',
    name: 'device_logins.token',
    access: 'public',
    summary: 'The session, once the person has granted it',
    description:
      'Until then 400 with `AUTHORIZATION_PENDING` or `SLOW_DOWN`; at the end `ACCESS_DENIED` or ' +
      '`EXPIRED_TOKEN`.',
    body: object({ device_code: secretText({ minLength: 1, maxLength: 200 }) }),
    returns: AuthResponse,
    errors: [400, 401],
    handle: async (ctx, { body }) =>
      toAuthResponse(await deviceLogins.fetchSession(ctx, body.device_code)),
  }),
  route({
    method: 'GET',
    path: '/api/v1/admin/device-logins/{user_code}',
    name: 'device_logins.get',
    access: 'own_credentials',
    summary: 'Which device asks',
    params: Code,
    returns: object({
      user_code: Type.String(),
      device: Type.String(),
      address: Type.String(),
      created_at: Time,
      expires_at: Time,
    }),
    errors: [401, 403, 404, 429],
    handle: (ctx, { params }) => deviceLogins.look(ctx, params.user_code),
  }),
  answerRoute('approve', 'Sign the device in as oneself'),
  answerRoute('deny', 'Leave the device outside'),
]
