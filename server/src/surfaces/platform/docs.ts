import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Engines } from '../../engines/context.ts'
import * as descriptions from '../../features/descriptions/index.ts'
import { jwks } from '../../features/sessions/index.ts'
import { Type } from '../../kernel/schema.ts'
import { Passed } from '../../kernel/send.ts'
import { security } from './access.ts'
import { route } from './route.ts'

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Flumen API reference</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="reference"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`

const start = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: -1,
  displayRequestDuration: true,
  persistAuthorization: false,
  tryItOutEnabled: true,
})
`

/** The viewer draws with inline styles and data: images; scripts are only our own files. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const alternatives = (access: 'tables_read' | 'tables_write') =>
  security[access].map((name) => ({ [name]: [] }))

const tableSecurity = { read: alternatives('tables_read'), write: alternatives('tables_write') }

const AnyObject = Type.Unsafe<object>({ type: 'object', additionalProperties: true })

/** The API's own description, and the keys that verify its tokens. */
export function makeDocRoutes(engines: Engines, parts: { document: () => object }) {
  const describe = (path: string, name: string) =>
    route({
      method: 'GET',
      path,
      name,
      access: 'optional',
      summary: 'This document; in it the tables that the caller may reach',
      returns: AnyObject,
      etag: true,
      errors: [401],
      handle: async (ctx, _input, reply) => {
        // One address, as many documents as roles.
        reply.header('cache-control', 'private, no-cache')
        return new Passed(await descriptions.describeFor(ctx, parts.document(), tableSecurity))
      },
    })
  return [
    describe('/openapi.json', 'openapi.get'),
    describe('/api/v1/openapi.json', 'openapi.api_get'),
    route({
      method: 'GET',
      path: '/.well-known/jwks.json',
      name: 'jwks.get',
      access: 'public',
      summary: 'Public keys of access tokens (RFC 7517)',
      returns: AnyObject,
      handle: async (_ctx, _input, reply) => {
        reply.header('cache-control', 'public, max-age=300')
        return jwks(engines.secrets)
      },
    }),
    file('/docs', 'docs.page', 'text/html; charset=utf-8', async () => page),
    file('/docs/start.js', 'docs.start', javascript, async () => start),
    file('/docs/swagger-ui.css', 'docs.style', 'text/css; charset=utf-8', () =>
      viewer('swagger-ui.css'),
    ),
    file('/docs/swagger-ui-bundle.js', 'docs.viewer', javascript, () =>
      viewer('swagger-ui-bundle.js'),
    ),
  ]
}

export const javascript = 'text/javascript; charset=utf-8'

/** One file of a page for people. */
export function file(path: string, name: string, produces: string, read: () => Promise<string>) {
  return route({
    method: 'GET',
    path,
    name,
    access: 'public',
    summary: 'API reference for people',
    hidden: true,
    produces,
    returns: Type.String(),
    handle: async (_ctx, _input, reply) => {
      reply.header('content-security-policy', policy)
      reply.header('cache-control', 'public, max-age=3600')
      return read()
    },
  })
}

const require = createRequire(import.meta.url)

const viewer = (name: string): Promise<string> =>
  readFile(require.resolve(`swagger-ui-dist/${name}`), 'utf8')
