export { type MailData, type MailKind, mailKinds } from './kinds.ts'
export { type Language, languages, pickLanguage } from './languages.ts'
export { discardMail, listOutbox, openMail, sendTest, type TestOutcome } from './outbox.ts'
export { type RenderedMail, render } from './render.ts'
export { hasBudget, hasNoticeBudget, jobs, send, type Whence, whence } from './send.ts'
export {
  type MailTemplate,
  mustBeTemplate,
  NewTemplate,
  preview,
  template,
  templateKey,
  templatePrefix,
  templates,
} from './templates.ts'
