/** The value of a cookie; undefined when it is absent, empty, or sent twice with two values. */
export function cookieIn(header: string | undefined, name: string): string | undefined {
  const values = (header ?? '').split(';').flatMap((pair) => {
    const at = pair.indexOf('=')
    return pair.slice(0, at).trim() === name ? [pair.slice(at + 1).trim()] : []
  })
  // A neighbour on the host could have set one beside ours.
  return new Set(values).size === 1 ? values[0] || undefined : undefined
}

interface CookieTerms {
  path: string
  /** 0: forget it. */
  seconds: number
  sameSite: 'Lax' | 'Strict'
  /** Whether the site is served over TLS. */
  isSecure: boolean
}

/** A cookie that no script reads, for `Set-Cookie`. */
export const httpOnlyCookie = (
  name: string,
  value: string,
  { path, seconds, sameSite, isSecure }: CookieTerms,
): string =>
  `${name}=${value}; Path=${path}; Max-Age=${seconds}; HttpOnly; SameSite=${sameSite}${isSecure ? '; Secure' : ''}`
