import { invalid } from '../../kernel/errors.ts'

/**
 * What a key may be allowed. A third part narrows a scope to
 * namespaces: `functions:execute:prod-*`.
 */
const verbs: Record<string, readonly string[]> = {
  tables: ['read', 'write'],
  storage: ['read', 'write'],
  functions: ['read', 'execute'],
  auth: ['read', 'write'],
  clientkeys: ['read', 'write'],
  webhooks: ['read', 'write'],
  monitoring: ['read'],
  realtime: ['connect', 'broadcast'],
  rpc: ['read', 'execute'],
  jobs: ['read', 'write'],
  ai: ['read', 'write'],
  secrets: ['read', 'write'],
  migrations: ['read', 'execute'],
}

/** What only those who administer can do, and so only they can give away. */
const adminAreas = new Set(['monitoring', 'secrets', 'migrations'])

/** What whoever is signed in can do, within their own rights. */
export const peoplesScopes: readonly string[] = Object.entries(verbs)
  .filter(([area]) => !adminAreas.has(area))
  .flatMap(([area, names]) => names.map((verb) => `${area}:${verb}`))

export const everything: readonly string[] = ['*']

/** The one-word scope of public keys: look at what is public, change nothing. */
const readsOf = new Set([
  'tables:read',
  'storage:read',
  'functions:read',
  'rpc:read',
  'ai:read',
  'realtime:connect',
])

interface Scope {
  name: string
  /** A name, or the beginning of names and `*`; absent: all. */
  namespace: string | undefined
}

function parse(text: string): Scope {
  const [area = '', verb = '', ...rest] = text.split(':')
  return { name: `${area}:${verb}`, namespace: rest.length === 0 ? undefined : rest.join(':') }
}

/**
 * Scopes as they are stored: known ones, once each; `read:tables` becomes `tables:read`.
 * @throws invalid `validation_failed`
 */
export function acceptScopes(given: readonly string[], allowed: { read: boolean }): string[] {
  if (given.length === 0) throw refuse('Give at least one scope')
  const accepted = given.map((text) => {
    const scope = text === '*' || (text === 'read' && allowed.read) ? text : normal(text)
    if (!scope) throw refuse(`${text}: no such scope`)
    return scope
  })
  return [...new Set(accepted)]
}

function normal(text: string): string | undefined {
  const [first = '', second = '', ...rest] = text.split(':')
  const tail = rest.length === 0 ? '' : `:${rest.join(':')}`
  if (tail && !/^:([\w-]{1,63}\*?|\*)$/.test(tail)) return undefined
  if (knows(first, second)) return text
  return knows(second, first) ? `${second}:${first}${tail}` : undefined
}

const knows = (area: string, verb: string): boolean =>
  Object.hasOwn(verbs, area) && verbs[area]?.includes(verb) === true

const refuse = (message: string) =>
  invalid('validation_failed', message, {
    faults: [{ in: 'body', path: ['scopes'], code: 'scope', message }],
  })

/**
 * Whether these scopes allow `required`. One that is narrowed to namespaces allows nothing outside
 * them: a route that knows no namespaces is shut to it.
 */
export function holds(scopes: readonly string[], required: string, namespace?: string): boolean {
  if (scopes.includes('*')) return true
  if (required === '*') return false
  if (scopes.includes('read') && readsOf.has(required)) return true
  return scopes.some((text) => {
    const scope = parse(text)
    if (scope.name !== required) return false
    return scope.namespace === undefined || isWithin(scope.namespace, namespace)
  })
}

/** Whether whoever holds `held` may give `wanted` away. */
export const covers = (held: readonly string[], wanted: readonly string[]): boolean =>
  wanted.every((text) => {
    if (held.includes(text)) return true
    const { name, namespace } = parse(text)
    return text !== '*' && text !== 'read' ? holds(held, name, namespace) : held.includes('*')
  })

/** What a key is left with once its owner administers no more. */
export const withoutAdmin = (scopes: readonly string[]): string[] =>
  scopes.flatMap((text) => {
    if (text === '*') return [...peoplesScopes]
    return adminAreas.has(text.split(':')[0] ?? '') ? [] : [text]
  })

/** Whether names that fit `inner` all fit `outer`; each may end in `*`. */
function isWithin(outer: string, inner: string | undefined): boolean {
  if (inner === undefined) return false
  if (outer.endsWith('*')) return inner.startsWith(outer.slice(0, -1))
  return outer === inner
}

/** As `allowed_namespaces` says: null is all, nothing is the default one alone. */
export function reaches(allowed: readonly string[] | null, namespace: string): boolean {
  if (allowed === null) return true
  const names = allowed.length === 0 ? ['default'] : allowed
  return names.some((name) => isWithin(name, namespace))
}

export function coversNamespaces(
  held: readonly string[] | null,
  wanted: readonly string[] | null,
): boolean {
  if (held === null) return true
  if (wanted === null) return false
  return (wanted.length === 0 ? ['default'] : wanted).every((name) => reaches(held, name))
}
