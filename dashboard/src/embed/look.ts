/** What the page around the frame may say about how it looks. Anything else in the address means nothing. */
export interface Look {
  theme: 'light' | 'dark' | 'auto'
  /** Of charts and of what is chosen: `#rrggbb`. */
  accent?: string
  /** `#rrggbb`, or see-through. */
  background?: string
  locale: string
  timeZone: string
  range: Range
}

export const ranges = ['7d', '30d', '90d', '12m'] as const
export type Range = (typeof ranges)[number]

/** Every value is checked against what it may be; one that is none of it is as if it were not there. */
export function readLook(said: URLSearchParams): Look {
  const accent = colour(said.get('accent'))
  const background =
    said.get('background') === 'transparent' ? 'transparent' : colour(said.get('background'))
  return {
    theme: oneOf(['light', 'dark', 'auto'], said.get('theme')) ?? 'auto',
    ...(accent && { accent }),
    ...(background && { background }),
    locale: localeOf(said.get('locale')) ?? navigator.language,
    timeZone: zoneOf(said.get('timezone')) ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    range: oneOf(ranges, said.get('range')) ?? '30d',
  }
}

/** With or without its `#`, in three digits or six. */
const colour = (said: string | null): string | undefined =>
  said && /^#?([\da-f]{3}|[\da-f]{6})$/i.test(said) ? `#${said.replace('#', '')}` : undefined

const oneOf = <T extends string>(known: readonly T[], said: string | null): T | undefined =>
  known.find((one) => one === said)

const localeOf = (said: string | null): string | undefined =>
  attempt(() => (said ? Intl.getCanonicalLocales(said)[0] : undefined))

const zoneOf = (said: string | null): string | undefined =>
  attempt(() =>
    said ? new Intl.DateTimeFormat('en', { timeZone: said }).resolvedOptions().timeZone : undefined,
  )

function attempt<T>(make: () => T): T | undefined {
  try {
    return make()
  } catch {
    return undefined
  }
}

/** Puts the look on the page; `auto` follows the system from then on. */
export function applyLook({ theme, accent, background, locale }: Look): void {
  const { documentElement: root } = document
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const paint = () => {
    root.dataset.theme = theme === 'dark' || (theme === 'auto' && dark.matches) ? 'dark' : 'light'
  }
  paint()
  dark.addEventListener('change', paint)
  root.lang = locale
  if (accent)
    for (const name of ['--accent', '--chart-1', '--focus']) root.style.setProperty(name, accent)
  if (background) root.style.setProperty('--canvas', background)
}
