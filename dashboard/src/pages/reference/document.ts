/** What of OpenAPI 3.0 the reference reads. */
export interface Schema {
  $ref?: string
  type?: string
  format?: string
  enum?: readonly unknown[]
  nullable?: boolean
  description?: string
  properties?: Record<string, Schema>
  required?: readonly string[]
  items?: Schema
  oneOf?: readonly Schema[]
  anyOf?: readonly Schema[]
  default?: unknown
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  additionalProperties?: boolean | Schema
}

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header' | 'cookie'
  required?: boolean
  description?: string
  schema?: Schema
}

interface Media {
  schema?: Schema
}

export interface Operation {
  operationId: string
  summary?: string
  description?: string
  tags?: readonly string[]
  security?: readonly Record<string, unknown>[]
  parameters?: readonly Parameter[]
  requestBody?: { required?: boolean; content: Record<string, Media> }
  responses: Record<string, { description?: string; content?: Record<string, Media> }>
}

export interface Document {
  paths: Record<string, Record<string, Operation>>
  components?: { schemas?: Record<string, Schema> }
}

export interface Route extends Operation {
  method: string
  path: string
  group: string
}

const methods = ['get', 'post', 'put', 'patch', 'delete']

/** Every operation of the document, in its order; those of a group stand together. */
export function routesOf(document: Document): Route[] {
  const routes = Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method]
      return operation
        ? [{ ...operation, method: method.toUpperCase(), path, group: groupOf(operation) }]
        : []
    }),
  )
  return [...Map.groupBy(routes, ({ group }) => group).values()].flat()
}

const groupOf = ({ tags, operationId }: Operation): string =>
  (tags?.[0] ?? operationId.split('.')[0] ?? '').replaceAll('_', ' ')

/** A schema with its reference followed. */
export function follow(document: Document, schema: Schema | undefined): Schema | undefined {
  const name = schema?.$ref?.split('/').at(-1)
  return name === undefined ? schema : document.components?.schemas?.[name]
}

/** A value that fits, to begin with. */
export function exampleOf(document: Document, given: Schema | undefined, depth = 0): unknown {
  const schema = follow(document, given)
  if (!schema || depth > 4) return null
  if (schema.default !== undefined) return schema.default
  if (schema.enum) return schema.enum[0]
  if (schema.oneOf ?? schema.anyOf)
    return exampleOf(document, (schema.oneOf ?? schema.anyOf)?.[0], depth + 1)
  if (schema.type === 'array') return []
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 0
  if (schema.type === 'boolean') return false
  if (schema.type === 'string') return schema.format === 'email' ? 'ada@example.com' : ''
  const names = schema.required ?? []
  return Object.fromEntries(
    names.map((name) => [name, exampleOf(document, schema.properties?.[name], depth + 1)]),
  )
}
