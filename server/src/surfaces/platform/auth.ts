import * as captcha from '../../features/captcha/index.ts'
import * as identity from '../../features/identity/index.ts'
import * as impersonation from '../../features/impersonation/index.ts'
import * as oauth from '../../features/oauth/index.ts'
import * as saml from '../../features/saml/index.ts'
import * as settings from '../../features/settings/index.ts'
import { AppError, invalid } from '../../kernel/errors.ts'
import { EmailInput, nullable, object, oneOf, secretText, Type } from '../../kernel/schema.ts'
import { CaptchaConfig, captchaFields, solving, TrustToken, trustOf } from './captcha.ts'
import { refreshImpersonation } from './impersonate.ts'
import { route } from './route.ts'
import { AuthResponse, SignInAnswer, toAuthResponse, toUser, UserShape } from './shapes.ts'

const Metadata = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: true,
})
const maxMetadataBytes = 8 * 1024

/**
 * A second factor is no failure here: the answer names it. Every way in of this
 * surface goes through this.
 */
export async function orSecondFactor(
  signIn: Promise<identity.SignedIn>,
): Promise<ReturnType<typeof toAuthResponse> | ReturnType<typeof askForFactor>> {
  try {
    return toAuthResponse(await signIn)
  } catch (error) {
    if (error instanceof AppError && error.code === 'mfa_required') return askForFactor(error)
    throw error
  }
}

const askForFactor = (error: AppError) => ({
  requires_2fa: true as const,
  user_id: String(error.details?.user_id),
  mfa_token: String(error.details?.mfa_token),
  factors: error.details?.factors as ('totp' | 'passkey')[],
  message: 'Second factor needed',
})

/** @throws invalid when it would not fit into tokens and mails */
export function mustBeSmall(metadata: Record<string, unknown>): Record<string, unknown> {
  if (JSON.stringify(metadata).length <= maxMetadataBytes) return metadata
  throw invalid('invalid_input', `user_metadata may have at most ${maxMetadataBytes} bytes`)
}

export const authRoutes = [
  route({
    method: 'GET',
    path: '/api/v1/auth/config',
    name: 'auth.config',
    access: 'public',
    summary: 'How people sign in here',
    headers: object({ 'x-fb-tenant': Type.Optional(Type.String()) }),
    returns: object({
      signup_enabled: Type.Boolean(),
      require_email_verification: Type.Boolean(),
      magic_link_enabled: Type.Boolean(),
      passkeys_enabled: Type.Boolean(),
      password_login_enabled: Type.Boolean(),
      mfa_available: Type.Boolean(),
      password_min_length: Type.Integer(),
      password_require_uppercase: Type.Boolean(),
      password_require_lowercase: Type.Boolean(),
      password_require_number: Type.Boolean(),
      password_require_special: Type.Boolean(),
      oauth_providers: Type.Array(
        object({
          provider: Type.String(),
          display_name: Type.String(),
          authorize_url: Type.String(),
        }),
      ),
      saml_providers: Type.Array(object({ provider: Type.String(), display_name: Type.String() })),
      captcha: nullable(CaptchaConfig),
    }),
    handle: async (ctx, { headers }) => {
      const here = await oauth.inNamedTenant(ctx, headers['x-fb-tenant'])
      const policy = await settings.auth(here)
      const config = await captcha.publicConfig(here)
      return {
        signup_enabled: policy.signup_enabled,
        require_email_verification: policy.require_email_verification,
        magic_link_enabled: policy.magic_link_enabled,
        passkeys_enabled: policy.passkeys_enabled,
        password_login_enabled: !policy.disable_app_password_login,
        mfa_available: true,
        password_min_length: policy.password_min_length,
        password_require_uppercase: policy.password_require_uppercase,
        password_require_lowercase: policy.password_require_lowercase,
        password_require_number: policy.password_require_number,
        password_require_special: policy.password_require_special,
        oauth_providers: (await oauth.listUsable(here)).map(({ name, displayName }) => ({
          provider: name,
          display_name: displayName,
          authorize_url: oauth.authorizeUrl(ctx, name),
        })),
        saml_providers: (await saml.listUsable(here)).map((provider) => ({
          provider: provider.name,
          display_name: saml.displayNameOf(provider),
        })),
        captcha: config.enabled ? config : null,
      }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/auth/signup',
    name: 'auth.signup',
    access: 'public',
    summary: 'Create an account',
    description:
      'Answers with tokens; where the address must be verified first, with ' +
      '`requires_email_verification` and no tokens, whether or not the address is taken.',
    body: object({
      email: EmailInput,
      password: secretText({ minLength: 1, maxLength: 1024 }),
      user_metadata: Type.Optional(Metadata),
      ...captchaFields,
    }),
    returns: object({
      ...SignInAnswer.properties,
      ...TrustToken,
      requires_email_verification: Type.Optional(Type.Boolean()),
    }),
    status: 201,
    errors: [400, 403, 429],
    handle: async (ctx, { body }) => {
      const asked = solving(ctx, body)
      const done = await identity.signUp(asked, {
        email: body.email,
        password: body.password,
        userMetadata: mustBeSmall(body.user_metadata ?? {}),
      })
      if (!('pending' in done)) return { ...toAuthResponse(done), ...trustOf(asked) }
      return {
        user: toUser(done.pending),
        ...trustOf(asked),
        requires_email_verification: true,
        message: 'Confirm your e-mail address with the code we sent',
      }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/auth/signin',
    name: 'auth.signin',
    access: 'public',
    summary: 'Sign in with e-mail address and password',
    body: object({
      email: Type.String({ minLength: 1, maxLength: 254 }),
      password: secretText({ minLength: 1, maxLength: 1024 }),
      ...captchaFields,
    }),
    returns: object({ ...SignInAnswer.properties, ...TrustToken }),
    errors: [400, 401, 403, 429],
    handle: async (ctx, { body }) => {
      const asked = solving(ctx, body)
      return { ...(await orSecondFactor(identity.signIn(asked, body))), ...trustOf(asked) }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/auth/signout',
    name: 'auth.signout',
    access: 'sign_out',
    summary: 'End this session, the others, or all',
    description: 'A session that is over already is 200, too; only it cannot end others.',
    body: object({ scope: Type.Optional(oneOf(['local', 'others', 'global'])) }),
    returns: object({
      message: Type.String(),
      saml_logout: Type.Optional(Type.Literal(true)),
      provider: Type.Optional(Type.String()),
      slo_url: Type.Optional(Type.String({ description: 'Ends the session at the provider, too' })),
    }),
    errors: [401],
    handle: async (ctx, { body }) => {
      const offer = await saml.signOut(ctx, body.scope ?? 'local')
      return { message: 'Signed out', ...(offer && { saml_logout: true as const, ...offer }) }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/auth/user',
    name: 'auth.get_user',
    access: 'user',
    summary: 'The person who is signed in',
    returns: UserShape,
    errors: [401],
    handle: async (ctx) => toUser(await identity.self(ctx)),
  }),
  route({
    method: 'POST',
    path: '/api/v1/auth/refresh',
    name: 'auth.refresh',
    access: 'public',
    summary: 'Exchange a refresh token for fresh tokens',
    description: 'The same token again gets the same successor for a minute.',
    body: object({ refresh_token: secretText({ minLength: 1, maxLength: 4096 }) }),
    returns: AuthResponse,
    errors: [400, 401, 429],
    handle: async (ctx, { body: { refresh_token: token } }) =>
      impersonation.isRefreshToken(token)
        ? refreshImpersonation(ctx, token)
        : toAuthResponse(await identity.refresh(ctx, token)),
  }),
]
