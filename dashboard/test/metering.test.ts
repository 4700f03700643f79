import { describe, test } from 'node:test'
import { mustBeAccessible, startDashboard, withoutDashboard } from './browser.ts'

describe('metering', { skip: withoutDashboard }, async () => {
  const { open, server } = await startDashboard()
  let key = ''

  test('a meter and a key are made, and events are seen as they arrive', async () => {
    const { page } = await open('/metering')
    await page.getByText('Nothing is measured yet').waitFor()
    await mustBeAccessible(page)
    await page.getByRole('button', { name: 'New feature' }).first().click()
    await page.getByLabel('Name', { exact: true }).fill('API calls')
    await page.getByLabel('Key', { exact: true }).fill('api-calls')
    await page.getByLabel('Name of the meter').fill('calls')
    await page.getByLabel('Property').fill('calls')
    await page.getByRole('button', { name: 'Create feature' }).click()
    await page.getByRole('link', { name: 'API calls' }).waitFor()
    await page.getByRole('tab', { name: 'API keys' }).click()
    await page.getByRole('button', { name: 'New key' }).first().click()
    await page.getByLabel('Name').fill('backend')
    await page.getByRole('button', { name: 'Create key' }).click()
    key =
      (await page
        .getByRole('dialog')
        .getByText(/^org_live_/)
        .textContent()) ?? ''
    await page.getByRole('button', { name: 'I have it' }).click()
    await page.getByRole('tab', { name: 'Meters' }).click()
    await page.getByRole('link', { name: 'API calls' }).click()
    await page.getByText('No events yet').waitFor()
    const event = { meter_name: 'calls', customer_external_id: 'acme', quantity: '1234.5' }
    await server.call({ url: '/api/v1/usage', headers: { 'x-api-key': key }, body: event })
    await page.getByRole('table', { name: 'Events' }).getByText('1,234.5').waitFor()
    await mustBeAccessible(page)
    await page.close()
  })

  test('a customer gets a quota and sees what is left', async () => {
    const { page } = await open('/metering?tab=customers')
    await page.getByRole('link', { name: 'acme' }).click()
    await page.getByRole('button', { name: 'Set a quota' }).click()
    await page.getByLabel('Limit').fill('2000')
    await page.getByRole('dialog').getByRole('button', { name: 'Set quota' }).click()
    await page.getByText('765.5 left').waitFor()
    await mustBeAccessible(page)
    await page.close()
  })

  test('the widget is shown as the customer sees it', async () => {
    const { page } = await open('/metering?tab=widget')
    await page.getByRole('button', { name: 'Show' }).click()
    await page.frameLocator('iframe').getByRole('heading', { name: 'calls' }).waitFor()
    await page.close()
  })
})
