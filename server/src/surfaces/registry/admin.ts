import * as listings from '../../features/listings/index.ts'
import { object, oneOf, Type } from '../../kernel/schema.ts'
import { ById, ListOf, Paging, rangeOf, route, toList } from './route.ts'

const Notes = Type.Optional(Type.String({ maxLength: 5000 }))
const Reason = Type.String({ minLength: 1, maxLength: 5000, pattern: '\\S' })

const shared = {
  access: 'operator' as const,
  params: ById,
  returns: listings.App,
  errors: [400, 401, 403, 404, 429],
}

/**
 * The operator's side of the review. Each step is a compare-and-set, so it
 * needs no idempotency key: taken twice it is refused once.
 */
export const adminRoutes = [
  route({
    method: 'GET',
    path: '/v1/admin/app_reviews',
    name: 'registry.list_reviews',
    access: 'operator',
    summary: 'Apps to review, the longest waiting first, with what the automatic checks found',
    query: object({
      ...Paging,
      status: Type.Optional(oneOf(listings.reviewStatuses)),
    }),
    returns: ListOf(listings.Review),
    errors: [400, 401, 403, 429],
    handle: async (ctx, { query }) => {
      const range = rangeOf(query)
      const page = await listings.listReviews(ctx, query.status ?? 'in_review', range)
      return toList(ctx, '/v1/admin/app_reviews', page, range)
    },
  }),
  route({
    ...shared,
    method: 'POST',
    path: '/v1/admin/apps/{id}/approve',
    name: 'registry.approve_app',
    summary: 'Publish an app that is in review',
    body: object({ review_notes: Notes }),
    handle: (ctx, { params, body }) => listings.approve(ctx, params.id, body.review_notes ?? null),
  }),
  route({
    ...shared,
    method: 'POST',
    path: '/v1/admin/apps/{id}/reject',
    name: 'registry.reject_app',
    summary: 'Refuse an app that is in review',
    body: object({ rejection_reason: Reason, review_notes: Notes }),
    handle: (ctx, { params, body }) =>
      listings.reject(ctx, params.id, {
        rejectionReason: body.rejection_reason,
        reviewNotes: body.review_notes ?? null,
      }),
  }),
  route({
    ...shared,
    method: 'POST',
    path: '/v1/admin/apps/{id}/unpublish',
    name: 'registry.take_down_app',
    summary: 'Take a published app out of the marketplace; installations stay',
    body: object({ reason: Reason }),
    handle: (ctx, { params, body }) => listings.takeDown(ctx, params.id, body.reason),
  }),
]
