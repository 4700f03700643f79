import type { TSchema } from './schema.ts'

/**
 * A form whose names reach inside: `metadata[plan]=pro&redirect_uris[0]=…`, as Stripe's clients send
 * them. The schema says what a text stands for; what does not fit is left for it to refuse.
 */
export function fromForm(schema: TSchema, fields: Record<string, unknown>): unknown {
  const tree: Tree = new Map()
  for (const [name, value] of Object.entries(fields)) put(tree, pathOf(name), String(value))
  return read(schema, tree)
}

/** The body of a request as its route takes it; none is an empty one. */
export function bodyOf(
  { nestedForm, body: schema }: { nestedForm?: boolean; body?: TSchema },
  { body, headers }: { body: unknown; headers: { 'content-type'?: string | undefined } },
): unknown {
  if (body === undefined) return {}
  const isForm = nestedForm && /^\s*application\/x-www/i.test(headers['content-type'] ?? '')
  return isForm && schema ? fromForm(schema, body as Record<string, unknown>) : body
}

type Tree = Map<string, Tree | string>

const deepest = 4

/** `a[b][0]` → `a`, `b`, `0`. What is not of that form is one name. */
function pathOf(name: string): string[] {
  const [, first, inner = ''] = /^([^[\]]+)((?:\[[^[\]]+\])*)$/.exec(name) ?? []
  if (first === undefined) return [name]
  const path = [first, ...[...inner.matchAll(/\[([^[\]]+)\]/g)].map(([, part = '']) => part)]
  return path.length > deepest ? [name] : path
}

function put(tree: Tree, [first = '', ...rest]: string[], value: string): void {
  if (rest.length === 0) {
    tree.set(first, value)
    return
  }
  const below = tree.get(first)
  const inner: Tree = below instanceof Map ? below : new Map()
  tree.set(first, inner)
  put(inner, rest, value)
}

function read(schema: TSchema | undefined, value: Tree | string): unknown {
  const { type, nullable, properties, items, additionalProperties } = (schema ?? {}) as {
    type?: string
    nullable?: boolean
    properties?: Record<string, TSchema>
    items?: TSchema
    additionalProperties?: TSchema | boolean
  }
  if (typeof value === 'string') return readText(type, nullable === true, value)
  if (type === 'array') return [...value.values()].map((item) => read(items, item))
  const others = typeof additionalProperties === 'object' ? additionalProperties : undefined
  return Object.fromEntries(
    [...value].map(([name, inner]) => [name, read(properties?.[name] ?? others, inner)]),
  )
}

/** A form cannot spell null or nothing in a list: there an empty text is that. */
function readText(type: string | undefined, isNullable: boolean, text: string): unknown {
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  if ((type === 'integer' || type === 'number') && /^-?\d{1,15}$/.test(text)) return Number(text)
  if (text !== '') return text
  if (type === 'array') return []
  return isNullable ? null : text
}
