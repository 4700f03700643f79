import { type Ctx, enqueue, inTransaction } from '../../engines/context.ts'
import type { RegistryEventName } from '../../engines/events/index.ts'
import { type Page, type Range, readPage } from '../../kernel/cursors.ts'
import { randomSecret } from '../../kernel/ids.ts'
import type { AuditEvent } from '../audit/index.ts'
import { announce, shown } from './announce.ts'
import { find } from './manage.ts'
import { noSuchApp, ownerOf } from './owner.ts'
import {
  type Decision,
  decideReview,
  hasClient,
  insertReview,
  type Move,
  moveApp,
  type Owner,
  reviews,
  selectAnyApp,
} from './queries.ts'
import { invalidState, mustBeComplete } from './rules.ts'
import type { App, AppRow, Review } from './schema.ts'

/**
 * The life of an app. Whatever is not in this table is refused and changes
 * nothing; of two who move an app at once, one finds it where the table wants it.
 */
export const moves = {
  submit: { from: ['draft', 'rejected'], to: 'in_review' },
  withdraw: { from: ['in_review'], to: 'draft' },
  approve: { from: ['in_review'], to: 'published' },
  reject: { from: ['in_review'], to: 'rejected' },
  unpublish: { from: ['published'], to: 'draft' },
} as const satisfies Record<string, Move>

type Action = keyof typeof moves

/** What becomes of the review that is open. */
const outcomes: Partial<Record<Action, Review['status']>> = {
  withdraw: 'withdrawn',
  approve: 'approved',
  reject: 'rejected',
}

const told: Record<Action, [RegistryEventName, AuditEvent]> = {
  submit: ['app.submitted', 'listing.submitted'],
  withdraw: ['app.updated', 'listing.withdrawn'],
  approve: ['app.published', 'listing.approved'],
  reject: ['app.rejected', 'listing.rejected'],
  unpublish: ['app.unpublished', 'listing.unpublished'],
}

/** In the caller's transaction. @param owner undefined: an operator moves anybody's */
async function move(
  ctx: Ctx,
  id: string,
  action: Action,
  owner: Owner | undefined,
  decision: Decision = {},
): Promise<AppRow> {
  const app = await ctx.db.row<AppRow>(moveApp(id, owner, action, moves[action], decision))
  if (!app) throw await whyNot(ctx, id, action, owner)
  const outcome = outcomes[action]
  if (outcome) await ctx.db.run(decideReview(id, outcome, decision))
  const [event, audited] = told[action]
  const { rejectionReason: reason, reviewNotes: notes } = decision
  await announce(ctx, event, audited, app, { details: { reason, notes } })
  return app
}

async function whyNot(ctx: Ctx, id: string, action: Action, owner: Owner | undefined) {
  const app = owner ? await find(ctx, id) : await ctx.db.row<AppRow>(selectAnyApp(id))
  if (!app) return noSuchApp()
  return invalidState(`An app that is ${app.status} cannot be moved by ${action}`)
}

const byOwner = (ctx: Ctx, id: string, action: Action): Promise<App> =>
  inTransaction(ctx, async (ctx) => shown(await move(ctx, id, action, ownerOf(ctx))))

/** The key of the setting by which the operator lets apps of test mode through. */
const autoApproval = 'registry.auto_approve_test'
const approvesByItself = async (ctx: Ctx, { mode }: AppRow): Promise<boolean> =>
  mode === 'test' &&
  (await ctx.settings.rows(null)).some(({ key, value }) => key === autoApproval && value === true)

/**
 * Hands an app to the operator; the automatic checks begin. In test mode the operator may have
 * decided that this is enough.
 * @throws not_found; invalid `app_incomplete`, naming what is missing; invalid `app_invalid_state`
 */
export const submit = (ctx: Ctx, id: string): Promise<App> =>
  inTransaction(ctx, async (ctx) => {
    const before = await find(ctx, id, true)
    if ((moves.submit.from as readonly string[]).includes(before.status)) {
      mustBeComplete(before, (await ctx.db.row(hasClient(id))) !== undefined)
    }
    const app = await move(ctx, id, 'submit', ownerOf(ctx))
    const reviewId = `rev_${randomSecret(24)}`
    await ctx.db.run(insertReview(reviewId, id))
    await enqueue(ctx, 'listings.check', { reviewId })
    if (!(await approvesByItself(ctx, app))) return shown(app)
    return shown(await move(ctx, id, 'approve', undefined, { reviewNotes: 'Approved by rule' }))
  })

/** @throws not_found; invalid `app_invalid_state` */
export const withdraw = (ctx: Ctx, id: string): Promise<App> => byOwner(ctx, id, 'withdraw')

/** Leaves the marketplace; who has it installed keeps it. @throws as `withdraw` */
export const unpublish = (ctx: Ctx, id: string): Promise<App> => byOwner(ctx, id, 'unpublish')

/* The operator's side: any merchant's app, in either mode. That it is an operator is asked at the door. */

/** Reviews in one state, the longest waiting first. */
export async function listReviews(
  ctx: Ctx,
  status: Review['status'],
  range: Range,
): Promise<Page<Review>> {
  const page = await readPage<Review & { app: AppRow }>(ctx.db, reviews(status), range)
  return { ...page, rows: page.rows.map((review) => ({ ...review, app: shown(review.app) })) }
}

const byOperator = (ctx: Ctx, id: string, action: Action, decision: Decision): Promise<App> =>
  inTransaction(ctx, async (ctx) => shown(await move(ctx, id, action, undefined, decision)))

/** Publishes at once. @throws as `withdraw`: of two reviewers one is late */
export const approve = (ctx: Ctx, id: string, reviewNotes: string | null): Promise<App> =>
  byOperator(ctx, id, 'approve', { reviewedBy: ctx.caller.userId ?? null, reviewNotes })

/** @throws as `approve` */
export const reject = (
  ctx: Ctx,
  id: string,
  given: { rejectionReason: string; reviewNotes: string | null },
): Promise<App> =>
  byOperator(ctx, id, 'reject', { reviewedBy: ctx.caller.userId ?? null, ...given })

/** Takes an app out of the marketplace; its developer reads why in `review_notes`. @throws as `approve` */
export const takeDown = (ctx: Ctx, id: string, reason: string): Promise<App> =>
  byOperator(ctx, id, 'unpublish', { reviewNotes: reason })
