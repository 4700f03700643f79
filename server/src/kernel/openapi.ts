import { either, type Operation } from './openapi-either.ts'
import type { Route, Surface } from './route.ts'
import type { TSchema } from './schema.ts'

interface Info {
  title: string
  version: string
  description: string
}

type Json = Record<string, unknown>

/** The security schemes of all surfaces; a surface's `security` names them. */
const schemes: Record<string, Json> = {
  session: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'The access token of a signed-in person',
  },
  accountKey: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'A key `rst_…`' },
  personalToken: { type: 'http', scheme: 'bearer', description: 'A token `pat_…`' },
  serviceKey: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Service-Key',
    description: 'A service key; also as Bearer, `Authorization: ServiceKey` or `apikey`',
  },
  clientKey: { type: 'apiKey', in: 'header', name: 'X-Client-Key', description: 'A key `fbk_…`' },
  cookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'access_token',
    description: 'The access token that `POST /api/v1/auth/login` sets',
  },
  organizationKey: {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
    description: 'A key `org_live_…` or `org_test_…`',
  },
  registryKey: {
    type: 'http',
    scheme: 'basic',
    description: 'A key `sk_live_…` or `sk_test_…` as the user name, with an empty password',
  },
  appToken: {
    type: 'http',
    scheme: 'bearer',
    description: 'The access token `lr_at_…` of an installed app, within its scopes',
  },
  registryBearer: { type: 'http', scheme: 'bearer', description: 'The same key as Bearer' },
  widgetToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'A token of `POST /api/v1/widget/token`',
  },
  appKey: { type: 'apiKey', in: 'header', name: 'x-api-key', description: "The app's public key" },
  appUser: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: "The access token of an app's user, beside the app's key",
  },
}

/** The OpenAPI 3.0.3 document of these surfaces, from the same routes that serve them. */
export function describe<C>(surfaces: readonly Surface<C>[], info: Info): Json {
  const paths: Record<string, Json> = {}
  for (const surface of surfaces) {
    for (const route of surface.routes) {
      if (route.hidden) continue
      const item = paths[route.path] ?? {}
      const method = route.method.toLowerCase()
      const own = operation(surface, route)
      item[method] = item[method] === undefined ? own : either(item[method] as Operation, own)
      paths[route.path] = item
    }
  }
  return {
    openapi: '3.0.3',
    info: { ...info, license: { name: 'Apache-2.0' } },
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    components: { securitySchemes: schemes },
  }
}

function operation<C>(surface: Surface<C>, route: Route<C>): Operation {
  const security = surface.security[route.access] ?? []
  return {
    operationId: route.name,
    tags: [surface.name],
    summary: route.summary,
    ...(route.description ? { description: route.description } : {}),
    ...parametersOf(route),
    ...bodyOf(route),
    responses: responsesOf(route),
    // `a+b`: both at once.
    security: security.map((names) =>
      Object.fromEntries(names.split('+').map((name) => [name, []])),
    ),
  }
}

/** What the document tells of a route: everything but what it does. */
type Described = Omit<Route, 'handle'>

function parametersOf(route: Described): Pick<Operation, 'parameters'> {
  const parameters = [
    ...fields(route.params).map(([name, schema]) => parameter('path', name, schema, true)),
    ...fields(route.query).map(([name, schema]) =>
      parameter('query', name, schema, isRequired(route.query, name)),
    ),
    ...fields(route.headers).map(([name, schema]) =>
      parameter('header', name, schema, isRequired(route.headers, name)),
    ),
  ]
  return parameters.length > 0 ? { parameters } : {}
}

function parameter(where: string, name: string, schema: TSchema, required: boolean) {
  const { description, ...rest } = clean(schema)
  return { name, in: where, required, ...(description ? { description } : {}), schema: rest }
}

function bodyOf(route: Described): Pick<Operation, 'requestBody'> {
  if (!route.body) return {}
  const types = route.consumes ?? ['application/json']
  const schema = clean(route.body)
  return {
    requestBody: {
      required: ((route.body.required as string[] | undefined) ?? []).length > 0,
      content: Object.fromEntries(types.map((type) => [type, { schema }])),
    },
  }
}

function responsesOf(route: Described): Operation['responses'] {
  const status = String(route.status ?? (route.returns ? 200 : 204))
  const type = (route.produces ?? 'application/json').split(';')[0] ?? ''
  const success = route.returns
    ? { description: 'Success', content: { [type]: { schema: clean(route.returns) } } }
    : { description: 'Success, no content' }
  const failures = (route.errors ?? []).map((code) => [
    String(code),
    { description: reasons[code] ?? 'Refused' },
  ])
  return { [status]: success, ...Object.fromEntries(failures) }
}

const reasons: Record<number, string> = {
  400: 'The input is not valid',
  401: 'Missing or invalid credential',
  402: 'A quota is used up',
  403: 'Known, but not allowed',
  404: 'Does not exist, or is not yours',
  409: 'Conflicts with what exists',
  412: 'Another version is in force',
  413: 'The body is too large',
  422: 'The input is not valid',
  429: 'Too many requests; see Retry-After',
  501: 'Not available in this installation',
  503: 'Not available at this moment; see Retry-After',
}

const fields = (schema: TSchema | undefined): [string, TSchema][] =>
  Object.entries((schema?.properties as Record<string, TSchema> | undefined) ?? {})

/** What has a default may be left out. */
const isRequired = (schema: TSchema | undefined, name: string): boolean =>
  ((schema?.required as string[] | undefined) ?? []).includes(name) &&
  fields(schema).find(([field]) => field === name)?.[1].default === undefined

/** JSON Schema as OpenAPI 3.0 spells it: one value, or one type, where that has several spellings. */
function clean(schema: TSchema): Json {
  return JSON.parse(
    JSON.stringify(schema, (key, value) => {
      if (typeof value !== 'object' || value === null) return key === '$id' ? undefined : value
      if ('const' in value) return oneValue(value as Json)
      return Array.isArray((value as Json).type) ? oneType(value as Json) : value
    }),
  )
}

const oneValue = ({ const: only, ...rest }: Json): Json => ({ ...rest, enum: [only] })

function oneType({ type, ...rest }: Json): Json {
  const types = (type as string[]).filter((name) => name !== 'null')
  const isNullable = types.length < (type as string[]).length ? { nullable: true } : {}
  if (types.length === 1) return { type: types[0], ...isNullable, ...rest }
  const each = types.map((name) => (name === 'array' ? { type: name, items: {} } : { type: name }))
  return { anyOf: each.map((one) => ({ ...one, ...isNullable })), ...rest }
}
