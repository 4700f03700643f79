import { createHmac } from 'node:crypto'
import type { Ctx } from '../../engines/context.ts'
import { AppError } from '../../kernel/errors.ts'
import { randomSecret } from '../../kernel/ids.ts'
import { appEndpoints } from '../webhooks/index.ts'
import { faultOfRedirectUri } from './rules.ts'
import type { AppRow, CheckResult } from './schema.ts'

/**
 * What a machine can see for itself before a person reviews an app. A check that passes on any 200
 * would be none: each asks for what a careless app gets wrong.
 */
export async function runChecks(ctx: Ctx, app: AppRow): Promise<CheckResult[]> {
  return [
    checkHttps(app),
    checkRedirectUris(app),
    await checkWebhook(ctx, app),
    await checkPrivacyPolicy(ctx, app),
    checkScopes(app),
  ]
}

const resultOf = (
  check: CheckResult['check'],
  faults: string[],
  passed: string,
  bad: CheckResult['status'] = 'failed',
): CheckResult =>
  faults.length > 0
    ? { check, status: bad, details: faults }
    : { check, status: 'passed', details: [passed] }

function checkHttps(app: AppRow): CheckResult {
  const names = [
    'icon_url',
    'homepage_url',
    'privacy_policy_url',
    'support_url',
    'webhook_url',
  ] as const
  const faults = names
    .filter((name) => app[name] !== null && !app[name].startsWith('https://'))
    .map((name) => `${name} is not https`)
  return resultOf('https', faults, 'Every URL is https')
}

/** Foreign hosts are no fault: the reviewer should see them. */
function checkRedirectUris(app: AppRow): CheckResult {
  const faults = app.redirect_uris.flatMap((uri, i) => {
    const fault = faultOfRedirectUri(uri, false)
    return fault ? [`redirect_uris[${i}]: ${fault}`] : []
  })
  if (faults.length > 0) return resultOf('redirect_uris', faults, '')
  const home = app.homepage_url && URL.parse(app.homepage_url)?.hostname
  const foreign = app.redirect_uris.filter((uri) => {
    const host = URL.parse(uri)?.hostname ?? ''
    return home && host !== home && !host.endsWith(`.${home.replace(/^www\./, '')}`)
  })
  return resultOf(
    'redirect_uris',
    foreign.map((uri) => `${uri} is not on the site of the app`),
    'Every redirect URI is https and plain',
    'warning',
  )
}

const skipped = (check: CheckResult['check'], why: string): CheckResult => ({
  check,
  status: 'skipped',
  details: [why],
})

/** Signed by `secret` at `atSeconds`, as deliveries are. */
function signed(secret: string, atSeconds: number, body: string): string {
  const mac = createHmac('sha256', secret).update(`v1=${atSeconds}.${body}`).digest('hex')
  return `t=${atSeconds},v1=${mac}`
}

/** A receiver that takes everything is as wrong as one that takes nothing: all three are asked. */
async function checkWebhook(ctx: Ctx, app: AppRow): Promise<CheckResult> {
  const { webhook_url: url } = app
  const [secret] = await appEndpoints.secretsOf(ctx, app)
  if (url === null || secret === undefined) return skipped('webhook_signature', 'No webhook_url')
  const now = Math.floor(Date.now() / 1000)
  const id = `evt_${randomSecret(24)}`
  const body = JSON.stringify({
    id,
    object: 'event',
    type: 'app.webhook_check',
    created: now,
    livemode: app.livemode,
    data: { object: { id: app.id, object: 'app' } },
  })
  const ask = (signature: string) => send(ctx, url, id, body, signature)
  const genuine = await ask(signed(secret, now, body))
  if (genuine === undefined) return resultOf('webhook_signature', ['It cannot be reached'], '')
  const forged = await ask(signed(`not ${secret}`, now, body))
  const old = await ask(signed(secret, now - 600, body))
  const faults = [
    ...(genuine < 200 || genuine > 299 ? [`A right signature is answered ${genuine}`] : []),
    ...(forged !== 401 ? [`A wrong signature is answered ${forged ?? 'not at all'}, not 401`] : []),
  ]
  if (faults.length > 0) return resultOf('webhook_signature', faults, '')
  const stale = old !== undefined && old < 300 ? ['A signature of ten minutes ago is taken'] : []
  return resultOf('webhook_signature', stale, 'Wrong signatures are refused with 401', 'warning')
}

/** @returns the status; undefined where there was no answer */
async function send(
  ctx: Ctx,
  url: string,
  id: string,
  body: string,
  signature: string,
): Promise<number | undefined> {
  return quietly(async () => {
    const headers = {
      'content-type': 'application/json',
      'fluveo-signature': signature,
      'x-signature': signature,
      'webhook-id': id,
      'user-agent': 'Fluveo-Webhooks/1.0',
    }
    const { status } = await ctx.fetcher.fetch(url, { method: 'POST', headers, body })
    return status
  })
}

/** A page for people: found, of a kind that browsers show, and not empty. */
async function checkPrivacyPolicy(ctx: Ctx, app: AppRow): Promise<CheckResult> {
  const { privacy_policy_url: url } = app
  if (url === null) return skipped('privacy_policy', 'No privacy_policy_url')
  const answer = await quietly(() => ctx.fetcher.fetch(url, { redirects: 3 }))
  const type = answer?.headers['content-type'] ?? 'nothing that says what it is'
  const faults = !answer
    ? ['It cannot be reached']
    : [
        ...(answer.status !== 200 ? [`It is answered ${answer.status}`] : []),
        ...(!/^(text\/(html|plain)|application\/(pdf|xhtml\+xml))\b/i.test(type)
          ? [`It is ${type.slice(0, 100)}, no page`]
          : []),
        ...(answer.body.length < 200 ? ['It is all but empty'] : []),
      ]
  return resultOf('privacy_policy', faults, 'It can be read')
}

/** What the other side does is a finding, not a failure of ours. */
async function quietly<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AppError && error.kind !== 'internal') return undefined
    throw error
  }
}

/** The reviewer looks at what is new. */
function checkScopes({ requested_scopes: now, published_scopes: before }: AppRow): CheckResult {
  if (before === null) {
    return {
      check: 'scope_changes',
      status: 'passed',
      details: [`First version: ${now.join(', ')}`],
    }
  }
  const added = now.filter((scope) => !before.includes(scope)).map((scope) => `added ${scope}`)
  const gone = before.filter((scope) => !now.includes(scope)).map((scope) => `removed ${scope}`)
  return resultOf('scope_changes', [...added, ...gone], 'As in the last version', 'warning')
}
