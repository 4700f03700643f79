import { verifyEmailByLink } from '../../features/identity/index.ts'
import { failure, form, question, success } from './layout.ts'
import { type Given, page } from './route.ts'

/** Where the button of the sign-up mail leads. */
export const verifyEmailRoutes = page({
  path: '/auth/verify-email',
  name: 'verify_email',
  summary: 'Confirm an e-mail address',
  get: ({ voice: { texts, brand }, token }) => {
    const { title, lead, button, dead } = texts.verify
    if (token === '') return failure(dead, 400)
    return question(title, lead(brand), form('verify-email', button, token))
  },
  post: async ({ ctx, voice, token }: Given) => {
    const { done, dead } = voice.texts.verify
    return (await verifyEmailByLink(ctx, token)) ? success(done) : failure(dead, 400)
  },
})
