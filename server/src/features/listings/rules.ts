import { type AppError, invalid, invalidField } from '../../kernel/errors.ts'
import type { App, AppChanges } from './schema.ts'

/** What the fields of an app must be beside their types. */

/** @throws invalid `app_invalid_state`: nothing was changed */
export const invalidState = (message: string, field?: string): AppError =>
  invalid('app_invalid_state', message, {
    faults:
      field === undefined
        ? []
        : [{ in: 'body', path: [field], code: 'app_invalid_state', message }],
  })

const localHosts = ['localhost', '127.0.0.1', '[::1]']

/** Why a browser must not be sent there; undefined where it may. Compared as text ever after. */
export function faultOfRedirectUri(uri: string, isDraft: boolean): string | undefined {
  const url = URL.parse(uri)
  // What a parser would repair, another parser would repair otherwise.
  if (!url || /[\s\\*#]/.test(uri) || !/^https?:\/\/[^/]/.test(uri)) {
    return 'Must be a plain http or https URL without fragment or wildcard'
  }
  if (url.username !== '' || url.password !== '') return 'Must not hold a user name or a password'
  if (url.protocol === 'https:') return undefined
  if (!isDraft || !localHosts.includes(url.hostname)) {
    return 'Must be https; http is for localhost, in a draft'
  }
  return undefined
}

/** @throws invalid, naming the first bad one: `redirect_uris[0]` */
export function mustBeRedirectUris(uris: readonly string[], isDraft: boolean): void {
  uris.forEach((uri, i) => {
    const fault = faultOfRedirectUri(uri, isDraft)
    if (fault) throw invalidField(`redirect_uris.${i}`, 'redirect_uri', fault)
  })
}

/** @throws invalid for events that have nowhere to go */
export function mustHaveWebhook({
  webhook_url,
  webhook_events,
}: {
  webhook_url?: string | null | undefined
  webhook_events?: readonly string[] | undefined
}): void {
  if (webhook_url || !webhook_events?.length) return
  throw invalidField('webhook_url', 'required', 'Events need a webhook_url')
}

/** What is under review stays as it is seen; what is published is what was reviewed. */
export function mustBeChangeable(app: App, changes: AppChanges): void {
  const frozen = frozenIn(app)
  const field = Object.keys(changes).find((name) =>
    frozen === 'all' ? name !== 'metadata' : frozen.includes(name),
  )
  if (field === undefined) return
  const message =
    app.status === 'in_review'
      ? 'Only the metadata of an app in review can be changed: withdraw it first'
      : `The ${field} of a published app cannot be changed: unpublish it first`
  throw invalidState(message, field)
}

function frozenIn({ status, distribution_type }: App): 'all' | readonly string[] {
  if (status === 'in_review') return 'all'
  if (status !== 'published') return []
  const reviewed = ['slug', 'requested_scopes', 'distribution_type']
  return distribution_type === 'private' ? reviewed : [...reviewed, 'redirect_uris']
}

/** What a submission must have, in the order in which it is asked for. */
export function mustBeComplete(app: App, hasClient: boolean): void {
  const isSecure = (uri: string) => uri.startsWith('https://')
  const insecure = app.redirect_uris.findIndex((uri) => !isSecure(uri))
  const table: [string, boolean, string][] = [
    ['name', app.name !== '', 'Give the app a name'],
    ['description', !!app.description, 'Describe the app'],
    ['redirect_uris', app.redirect_uris.length > 0, 'Give at least one redirect URI'],
    [`redirect_uris.${insecure}`, insecure < 0, 'Every redirect URI must be https'],
    ['requested_scopes', app.requested_scopes.length > 0, 'Ask for at least one scope'],
    [
      'privacy_policy_url',
      app.distribution_type === 'private' || !!app.privacy_policy_url,
      'A public app needs a privacy policy',
    ],
    ['credentials', hasClient, 'Make an OAuth client first: POST /v1/apps/{id}/credentials'],
  ]
  const missing = table.find(([, isThere]) => !isThere)
  if (!missing) return
  const [field, , message] = missing
  throw invalid('app_incomplete', message, {
    faults: [{ in: 'body', path: field.split('.'), code: 'app_incomplete', message }],
  })
}

const mostKeys = 50
const longestKey = 40

/**
 * The metadata as it will be: what is given over what is there; empty values go.
 * @throws invalid
 */
export function mergeMetadata(
  before: Record<string, string>,
  given: Record<string, string | null>,
): Record<string, string> {
  const long = Object.keys(given).find((key) => key.length > longestKey || key.length === 0)
  if (long !== undefined) {
    throw invalidField('metadata', 'too_long', `A key has 1 to ${longestKey} characters`)
  }
  const merged = Object.entries({ ...before, ...given }).filter(
    (entry): entry is [string, string] => !!entry[1],
  )
  if (merged.length > mostKeys) {
    throw invalidField('metadata', 'too_many', `At most ${mostKeys} keys`)
  }
  return Object.fromEntries(merged)
}
