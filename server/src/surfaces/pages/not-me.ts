import { disown } from '../../features/identity/index.ts'
import { failure, form, question, success } from './layout.ts'
import { page } from './route.ts'

/** "This was not me" in a mail. */
export const notMeRoutes = page({
  path: '/auth/not-me',
  name: 'disown',
  summary: 'Say that a mail was caused by somebody else',
  get: ({ voice: { texts, brand }, token }) => {
    const { title, lead, button, dead } = texts.notMe
    if (token === '') return failure(dead, 400)
    return question(title, lead(brand), form('not-me', button, token))
  },
  post: async ({ ctx, voice, token }) => {
    const { done, dead } = voice.texts.notMe
    return (await disown(ctx, token)) ? success(done) : failure(dead, 400)
  },
})
