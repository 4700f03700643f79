import { destinationOf, openMagicLink } from '../../features/identity/index.ts'
import { failure, form, question, success } from './layout.ts'
import { type Given, page } from './route.ts'

/**
 * Where the link of a sign-in mail leads. Signing in happens in the app: it gets a one-time code in
 * its address. Without an app to go on to the button confirms the mailbox, and the digits sign in.
 */
export const magicLinkRoutes = page({
  path: '/auth/verify',
  name: 'sign_in',
  summary: 'Sign in by the link of a mail',
  get: async ({ ctx, voice: { texts, brand }, token }: Given) => {
    const { title, lead, typeCode, button, dead } = texts.signIn
    if (token === '') return failure(dead, 400)
    const destination = await destinationOf(ctx, token)
    const said = destination === undefined ? typeCode : `${lead(brand)} ${typeCode}`
    const pressed = destination === undefined ? texts.verify.button : button
    const mayLeadTo = destination && new URL(destination).origin
    return { ...question(title, said, form('verify', pressed, token)), mayLeadTo }
  },
  post: async ({ ctx, voice: { texts }, token }: Given) => {
    const opened = await openMagicLink(ctx, token)
    if (!opened) return failure(texts.signIn.dead, 400)
    return opened.destination === undefined
      ? success(texts.verify.done)
      : { location: opened.destination }
  },
})
