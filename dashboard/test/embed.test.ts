import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openBrowser } from '../../server/test/browser.ts'
import { mustBeAccessible, startDashboard, withoutDashboard } from './browser.ts'

describe('the widget', { skip: withoutDashboard }, async () => {
  const { api, server, origin } = await startDashboard()
  const key = await measure()
  const browser = await openBrowser()
  after(() => browser.close())

  /** A customer with three events, and a key that makes tokens for their page. */
  async function measure(): Promise<string> {
    const feature = { name: 'Calls', lookup_key: 'calls', type: 'meter', meter_name: 'API calls' }
    const sum = { property_name: 'calls', aggregation_type: 'SUM', unit: 'calls' }
    await api({ url: '/api/v1/features', body: { ...feature, ...sum } })
    const scopes = ['usage.write', 'usage.read']
    const made = await api({ url: '/api/v1/api-keys', body: { name: 'shop', scopes } })
    const events = ['0.1', '0.2', '1234'].map((quantity) => ({
      meter_name: 'API calls',
      customer_external_id: 'acme',
      quantity,
    }))
    const headers = { 'x-api-key': made.body.key }
    await server.call({ url: '/api/v1/usage/batch', headers, body: { events } })
    return made.body.key
  }

  async function tokenOf(customer_external_id: string): Promise<string> {
    const headers = { 'x-api-key': key }
    const made = await server.call({
      url: '/api/v1/widget/token',
      headers,
      body: { customer_external_id },
    })
    return made.body.token
  }

  /** A page of another origin with the widget in a frame. */
  async function embed(address: string, attributes = '') {
    const shop = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html')
      response.end(`<!doctype html><html lang="en"><title>Shop</title><main><h1>Shop</h1>
        <iframe title="Usage" width="700" height="600" ${attributes} src="${origin}${address}"></iframe></main>
        <script>addEventListener('message', ({ data }) => { (window.told ??= []).push(data) })</script>`)
    }).listen(0, '127.0.0.1')
    after(() => shop.close())
    const context = await browser.newContext({ locale: 'en', timezoneId: 'Europe/Berlin' })
    const page = await context.newPage()
    const refused: string[] = []
    page.on('console', (message) => message.type() === 'error' && refused.push(message.text()))
    await page.goto(`http://127.0.0.1:${(shop.address() as { port: number }).port}/`)
    const frame = page.frameLocator('iframe')
    return { page, frame, context, refused }
  }

  const told = (page: Page) => page.evaluate('window.told ?? []') as Promise<{ type: string }[]>

  test('shows what the customer used, in a frame of another origin', async () => {
    const { page, frame, context, refused } = await embed(`/embed?token=${await tokenOf('acme')}`)
    await frame.getByRole('heading', { name: 'API calls' }).waitFor()
    await frame.getByText('1,234.3 calls', { exact: true }).waitFor()
    await frame.locator('.recharts-bar-rectangle').first().waitFor()
    assert.deepEqual(refused, [])
    assert.deepEqual(await context.cookies(), [])
    const address = await page
      .frames()[1]
      ?.evaluate('location.href + String(globalThis.flumenWidget)')
    assert.equal(address, `${origin}/embedundefined`)
    assert.ok((await told(page)).some(({ type }) => type === 'flumen:height'))
    await page.close()
  })

  test('takes theme, colours, language and time span from the address, and nothing else', async () => {
    const look =
      'theme=dark&accent=e11d48&background=red;x&locale=de&range=12m&timezone=Mars/Phobos'
    const { page, frame } = await embed(`/embed?token=${await tokenOf('acme')}&${look}`)
    await frame.getByRole('heading', { name: 'Verbrauch' }).waitFor()
    await frame.getByText('1.234,3 calls', { exact: true }).waitFor()
    await frame.getByRole('button', { name: '12 Monate', pressed: true }).waitFor()
    const root = frame.locator('html')
    assert.equal(await root.getAttribute('data-theme'), 'dark')
    const style = (await root.getAttribute('style')) ?? ''
    assert.match(style, /--chart-1: #e11d48/)
    assert.doesNotMatch(style, /red|canvas/)
    await page.close()
  })

  test('works in a sandbox without an origin', async () => {
    const address = `/embed?token=${await tokenOf('acme')}`
    const { page, frame, refused } = await embed(address, 'sandbox="allow-scripts"')
    await frame.getByText('1,234.3 calls', { exact: true }).waitFor()
    await frame.getByRole('button', { name: '7 days' }).click()
    await frame.locator('.recharts-bar-rectangle').first().waitFor()
    assert.deepEqual(refused, [])
    await page.close()
  })

  test('says so when the token is over, also to the page around it', async () => {
    const { page, frame } = await embed('/embed?token=over')
    await frame.getByRole('heading', { name: 'This view has expired' }).waitFor()
    assert.ok((await told(page)).some(({ type }) => type === 'flumen:expired'))
    await page.close()
  })

  test('no other page may stand in a frame', async () => {
    const { page } = await embed('/dashboard/embed.html')
    await page.waitForFunction('document.querySelector("iframe").contentWindow.length === 0')
    assert.equal(page.frames()[1]?.url().startsWith('chrome-error:'), true)
    await page.close()
  })

  test('is accessible in both themes', async () => {
    const page = await browser.newPage()
    await page.goto(`${origin}/embed?token=${await tokenOf('acme')}`)
    await page.getByText('1,234.3 calls', { exact: true }).waitFor()
    await mustBeAccessible(page)
    await page.close()
  })
})
