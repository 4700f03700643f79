import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Reply } from '../../kernel/route.ts'
import { Passed } from '../../kernel/send.ts'
import { file, javascript } from './docs.ts'

/** GraphiQL for people, out of its package: it works without any other server. */

const folder = '/docs/graphiql'

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>GraphiQL · Flumen</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${folder}/graphiql.css">
<link rel="stylesheet" href="${folder}/page.css">
</head>
<body>
<div id="graphiql"></div>
<script src="${folder}/react.js"></script>
<script src="${folder}/react-dom.js"></script>
<script src="${folder}/graphiql.js"></script>
<script src="${folder}/start.js"></script>
</body>
</html>
`

const style = `html, body { margin: 0; height: 100%; overflow: hidden }
#graphiql { height: 100vh; height: 100dvh }
`

/** Nothing that a person types as a credential is kept: its history would keep headers. */
const start = `const { createElement: h } = React
const withoutHeaders = (text) => {
  try {
    return JSON.stringify(JSON.parse(text, (name, value) => (name === 'headers' ? undefined : value)))
  } catch {
    return text
  }
}
const storage = {
  getItem: (key) => localStorage.getItem(key),
  setItem: (key, text) => localStorage.setItem(key, withoutHeaders(text)),
  removeItem: (key) => localStorage.removeItem(key),
  clear: () => localStorage.clear(),
  get length() {
    return localStorage.length
  },
}
ReactDOM.createRoot(document.getElementById('graphiql')).render(
  h(GraphiQL, {
    fetcher: GraphiQL.createFetcher({
      url: location.pathname,
      subscriptionUrl: location.origin.replace('http', 'ws') + location.pathname,
    }),
    defaultEditorToolsVisibility: 'headers',
    shouldPersistHeaders: false,
    storage,
    defaultQuery: '# Ctrl-Enter runs it, Ctrl-Space proposes. Who asks stands in Headers:\\n# {"authorization": "Bearer …"}, then read the schema anew (bottom left).\\n\\n{\\n  _health\\n}\\n',
  }),
)
`

/** It draws with inline styles and fonts of its own style sheet; scripts are only our own files. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; " +
  "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Whether a page is what is wanted: programs that take anything get JSON. */
export const wantsPage = (accept = ''): boolean => /^\s*text\/html\b/i.test(accept)

export function showGraphiql(reply: Reply): Passed {
  reply.header('content-security-policy', policy)
  reply.header('cache-control', 'no-cache')
  return new Passed(page, 'text/html; charset=utf-8')
}

const require = createRequire(import.meta.url)
const home = dirname(require.resolve('graphiql/package.json'))
/** The React that it was made for, wherever it was put: others may use another one. */
const itsOwn = createRequire(join(home, 'graphiql.js'))

const read = (path: string): Promise<string> => readFile(path, 'utf8')

const css = 'text/css; charset=utf-8'

export const graphiqlRoutes = [
  file(`${folder}/page.css`, 'graphiql.page_style', css, async () => style),
  file(`${folder}/start.js`, 'graphiql.start', javascript, async () => start),
  file(`${folder}/graphiql.css`, 'graphiql.style', css, () => read(join(home, 'graphiql.min.css'))),
  file(`${folder}/graphiql.js`, 'graphiql.script', javascript, () =>
    read(join(home, 'graphiql.min.js')),
  ),
  ...['react', 'react-dom'].map((name) =>
    file(`${folder}/${name}.js`, `graphiql.${name.replace('-', '_')}`, javascript, () =>
      read(
        join(dirname(itsOwn.resolve(`${name}/package.json`)), 'umd', `${name}.production.min.js`),
      ),
    ),
  ),
]
