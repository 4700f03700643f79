import { isIP } from 'node:net'
import type { ClientOptions, Prelude } from '@prelude.so/sdk'
import { invalidField, unavailable } from '../../kernel/errors.ts'
import type { Fetcher } from '../fetcher/index.ts'
import { blocked, explain } from './failures.ts'

interface SmsOptions {
  /** Unset: Prelude's own. A configured one must be among the fetcher's trusted origins. */
  baseUrl: string | undefined
  fetcher: Fetcher
}

interface SendOptions {
  /** BCP 47, also with an underscore (`en_US`). Unset or malformed: by the number's country. */
  language?: string
  /** Of the person's device, for Prelude's fraud detection. */
  address?: string
  userAgent?: string
}

/** The SDK's types speak of node-fetch; with the web shim it calls the web's `fetch`. */
type SdkFetch = NonNullable<ClientOptions['fetch']>

/** Sign-in codes to mobile numbers through Prelude, each time with the key of the app concerned. */
export class Sms {
  readonly #baseUrl: string | undefined
  readonly #fetch: SdkFetch

  constructor(o: SmsOptions) {
    this.#baseUrl = o.baseUrl
    this.#fetch = o.fetcher.asFetch() as unknown as SdkFetch
  }

  /**
   * Asks Prelude to make and send a code. Within Prelude's window a second call sends again.
   * @param phone E.164
   * @throws invalid (field `mobileE164`), unavailable `sms_provider_refused` or
   *   `sms_provider_unavailable`, forbidden or rate_limited `sms_blocked`
   */
  async sendCode(
    apiKey: string,
    phone: string,
    options: SendOptions,
  ): Promise<{ verification_id: string }> {
    const request = { target: targetOf(phone), ...wordsOf(options), ...signalsOf(options) }
    const prelude = await this.#prelude(apiKey)
    const answer = await prelude.verification.create(request).catch(explain)
    if (answer.status === 'blocked') throw blocked(answer.reason)
    return { verification_id: answer.id }
  }

  /** Asks Prelude whether this is the code it sent. @throws as `sendCode` */
  async checkCode(
    apiKey: string,
    phone: string,
    code: string,
  ): Promise<'right' | 'wrong' | 'expired'> {
    const target = targetOf(phone)
    if (!/^[0-9A-Za-z]{4,12}$/.test(code)) return 'wrong'
    const prelude = await this.#prelude(apiKey)
    const answer = await prelude.verification.check({ target, code }).catch(explain)
    if (answer.status === 'success') return 'right'
    return answer.status === 'failure' ? 'wrong' : 'expired'
  }

  /** No retries: a second `create` sends a second message, a second `check` uses up a guess. */
  async #prelude(apiToken: string): Promise<Prelude> {
    if (!/^[\x21-\x7e]+$/.test(apiToken)) {
      throw unavailable('sms_provider_refused', 'The Prelude key of this app is not valid.')
    }
    // Before the SDK itself, which would otherwise load a fetch of its own that is never used.
    await import('@prelude.so/sdk/shims/web')
    const { Prelude } = await import('@prelude.so/sdk')
    // null, not undefined: else the SDK reads an address from the environment.
    const baseURL = this.#baseUrl ?? null
    return new Prelude({ apiToken, baseURL, fetch: this.#fetch, maxRetries: 0, timeout: 8_000 })
  }
}

function targetOf(phone: string): { type: 'phone_number'; value: string } {
  if (!/^\+[1-9]\d{6,14}$/.test(phone)) {
    throw invalidField('mobileE164', 'invalid_phone_number', 'This is not an E.164 phone number.')
  }
  return { type: 'phone_number', value: phone }
}

function wordsOf({ language }: SendOptions): { options?: { locale: string } } {
  const locale = language?.replaceAll('_', '-')
  return locale && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(locale)
    ? { options: { locale } }
    : {}
}

function signalsOf({ address, userAgent }: SendOptions) {
  const ip = address && isIP(address) !== 0 ? { ip: address } : {}
  const agent = userAgent ? { user_agent: userAgent.slice(0, 512) } : {}
  const signals = { ...ip, ...agent }
  return Object.keys(signals).length === 0 ? {} : { signals }
}
