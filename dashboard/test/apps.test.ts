import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { mustBeAccessible, startDashboard, withoutDashboard } from './browser.ts'

describe('app sign-in', { skip: withoutDashboard }, async () => {
  const { open, server } = await startDashboard()

  test('an app is made and signed in to, beside its settings', async () => {
    const { page } = await open('/apps')
    await page.getByText('No apps yet').waitFor()
    await page.getByRole('button', { name: 'New app' }).first().click()
    await page.getByLabel('Name').fill('Acme Mobile')
    await page.getByRole('button', { name: 'Create app' }).click()
    await page.getByRole('heading', { name: 'Acme Mobile' }).waitFor()
    const preview = page.getByRole('region', { name: 'Preview of the sign-in' })
    await preview.getByLabel('E-mail address').fill('grace@example.com')
    await mustBeAccessible(page)
    await preview.getByRole('button', { name: 'Continue' }).click()
    await preview.getByRole('heading', { name: 'Enter the code' }).waitFor()
    await preview.getByLabel('Code').fill((await server.inbox.next('grace@example.com')).code)
    await preview.getByRole('button', { name: 'Continue' }).click()
    await preview.getByLabel('First name').fill('Grace')
    await preview.getByRole('button', { name: 'Continue' }).click()
    await preview.getByRole('heading', { name: 'Signed in' }).waitFor()
    await page.getByRole('tab', { name: 'Users' }).click()
    await page.getByRole('table', { name: 'Users' }).getByText('grace@example.com').waitFor()
    await page.getByRole('tab', { name: 'Code' }).click()
    await page.getByRole('button', { name: 'Kotlin' }).click()
    await mustBeAccessible(page)
    await page.close()
  })

  test('the secret is shown when it is asked for, and not before', async () => {
    const { page } = await open('/apps')
    const shown: string[] = []
    page.on('response', async (response) => {
      if (/\/api\/v2\/apps\//.test(response.url()))
        shown.push(await response.text().catch(() => ''))
    })
    await page.getByRole('link', { name: 'Acme Mobile' }).click()
    await page.getByRole('tab', { name: 'Keys' }).click()
    await page.getByRole('heading', { name: 'JWT secret' }).waitFor()
    assert.ok(shown.every((text) => !text.includes('jwtSecret')))
    await page.getByRole('button', { name: 'Show' }).click()
    await page.getByRole('button', { name: 'Copy secret' }).waitFor()
    await mustBeAccessible(page)
    await page.close()
  })
})
