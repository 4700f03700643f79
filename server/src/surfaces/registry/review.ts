import type { Ctx } from '../../engines/context.ts'
import * as listings from '../../features/listings/index.ts'
import { inVersion } from '../../features/merchants/index.ts'
import { IdempotencyKey, once } from './idempotency.ts'
import { ById, route } from './route.ts'

/** A step that a developer takes; from where it may be taken is a table of the feature. */
const step = (
  action: string,
  summary: string,
  work: (ctx: Ctx, id: string) => Promise<listings.App>,
) =>
  route({
    method: 'POST',
    path: `/v1/apps/{id}/${action}`,
    name: `registry.${action}`,
    access: 'merchant',
    summary,
    params: ById,
    headers: IdempotencyKey,
    returns: listings.App,
    errors: [400, 401, 403, 404, 409, 422, 429],
    handle: (ctx, { params: { id }, headers }, reply) =>
      once(ctx, { headers, call: `POST /v1/apps/${id}/${action}` }, reply, async (ctx) =>
        inVersion(ctx.origin.apiVersion, await work(ctx, id)),
      ),
  })

/** The developer's side of the review. */
export const reviewRoutes = [
  step('submit_for_review', 'Hand an app to the operator', listings.submit),
  step('withdraw', 'Take an app back from review', listings.withdraw),
  step('unpublish', 'Take an app out of the marketplace; installations stay', listings.unpublish),
]
