import { after, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openBrowser } from '../../server/test/browser.ts'
import { openAsNobody, startBare, withoutDashboard } from './browser.ts'

const admin = {
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  password: 'correct horse battery staple',
}

/** A whole product in one sitting, by its pages alone: nothing here calls the API. */
describe('from a fresh server to an installed app', { skip: withoutDashboard }, async () => {
  const { server, origin } = await startBare()
  // Mails go into the outbox, as they do on a server without SMTP: it is read on its page.
  delete (server.app.engines.mail as { deliver?: unknown }).deliver
  const browser = await openBrowser()
  after(() => browser.close())

  test('one person does it all', async () => {
    const { page } = await openAsNobody(browser, origin, '/')
    await setUp(page)
    await makeTable(page)
    await writePolicy(page)
    await seeChangeArrive(page)
    await uploadFile(page)
    await signInToApp(page)
    await seeUsageGrow(page)
    await publishAndInstall(page)
    await page.close()
  })

  async function setUp(page: Page) {
    await page.getByRole('heading', { name: 'Welcome to Flumen' }).waitFor()
    await page.getByLabel('Name').fill(admin.name)
    await page.getByLabel('E-mail address').fill(admin.email)
    await page.getByLabel('Password').fill(admin.password)
    await page.getByLabel('Set-up token').fill('set-up')
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByRole('heading', { name: 'Overview' }).waitFor()
  }

  async function makeTable(page: Page) {
    await page.getByRole('link', { name: 'Make a table' }).click()
    await page.getByRole('button', { name: 'New table' }).first().click()
    await page.getByLabel('Name', { exact: true }).fill('notes')
    await page.getByRole('button', { name: 'Add a column' }).click()
    await page.getByLabel('Name of the column').last().fill('title')
    await choose(page, 'Who gets in', /^Nobody yet/)
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByText('notes has no rows yet').waitFor()
  }

  async function writePolicy(page: Page) {
    await goTo(page, 'Policies')
    await page.getByText('No policy: nobody sees a row').waitFor()
    await page.getByRole('button', { name: 'New policy' }).click()
    await choose(page, 'Begin with', /^Whoever is signed in/)
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByRole('listitem').filter({ hasText: 'to authenticated' }).waitFor()
  }

  /** The inspector in one tab, the row that is added in another. */
  async function seeChangeArrive(page: Page) {
    await goTo(page, 'Realtime')
    await page.getByRole('tab', { name: 'Tables' }).click()
    await page.getByRole('button', { name: 'Add a table' }).first().click()
    await page.getByLabel('Table', { exact: true }).fill('notes')
    await page.getByRole('button', { name: 'Send changes' }).click()
    await page.getByText('public.notes').waitFor()
    await page.getByRole('tab', { name: 'Inspector' }).click()
    await page.getByText('Connected', { exact: true }).waitFor()
    await page.getByLabel('Table', { exact: true }).fill('notes')
    await page.getByRole('button', { name: 'Watch', exact: true }).click()
    const messages = page.getByRole('table', { name: 'Messages' })
    await messages.getByText('ack').waitFor()
    const tab = await page.context().newPage()
    await tab.goto(`${origin}/dashboard/tables/public/notes`)
    await tab.getByRole('button', { name: 'Insert row' }).click()
    await tab.getByLabel('title', { exact: true }).fill('Buy flowers')
    await tab.getByRole('button', { name: 'Insert', exact: true }).click()
    await tab.getByText('1 row', { exact: true }).waitFor()
    await tab.close()
    await messages.getByText('INSERT').click()
    await page.getByRole('dialog').getByText('"title": "Buy flowers"').first().waitFor()
    await page.keyboard.press('Escape')
  }

  async function uploadFile(page: Page) {
    await goTo(page, 'Storage')
    await page.getByRole('button', { name: 'New bucket' }).first().click()
    await page.getByLabel('Name').fill('papers')
    await page.getByRole('button', { name: 'Create bucket' }).click()
    await page.getByRole('link', { name: 'papers' }).click()
    await page.getByText('No files here').waitFor()
    const asked = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Upload' }).first().click()
    const buffer = Buffer.from('Water them on Sundays.')
    await (await asked).setFiles({ name: 'flowers.txt', mimeType: 'text/plain', buffer })
    await page.getByRole('button', { name: 'flowers.txt', exact: true }).click()
    await page.getByRole('dialog').getByText('Water them on Sundays.').waitFor()
    await page.keyboard.press('Escape')
  }

  async function signInToApp(page: Page) {
    await goTo(page, 'App sign-in')
    await page.getByRole('button', { name: 'New app' }).first().click()
    await page.getByLabel('Name').fill('Florist')
    await page.getByRole('button', { name: 'Create app' }).click()
    await page.getByRole('heading', { name: 'Florist' }).waitFor()
    const preview = page.getByRole('region', { name: 'Preview of the sign-in' })
    await preview.getByLabel('E-mail address').fill('grace@example.com')
    await preview.getByRole('button', { name: 'Continue' }).click()
    await preview.getByLabel('Code').fill(await codeInOutbox(page, 'grace@example.com'))
    await preview.getByRole('button', { name: 'Continue' }).click()
    await preview.getByLabel('First name').fill('Grace')
    await preview.getByRole('button', { name: 'Continue' }).click()
    await preview.getByRole('heading', { name: 'Signed in' }).waitFor()
    await page.getByRole('tab', { name: 'Users' }).click()
    await page.getByRole('table', { name: 'Users' }).getByText('grace@example.com').waitFor()
  }

  async function codeInOutbox(page: Page, address: string): Promise<string> {
    const tab = await page.context().newPage()
    await tab.goto(`${origin}/dashboard/mail?tab=outbox`)
    // The list is asked for anew every ten seconds.
    await tab.getByRole('table', { name: 'Mails' }).getByText(address).first().click()
    const code = tab.getByRole('region', { name: 'The mail' }).getByText(/^\s*\d{6}\s*$/)
    const text = await code.first().textContent()
    await tab.close()
    return text?.trim() ?? ''
  }

  async function seeUsageGrow(page: Page) {
    await goTo(page, 'Metering')
    await page.getByRole('button', { name: 'New feature' }).first().click()
    await page.getByLabel('Name', { exact: true }).fill('Bouquets')
    await page.getByLabel('Key', { exact: true }).fill('bouquets')
    await page.getByLabel('Name of the meter').fill('bouquets')
    await page.getByLabel('Property').fill('count')
    await page.getByRole('button', { name: 'Create feature' }).click()
    await page.getByRole('link', { name: 'Bouquets' }).click()
    await page.getByText('0 in 0 events').waitFor()
    await page.locator('.recharts-surface').first().waitFor()
    await page.waitForFunction(`${bars} === 0`)
    await record(page, '2.5')
    await page.getByText('2.5 in 1 event', { exact: true }).waitFor()
    await page.waitForFunction(`${bars} === 1`)
    await record(page, '1000')
    await page.getByText('1,002.5 in 2 events').waitFor()
    await page.getByRole('table', { name: 'Events' }).getByText('1,000').waitFor()
  }

  async function record(page: Page, quantity: string) {
    await page.getByRole('button', { name: 'Record an event' }).click()
    await page.getByLabel('Customer').fill('corner-shop')
    await page.getByLabel('Quantity').fill(quantity)
    await page.getByRole('button', { name: 'Record event' }).click()
    await page.getByRole('dialog', { name: 'Record an event' }).waitFor({ state: 'detached' })
  }

  async function publishAndInstall(page: Page) {
    await goTo(page, 'Registry')
    await page.getByRole('button', { name: 'New app' }).first().click()
    await page.getByLabel('Name').fill('Stock Sync')
    await page.getByLabel('Description').fill('Keeps stock in step')
    await page.getByLabel('Redirect URIs').fill('https://stock.example/callback')
    await page.getByLabel('Privacy page').fill('https://stock.example/privacy')
    await page.getByLabel('See usage').check()
    await page.getByRole('button', { name: 'Register app' }).click()
    await page.getByRole('heading', { name: 'Stock Sync' }).waitFor()
    await page.getByRole('button', { name: 'New client' }).click()
    await page.getByRole('menuitem', { name: /With a secret/ }).click()
    await page.getByRole('button', { name: 'I have it' }).click()
    await page.getByRole('button', { name: 'Hand in for review' }).click()
    await page.getByRole('button', { name: 'Take back' }).waitFor()
    await goTo(page, 'Registry')
    await page.getByRole('tab', { name: 'Review' }).click()
    await page.getByRole('table', { name: 'Reviews' }).getByText('Stock Sync').click()
    await page.getByRole('heading', { name: 'What the server saw' }).waitFor()
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.getByText('Stock Sync is published').waitFor()
    await page.getByRole('tab', { name: 'Marketplace' }).click()
    await page.getByRole('button', { name: 'Install' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Install' }).click()
    await page.getByText('Stock Sync is installed').waitFor()
    await page.getByRole('tab', { name: 'Installed' }).click()
    await page.getByRole('table', { name: 'Installed' }).getByText('read_usage').waitFor()
  }
})

const goTo = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click()

async function choose(page: Page, label: string, option: RegExp) {
  await page.getByLabel(label).click()
  await page.getByRole('option', { name: option }).click()
}

/** In the page: how many bars of the chart can be seen. */
const bars = `[...document.querySelectorAll('.recharts-bar-rectangle')]
  .filter((bar) => bar.getBoundingClientRect().height > 0).length`
