import { removeAll } from '../../features/apps/index.ts'
import * as identity from '../../features/identity/index.ts'
import * as keys from '../../features/keys/index.ts'
import { label, object, Type } from '../../kernel/schema.ts'
import { route } from './route.ts'
import { Account, toAccount } from './shapes.ts'

const names = { firstName: Type.Optional(label(100)), lastName: Type.Optional(label(100)) }

export const accountRoutes = [
  route({
    method: 'POST',
    path: '/api/v2/accounts',
    name: 'provisioning.create_account',
    access: 'public',
    summary: 'Create an account and its first personal access token',
    description:
      'The token is shown this once. A six-digit code goes to the address; until it is confirmed ' +
      'the apps of the account send at most 50 codes a day.',
    body: object({
      email: Type.String({ minLength: 3, maxLength: 255, format: 'email' }),
      ...names,
    }),
    returns: object({ account: Account, accessToken: Type.String() }),
    errors: [400, 409, 429],
    handle: (ctx, { body: { email, firstName = 'Fluo', lastName = 'User' } }) =>
      identity.signUpByEmail(ctx, { email, firstName, lastName }, async (ctx, user) => {
        const { secret } = await keys.create(ctx, 'pat', { userId: user.id }, { name: 'default' })
        return { account: toAccount(user), accessToken: secret }
      }),
  }),
  route({
    method: 'GET',
    path: '/api/v2/account',
    name: 'provisioning.get_account',
    access: 'account',
    summary: 'The authenticated account',
    returns: object({ account: Account }),
    errors: [401],
    handle: async (ctx) => ({ account: toAccount(await identity.self(ctx)) }),
  }),
  route({
    method: 'PATCH',
    path: '/api/v2/account',
    name: 'provisioning.update_account',
    access: 'account',
    summary: 'Change the own names',
    body: object(names),
    returns: object({ account: Account }),
    errors: [400, 401],
    handle: async (ctx, { body }) => ({ account: toAccount(await identity.rename(ctx, body)) }),
  }),
  route({
    method: 'DELETE',
    path: '/api/v2/account',
    name: 'provisioning.delete_account',
    access: 'account',
    summary: 'End all apps, their users and all personal access tokens',
    description: 'The account itself stays, with whatever it has on other surfaces.',
    errors: [401],
    handle: (ctx) => removeAll(ctx),
  }),
  route({
    method: 'POST',
    path: '/api/v2/account/verify',
    name: 'provisioning.verify_account',
    access: 'account',
    summary: 'Confirm the own e-mail address with the code from the mail',
    body: object({ code: Type.String({ minLength: 1, maxLength: 20 }) }),
    returns: object({ account: Account }),
    errors: [400, 401, 429],
    handle: async (ctx, { body }) => {
      await identity.verifyOwnEmail(ctx, ctx.caller.userId ?? '', body.code)
      return { account: toAccount(await identity.self(ctx)) }
    },
  }),
]
