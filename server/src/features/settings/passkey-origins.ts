import { invalidField } from '../../kernel/errors.ts'

/**
 * Places where passkeys are made and used. The first is a page, and its host the name of the site;
 * the others are pages of that host or below it, or Android apps (`android:apk-key-hash:…`).
 * @throws invalid naming the first entry that is none
 */
export function mustBePasskeyOrigins(origins: readonly string[]): void {
  const site = hostOf(origins[0] ?? '')
  const wrong = origins.find((origin, i) => !(isPageOf(site, origin) || (i > 0 && isApp(origin))))
  if (wrong === undefined) return
  const why =
    'https, or http on localhost, without a path, and on the host of the first or below it'
  throw invalidField('value', 'format', `No origin for passkeys: ${wrong} (${why})`)
}

/** Browsers make passkeys in secure contexts, for names, never for addresses (WebAuthn §5.1.2). */
function isPageOf(site: string | undefined, origin: string): boolean {
  const host = hostOf(origin)
  return host !== undefined && site !== undefined && (host === site || host.endsWith(`.${site}`))
}

/** @returns undefined for what is no origin of a page that can have passkeys */
function hostOf(origin: string): string | undefined {
  const url = URL.parse(origin)
  if (!url || url.origin !== origin || !/^https?:$/.test(url.protocol)) return undefined
  const { hostname, protocol } = url
  if (hostname === 'localhost' || hostname.endsWith('.localhost')) return hostname
  return protocol === 'https:' && domainName.test(hostname) ? hostname : undefined
}

/** At least two labels; the last one is no number. */
const domainName = /^([a-z0-9-]{1,63}\.)+(?!\d+$)[a-z0-9-]{1,63}$/

const isApp = (origin: string): boolean => /^android:apk-key-hash:[\w-]{43}$/.test(origin)
