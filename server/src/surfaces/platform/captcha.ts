import type { CaptchaProof, Ctx } from '../../engines/context.ts'
import * as captcha from '../../features/captcha/index.ts'
import { object, oneOf, secretText, Time, Type } from '../../kernel/schema.ts'
import { withCaptcha } from '../request.ts'
import { route } from './route.ts'

const Provider = oneOf(['hcaptcha', 'recaptcha_v3', 'turnstile', 'cap'])
const Endpoint = oneOf(captcha.endpoints)

export const CaptchaConfig = object({
  enabled: Type.Boolean(),
  provider: Type.Optional(Provider),
  site_key: Type.Optional(Type.String()),
  endpoints: Type.Optional(Type.Array(Endpoint)),
  cap_server_url: Type.Optional(Type.String()),
})

/** Sent by the SDK with sign-up, sign-in, reset and magic link. */
export const captchaFields = {
  captcha_token: Type.Optional(Type.String({ maxLength: 4096 })),
  challenge_id: Type.Optional(Type.String({ maxLength: 100 })),
  device_fingerprint: Type.Optional(Type.String({ maxLength: 500 })),
}

/** The call with what these fields say. */
export const solving = (
  ctx: Ctx,
  body: { captcha_token?: string | undefined; challenge_id?: string | undefined },
): Ctx => withCaptcha(ctx, { token: body.captcha_token, challengeId: body.challenge_id })

/** For ways in: after a solved CAPTCHA the next one may be spared. */
export const TrustToken = { trust_token: Type.Optional(Type.String()) }
export const trustOf = ({ origin: { captcha: proof } }: { origin: { captcha?: CaptchaProof } }) =>
  proof?.trust === undefined ? {} : { trust_token: proof.trust }

export const captchaRoutes = [
  route({
    method: 'GET',
    path: '/api/v1/auth/captcha/config',
    name: 'auth.captcha_config',
    access: 'public',
    summary: 'Whether forms ask for a CAPTCHA, and which',
    returns: CaptchaConfig,
    handle: (ctx) => captcha.publicConfig(ctx),
  }),
  route({
    method: 'POST',
    path: '/api/v1/auth/captcha/check',
    name: 'auth.captcha_check',
    access: 'public',
    summary: 'Whether a form will ask this caller for a CAPTCHA',
    description:
      'Send `challenge_id` with the form: it counts once, for five minutes, from this network. The ' +
      'answer does not tell whether the address has an account.',
    body: object({
      endpoint: Type.String({ maxLength: 100 }),
      email: Type.Optional(Type.String({ maxLength: 254 })),
      device_fingerprint: Type.Optional(Type.String({ maxLength: 500 })),
      trust_token: Type.Optional(secretText({ maxLength: 200 })),
    }),
    returns: object({
      captcha_required: Type.Boolean(),
      reason: Type.String(),
      trust_score: Type.Integer(),
      provider: Type.Optional(Provider),
      site_key: Type.Optional(Type.String()),
      challenge_id: Type.String(),
      expires_at: Time,
    }),
    errors: [400, 429],
    handle: (ctx, { body: { endpoint, email, trust_token: trustToken } }) =>
      captcha.check(ctx, { endpoint, email, trustToken }),
  }),
  route({
    method: 'POST',
    path: '/api/v1/auth/captcha/cap/challenge',
    name: 'auth.captcha_puzzle',
    access: 'public',
    summary: 'A puzzle for the Cap widget',
    description: 'Give the widget `/api/v1/auth/captcha/cap/` as its API endpoint.',
    returns: object({
      challenge: object({ c: Type.Integer(), s: Type.Integer(), d: Type.Integer() }),
      token: Type.String(),
      expires: Type.Integer({ description: 'Milliseconds since 1970' }),
    }),
    errors: [429],
    handle: (ctx) => captcha.makePuzzle(ctx),
  }),
  route({
    method: 'POST',
    path: '/api/v1/auth/captcha/cap/redeem',
    name: 'auth.captcha_redeem',
    access: 'public',
    summary: 'Exchange a solved puzzle for a `captcha_token`',
    body: object({
      token: Type.String({ minLength: 1, maxLength: 300 }),
      solutions: Type.Array(Type.Integer({ minimum: 0 }), { maxItems: 100 }),
    }),
    returns: object({
      success: Type.Boolean(),
      token: Type.String(),
      expires: Type.Integer({ description: 'Milliseconds since 1970' }),
    }),
    errors: [400, 429],
    handle: (ctx, { body }) => captcha.redeem(ctx, body),
  }),
]
