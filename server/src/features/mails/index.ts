export { type MailData, type MailKind, mailKinds } from './kinds.ts'
export { type Language, languages, pickLanguage } from './languages.ts'
export { type RenderedMail, render } from './render.ts'
export { hasBudget, hasNoticeBudget, jobs, send, type Whence, whence } from './send.ts'
