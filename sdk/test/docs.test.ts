import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { rolldown } from 'rolldown'
import { openBrowser, withoutBrowser } from '../../server/test/browser.ts'
import { startServer } from '../../server/test/kit.ts'
import { asAdministrator } from '../../server/test/tables.ts'

/**
 * The examples of docs/client.md are run, in Node and in a browser, all of them as one program on a
 * server of its own: `ts` blocks in their order, and a `text` block right after one is what it must
 * have printed. `sql` blocks are run before; `typescript` blocks are only shown.
 */
const page = readFileSync(new URL('../../docs/client.md', import.meta.url), 'utf8')
const blocks = [...page.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language, text = '']) => ({
  language,
  text,
}))
const work = mkdtempSync(join(tmpdir(), 'flumen-client-docs-'))
after(() => rmSync(work, { recursive: true }))

/** What each `ts` block must print. */
const expected = blocks.flatMap(({ language }, i) => {
  if (language !== 'ts') return []
  const next = blocks[i + 1]
  return [next?.language === 'text' ? next.text.trim() : '']
})

async function startPage(): Promise<string> {
  const server = await startServer({ rateLimit: false })
  for (const { language, text } of blocks) {
    if (language === 'sql') await asAdministrator(server, text)
  }
  return server.app.http.listen({ port: 0, host: '127.0.0.1' })
}

/** The program of a page, as one script that hands what it printed to `globalThis.printed`. */
async function bundle(url: string, platform: 'node' | 'browser'): Promise<string> {
  const code = blocks
    .filter(({ language }) => language === 'ts')
    .map(({ text }) => `${text}\nprinted.push(lines.splice(0).join('\\n'))`)
    .join('\n')
    .replaceAll('http://127.0.0.1:8080', url)
  const head = `const lines: string[] = [], printed: string[] = []
    const console = { log: (...words: unknown[]) => lines.push(words.map(String).join(' ')) }\n`
  const entry = join(work, `${platform}.ts`)
  writeFileSync(entry, `${head}${code}\nexport { printed }`)
  const client = fileURLToPath(new URL('../src/index.ts', import.meta.url))
  const alias = { '@flumen/client': client }
  const made = await rolldown({ input: entry, platform, resolve: { alias } })
  const { output } = await made.generate({ format: 'esm' })
  return output[0].code
}

test('docs/client.md: every example does in Node what the page says', async () => {
  const file = join(work, 'node.mjs')
  writeFileSync(file, await bundle(await startPage(), 'node'))
  const { printed } = await import(pathToFileURL(file).href)
  assert.deepEqual(printed, expected)
})

/** Not among what `npm ci` brings: run where it is installed. */
const withoutDeno = spawnSync('deno', ['--version']).error ? 'there is no Deno here' : false

test('and in Deno', { skip: withoutDeno }, async () => {
  const url = await startPage()
  const file = join(work, 'deno.mjs')
  const code = await bundle(url, 'browser')
  writeFileSync(file, `${code}\nglobalThis.console.log(JSON.stringify(printed))\nDeno.exit(0)`)
  const options = ['run', '--no-config', `--allow-net=${new URL(url).host}`, file]
  const { stdout } = await promisify(execFile)('deno', options, { timeout: 60_000 })
  assert.deepEqual(JSON.parse(stdout), expected)
})

test('and in a browser', { skip: withoutBrowser }, async () => {
  const script = await bundle(await startPage(), 'browser')
  const app = createServer(({ url }, response) => {
    const isScript = url === '/page.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? script : '<!doctype html>')
  })
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  after(() => app.close())
  const browser = await openBrowser()
  try {
    const tab = await browser.newPage()
    await tab.goto(`http://127.0.0.1:${(app.address() as AddressInfo).port}`)
    const printed = await tab.evaluate(`import('/page.js').then(({ printed }) => printed)`)
    assert.deepEqual(printed, expected)
  } finally {
    await browser.close()
  }
})
