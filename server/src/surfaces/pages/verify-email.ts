import { confirmByLink, isChangeOfAddress } from '../../features/identity/index.ts'
import { failure, form, question, success } from './layout.ts'
import { type Given, page } from './route.ts'

/** Where the button of the sign-up mail leads, and that of a mail to a new address. */
export const verifyEmailRoutes = page({
  path: '/auth/verify-email',
  name: 'verify_email',
  summary: 'Confirm an e-mail address',
  get: ({ ctx, voice: { texts, brand }, token }) => {
    const { title, button, dead } = texts.verify
    if (token === '') return failure(dead, 400)
    const lead = isChangeOfAddress(ctx, token) ? texts.changeLead : texts.verify.lead
    return question(title, lead(brand), form('verify-email', button, token))
  },
  post: async ({ ctx, voice, token }: Given) => {
    const { done, dead } = voice.texts.verify
    return (await confirmByLink(ctx, token)) ? success(done) : failure(dead, 400)
  },
})
