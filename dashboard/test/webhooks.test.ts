import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, describe, test } from 'node:test'
import { mustBeAccessible, startDashboard, withoutDashboard } from './browser.ts'

describe('webhooks', { skip: withoutDashboard }, async () => {
  const { open } = await startDashboard()
  const heard: string[] = []
  const receiver = createServer((request, response) => {
    heard.push(String(request.headers['webhook-id']))
    response.writeHead(heard.length === 1 ? 500 : 200).end('thank you')
  })
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening))
  after(() => receiver.close())
  const url = `http://127.0.0.1:${(receiver.address() as { port: number }).port}/hook`

  test('one is made, its secret is shown once, and a delivery is sent anew', async () => {
    const { page } = await open('/webhooks')
    await page.getByText('No webhooks yet').waitFor()
    await mustBeAccessible(page)
    await page.getByRole('button', { name: 'New webhook' }).first().click()
    await page.getByLabel('Name').fill('Orders')
    await page.getByLabel('Address').fill(url)
    await page.getByLabel('auth.login').check()
    await page.getByRole('button', { name: 'Create webhook' }).click()
    await page.getByText(/^whsec_/).waitFor()
    await page.getByRole('button', { name: 'I have it' }).click()
    await page.getByRole('heading', { name: 'Orders' }).waitFor()
    await page.getByRole('button', { name: 'Send a test' }).click()
    // Told once to the eye, by a toast, and once to the ear, by an alert that is a pixel wide.
    const alert = page.getByRole('alert').filter({ hasText: 'The test was not taken' })
    await alert.waitFor()
    const seen = page.locator('[role="alertdialog"][aria-hidden="true"]')
    await seen.getByText('The test was not taken').waitFor()
    assert.equal((await alert.locator('..').boundingBox())?.width, 1)
    await page.getByRole('table', { name: 'Deliveries' }).getByText('TEST').click()
    const sheet = page.getByRole('dialog')
    await sheet.getByText('thank you').waitFor()
    await mustBeAccessible(page)
    await sheet.getByRole('button', { name: 'Send once more' }).click()
    await page.getByText('Taken · 200').waitFor()
    assert.equal(heard.length, 2)
    await page.close()
  })
})
