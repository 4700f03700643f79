import type { Ctx } from '../../engines/context.ts'
import type { ReadMail, ShelvedMail } from '../../engines/mail/index.ts'
import { AppError, notFound } from '../../kernel/errors.ts'
import { broken, pageOf, readCursor } from '../../kernel/keyset.ts'
import { oneLine } from '../../kernel/one-line.ts'
import { record } from '../audit/index.ts'

/** Mails that were written instead of sent, because no SMTP server is set; newest first. */
export async function listOutbox(
  ctx: Ctx,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ mails: ShelvedMail[]; next_cursor: string | null }> {
  const after = readCursor('outbox', cursor)
  if (after && !/^[\w-]{1,60}$/.test(after.id)) throw broken()
  const found = await ctx.mail.listOutbox(after?.id, limit + 1)
  const keyed = found.map((mail) => ({ ...mail, key: '' }))
  const { rows: mails, next_cursor } = pageOf('outbox', keyed, limit)
  return { mails, next_cursor }
}

/** One with its contents, which may be a code or a link of somebody: that is written down. @throws not_found */
export async function openMail(ctx: Ctx, id: string): Promise<ShelvedMail & ReadMail> {
  const mail = await ctx.mail.readOutbox(id)
  if (!mail) throw gone()
  await record(ctx, 'mail.read', { details: { id, to: mail.to } })
  return mail
}

/** @throws not_found */
export async function discardMail(ctx: Ctx, id: string): Promise<void> {
  if (!(await ctx.mail.discardFromOutbox(id))) throw gone()
  await record(ctx, 'mail.discarded', { details: { id } })
}

const gone = () => notFound('not_found', 'No such mail')

export interface TestOutcome {
  accepted: boolean
  transport: 'smtp' | 'outbox'
  host?: string
  response?: string
  outbox_id?: string
  error?: string
  duration_ms: number
}

/** Sends a mail now and tells what became of it. Ten an hour. @throws rate_limited */
export async function sendTest(ctx: Ctx, to: string): Promise<TestOutcome> {
  await ctx.limits.take({ key: 'mail-test', max: 10, perSeconds: 3600 })
  await record(ctx, 'mail.tested', { details: { to } })
  const { brand, publicUrl } = ctx.instance
  const text = `This is a test mail of ${brand} at ${publicUrl}. It has arrived.`
  const began = performance.now()
  const outcome = await ctx.mail
    .deliver({
      to,
      from_name: brand,
      subject: `Test mail of ${brand}`,
      text,
      html: `<p>${text}</p>`,
    })
    .then(
      (receipt) => ({ accepted: true, ...receipt }),
      (error: unknown) => ({ accepted: false, error: saidBy(error) }),
    )
  const duration_ms = Math.round(performance.now() - began)
  return { ...ctx.mail.way, ...outcome, duration_ms }
}

/** What the server said, else what the network did. @throws what is the caller's own mistake */
function saidBy(error: unknown): string {
  if (error instanceof AppError && error.kind === 'invalid') throw error
  const cause = error instanceof AppError ? (error.cause ?? error) : error
  const { response, message } = cause as { response?: string; message?: string }
  return oneLine(response ?? message ?? String(cause), 500)
}
