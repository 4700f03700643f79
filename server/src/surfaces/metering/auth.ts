import type { Ctx } from '../../engines/context.ts'
import * as identity from '../../features/identity/index.ts'
import * as organizations from '../../features/organizations/index.ts'
import type { TenantCache } from '../../features/tenants/index.ts'
import { unauthenticated } from '../../kernel/errors.ts'
import type { Reply } from '../../kernel/route.ts'
import { EmailInput, label, nullable, object, secretText, Type, Uuid } from '../../kernel/schema.ts'
import { clearCookies, readCookie, setCookie } from './cookies.ts'
import { route } from './route.ts'

const Role = Type.String({ description: 'owner, admin, member or viewer' })
const UserShape = object({ id: Uuid, email: nullable(Type.String()), role: Role })
const OrganizationShape = object({ id: Uuid, name: Type.String() })
const SignedInShape = object({ user: UserShape, organization: OrganizationShape })
const Status = object({ status: Type.Literal('ok') })
const Message = object({ message: Type.String() })
const ok = { status: 'ok' } as const

const Password = secretText({ minLength: 8, maxLength: 128 })
/** At sign-in any text may be tried; what no account can have is wrong, not malformed. */
const TriedPassword = secretText({ minLength: 1, maxLength: 1024 })
const Cookies = object({ cookie: Type.Optional(Type.String()) })

/** Who signed in, and the organization they work in. */
const toSignedIn = (user: identity.User, { id, name, role }: organizations.Membership) => ({
  user: { id: user.id, email: user.email, role },
  organization: { id, name },
})

async function setCookies(ctx: Ctx, reply: Reply, session: identity.SignedIn): Promise<void> {
  const { idleSeconds } = await identity.standingLife(ctx)
  setCookie(ctx, reply, 'access_token', session.access_token, session.expires_in)
  setCookie(ctx, reply, 'refresh_token', session.refresh_token, idleSeconds)
}

/** Sign-in by cookie. Tokens stand in the cookies alone, never in a body. */
export const makeAuthRoutes = (tenants: TenantCache) => {
  const answer = async (ctx: Ctx, reply: Reply, session: identity.SignedIn) => {
    await setCookies(ctx, reply, session)
    return toSignedIn(session.user, await organizations.choose(ctx, tenants, session.user.id))
  }
  return [
    route({
      method: 'POST',
      path: '/api/v1/auth/signup',
      name: 'metering.signup',
      access: 'public_door',
      summary: 'Create an account with an organization',
      description:
        'Where addresses must be verified first, no cookies are set and ' +
        '`requires_email_verification` says so.',
      body: object({
        email: EmailInput,
        password: Password,
        organization_name: label(255),
      }),
      returns: object({
        ...SignedInShape.properties,
        requires_email_verification: Type.Optional(Type.Literal(true)),
      }),
      status: 201,
      errors: [403, 409, 422, 429],
      handle: async (ctx, { body }, reply) => {
        const { email, password, organization_name: organizationName } = body
        const given = { email, password, organizationName }
        const { user, made, session } = await organizations.signUp(ctx, given)
        if (session) await setCookies(ctx, reply, session)
        const pending = session ? {} : { requires_email_verification: true as const }
        return { ...toSignedIn(user, made), ...pending }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/auth/login',
      name: 'metering.login',
      access: 'public_door',
      summary: 'Sign in with e-mail address and password; sets both cookies',
      body: object({
        email: Type.String({ minLength: 1, maxLength: 254 }),
        password: TriedPassword,
      }),
      returns: SignedInShape,
      errors: [401, 403, 422, 429],
      handle: async (ctx, { body }, reply) =>
        answer(ctx, reply, await identity.signIn(ctx, body, await identity.standingLife(ctx))),
    }),
    route({
      method: 'POST',
      path: '/api/v1/auth/mfa/verify',
      name: 'metering.verify_mfa',
      access: 'public_door',
      summary: 'Finish a sign-in with the second factor; sets both cookies',
      description:
        'Takes the `mfa_token` of a 403 `mfa_required` and a code of the authenticator, or a recovery code.',
      body: object({
        mfa_token: secretText({ minLength: 1, maxLength: 200 }),
        code: secretText({ minLength: 1, maxLength: 64 }),
      }),
      returns: SignedInShape,
      errors: [401, 422, 429],
      handle: async (ctx, { body }, reply) => {
        const given = { mfaToken: body.mfa_token, code: body.code }
        const life = await identity.standingLife(ctx)
        return answer(ctx, reply, await identity.verifyFactor(ctx, given, life))
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/auth/refresh',
      name: 'metering.refresh',
      access: 'public_door',
      summary: 'A fresh access cookie for the refresh cookie, which stays as it is',
      headers: Cookies,
      returns: Status,
      errors: [401, 429],
      handle: async (ctx, { headers }, reply) => {
        const token = readCookie(headers.cookie, 'refresh_token')
        try {
          if (token === undefined) throw unauthenticated('not_authenticated', 'Not authenticated')
          const { access_token, expires_in } = await identity.renew(ctx, token)
          setCookie(ctx, reply, 'access_token', access_token, expires_in)
          return ok
        } catch (error) {
          clearCookies(ctx, reply)
          throw error
        }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/auth/logout',
      name: 'metering.logout',
      access: 'public_exit',
      summary: 'End the session of the cookies, and clear them',
      description: 'Also 200 without cookies, and with those of a session that is over.',
      headers: Cookies,
      returns: Status,
      errors: [403, 429],
      handle: async (ctx, { headers }, reply) => {
        await identity.signOutStanding(ctx, readCookie(headers.cookie, 'refresh_token'))
        clearCookies(ctx, reply)
        return ok
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/auth/me',
      name: 'metering.me',
      access: 'member',
      summary: 'Who is signed in, and in which organizations they are',
      returns: object({
        ...SignedInShape.properties,
        organizations: Type.Array(object({ ...OrganizationShape.properties, role: Role })),
      }),
      errors: [401, 404],
      handle: async (ctx) => {
        const user = await identity.self(ctx)
        const mine = await organizations.listOf(ctx, tenants, user.id)
        const here = mine.find(({ id }) => id === ctx.caller.tenantId)
        const chosen = here ?? (await organizations.choose(ctx, tenants, user.id))
        return {
          ...toSignedIn(user, chosen),
          organizations: (here ? mine : [chosen]).map(({ id, name, role }) => ({ id, name, role })),
        }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/auth/forgot-password',
      name: 'metering.forgot_password',
      access: 'public',
      summary: 'Mail a link that sets a new password',
      description: 'The answer does not tell whether the address has an account.',
      body: object({ email: EmailInput }),
      returns: Message,
      errors: [422, 429],
      handle: async (ctx, { body }) => {
        await identity.forgotPassword(ctx, body.email, 60)
        return { message: 'If the account exists, a mail with a reset link was sent' }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/auth/reset-password',
      name: 'metering.reset_password',
      access: 'public',
      summary: 'Set a new password with the token from the mail; ends every session',
      body: object({ token: secretText({ minLength: 1, maxLength: 200 }), new_password: Password }),
      returns: Message,
      errors: [400, 422, 429],
      handle: async (ctx, { body }) => {
        await identity.resetPassword(ctx, { token: body.token, newPassword: body.new_password })
        return { message: 'Password updated' }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/auth/change-password',
      name: 'metering.change_password',
      access: 'own_credentials',
      summary: 'Change the own password; all other sessions end, fresh cookies are set',
      body: object({ current_password: Type.Optional(TriedPassword), new_password: Password }),
      returns: Status,
      errors: [400, 401, 422, 429],
      handle: async (ctx, { body }, reply) => {
        const { current_password: currentPassword, new_password: newPassword } = body
        const life = await identity.standingLife(ctx)
        const given = { currentPassword, newPassword }
        await setCookies(ctx, reply, await identity.changePassword(ctx, given, life))
        return ok
      },
    }),
  ]
}
