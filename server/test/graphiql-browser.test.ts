import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { operator } from '../src/surfaces/platform/testing.ts'
import { openBrowser, withoutBrowser } from './browser.ts'
import { until } from './kit.ts'
import { startTables } from './tables.ts'

/** GraphiQL as a person meets it: nothing from elsewhere, nothing against its own policy. */
const tables = await startTables()
const { server, token, sql } = tables

const html = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }

test('a browser gets the page, others the schema; with a query the answer, whoever asks', async () => {
  const page = await server.call({ url: '/api/v1/graphql', headers: html })
  assert.equal(page.status, 200)
  assert.match(String(page.headers['content-type']), /^text\/html/)
  assert.match(String(page.headers['content-security-policy']), /script-src 'self';/)
  assert.equal(page.headers.vary, 'accept')
  assert.doesNotMatch(page.text, /<script>|https?:\/\//)
  const program = await server.call({ url: '/api/v1/graphql', headers: { accept: '*/*' } })
  assert.ok(program.body.data.__schema)
  const answer = await server.call({ url: '/api/v1/graphql?query={_health}', headers: html })
  assert.deepEqual(answer.body, { data: { _health: 'ok' } })
})

describe('in a browser', { skip: withoutBrowser }, async () => {
  const api = await server.app.http.listen({ port: 0, host: '127.0.0.1' })
  const admin = await operator(server)
  const tables = { url: '/api/v1/admin/realtime/tables', token: admin.token }
  assert.equal((await server.call({ ...tables, body: { table: 'posts' } })).status, 201)
  const browser = await openBrowser()
  after(() => browser.close())

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`a query, its answer, and the docs, ${colorScheme}`, async () => {
      const context = await browser.newContext({
        colorScheme,
        viewport: { width: 1280, height: 800 },
      })
      const page = await context.newPage()
      const faults: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text())
      })
      page.on('pageerror', (error) => faults.push(error.message))
      page.on('request', (request) => {
        const { protocol, origin } = new URL(request.url())
        if (protocol !== 'data:' && origin !== api) faults.push(`asks ${request.url()}`)
      })
      await page.goto(`${api}/api/v1/graphql`)
      await page.locator('.graphiql-query-editor .CodeMirror').waitFor()
      const type = async (editor: string, text: string) => {
        await page.locator(`${editor} .CodeMirror`).click()
        await page.keyboard.press('Control+A')
        await page.keyboard.insertText(text)
      }
      await type(
        '.graphiql-editor-tool .graphiql-editor:not(.hidden)',
        JSON.stringify({ authorization: `Bearer ${token}` }),
      )
      await type('.graphiql-query-editor', '{ posts(limit: 2) { title author { name } } }')
      const answered = page.waitForResponse(
        (r) => r.request().postData()?.includes('limit') ?? false,
      )
      await page.keyboard.press('Control+Enter')
      assert.equal((await answered).status(), 200)
      await page.locator('.result-window', { hasText: 'Ada' }).waitFor()
      await type('.graphiql-query-editor', 'subscription { postsChanged { event new { title } } }')
      // It reads what was typed a moment later.
      await page.waitForTimeout(500)
      await page.keyboard.press('Control+Enter')
      await until('it listens', async () => {
        const stats = await server.call({ url: '/api/v1/realtime/stats', token: admin.token })
        return stats.body.subscriptions === 1
      })
      await sql(`insert into posts (title) values ('Live')`)
      await page.locator('.result-window', { hasText: 'Live' }).waitFor()
      await page.keyboard.press('Control+Enter')
      // What the role may reach: the schema is read again as who is asking now.
      const schema = page.waitForResponse(
        (r) => r.request().postData()?.includes('Introspection') ?? false,
      )
      await page.getByRole('button', { name: 'Re-fetch GraphQL schema' }).click()
      assert.equal((await schema).status(), 200)
      const shots = process.env.FLUMEN_TEST_SHOTS
      if (shots) await page.screenshot({ path: `${shots}/answer-${colorScheme}.png` })
      await page.getByRole('button', { name: 'Show Documentation Explorer' }).click()
      await page.locator('.graphiql-doc-explorer').getByText('Query', { exact: true }).click()
      await page.locator('.graphiql-doc-explorer', { hasText: 'postsAggregate' }).waitFor()
      if (shots) await page.screenshot({ path: `${shots}/docs-${colorScheme}.png` })
      assert.deepEqual(faults, [])
      const kept = await page.evaluate('JSON.stringify(localStorage)')
      assert.ok(!String(kept).includes(token), 'credentials are not kept')
      await context.close()
    })
  }
})
