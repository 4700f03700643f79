/** Apps of the registry: how developers keep them, how they are reviewed. */
export { createClient, listClients, removeClient } from './credentials.ts'
export { jobs } from './jobs.ts'
export { change, create, get, list, remove, rotateWebhookSecret } from './manage.ts'
export { noSuchApp, ownerOf } from './owner.ts'
export { installCount, merchant, type Owner, seconds, version } from './queries.ts'
export {
  approve,
  listReviews,
  moves,
  reject,
  submit,
  takeDown,
  unpublish,
  withdraw,
} from './review.ts'
export { mergeMetadata } from './rules.ts'
export {
  App,
  AppChanges,
  type AppFilter,
  CheckResult,
  distributionTypes,
  type Mode,
  NewApp,
  OAuthClient,
  Report,
  Review,
  reviewStatuses,
  statuses,
} from './schema.ts'
export { type ScopeResource, scopes, webhookEvents } from './scopes.ts'
