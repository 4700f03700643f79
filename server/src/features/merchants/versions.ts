/**
 * The versions of the registry's answers and events, the newest last. A client names one, or has that
 * of its merchant, fixed when the merchant came; what changes gets a new version.
 */
export const apiVersions = ['2025-12-01', '2026-03-09'] as const
export type ApiVersion = (typeof apiVersions)[number]

export const newestVersion: ApiVersion = '2026-03-09'

export const isApiVersion = (text: string): text is ApiVersion =>
  (apiVersions as readonly string[]).includes(text)

/**
 * An app, a listing or an installation as a version shows it. The newest is how they are stored. In
 * 2025-12-01 an app without a category had an empty one.
 */
export function inVersion<T extends object>(version: string | undefined, shown: T): T {
  if (version !== '2025-12-01') return shown
  const { category, app } = shown as { category?: unknown; app?: object }
  return {
    ...shown,
    ...(category === null ? { category: '' } : {}),
    ...(app ? { app: inVersion(version, app) } : {}),
  }
}
