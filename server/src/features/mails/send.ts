import { type Ctx, enqueue } from '../../engines/context.ts'
import { AppError } from '../../kernel/errors.ts'
import type { MailData, MailKind } from './kinds.ts'
import { pickLanguage } from './languages.ts'
import { render } from './render.ts'
import { wordsFor } from './templates.ts'

/** Enough to say where something happened. */
export type Whence = Pick<MailData, 'device' | 'address' | 'at'>

/** Where the current request came from, for notices. */
export const whence = (ctx: Ctx): Whence => ({
  device: ctx.origin.device,
  address: ctx.origin.address,
  at: new Date().toISOString(),
})

/**
 * Takes one from the budgets of a mailbox: per realm, and a higher one over all, so
 * that one app's flood never blocks another's sign-in. Ask before the transaction begins.
 */
export const hasBudget = (ctx: Ctx, realmId: string, address: string): Promise<boolean> =>
  ctx.limits.has(
    { key: `mail:${realmId}:${address}`, max: 10, perSeconds: 3600 },
    { key: `mail:${address}`, max: 30, perSeconds: 3600 },
  )

/** Notices of what a person does with their own keys: enough to warn, too few to drown in. */
export const hasNoticeBudget = (ctx: Ctx, address: string): Promise<boolean> =>
  ctx.limits.has({ key: `mail:notices:${address}`, max: 20, perSeconds: 3600 })

interface Job {
  /** Encrypted: mails hold codes and links, and jobs stand in the database. */
  sealed: string
}

interface Draft {
  kind: MailKind
  to: string
  language: string
  data: MailData
}

const about = 'engine.outbox:mail.deliver'

/**
 * Queues a mail in the caller's transaction. A person without an address gets none.
 * The brand is the server's unless the data names an app.
 */
export async function send(
  ctx: Ctx,
  kind: MailKind,
  to: { email: string | null; language: string },
  data: Omit<MailData, 'brand'> & { brand?: string },
): Promise<void> {
  if (!to.email) return
  const draft: Draft = {
    kind,
    to: to.email,
    language: to.language,
    data: { brand: ctx.instance.brand, ...data },
  }
  const job: Job = { sealed: ctx.secrets.seal(about, JSON.stringify(draft)) }
  await enqueue(ctx, 'mail.deliver', job)
}

/** Background work of mails. */
export const jobs = {
  'mail.deliver': async (ctx: Ctx, { sealed }: Job): Promise<void> => {
    const { kind, to, language, data } = JSON.parse(ctx.secrets.open(about, sealed)) as Draft
    const words = await wordsFor(ctx, kind, pickLanguage(language))
    const mail = render(kind, language, data, words)
    try {
      await ctx.mail.deliver({ to, from_name: data.brand, ...mail })
    } catch (error) {
      // What the server refuses for good would only be refused again.
      if (!isFinal(error)) throw error
      ctx.log.warn({ err: error, kind }, 'a mail was refused for good')
    }
  },
}

const isFinal = (error: unknown): boolean =>
  error instanceof AppError && (error.kind === 'invalid' || error.kind === 'unprocessable')
