import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import {
  clientId,
  clientSecret,
  startOpenId,
} from '../../server/src/surfaces/platform/oauth-stand-in.ts'
import { authenticatorOf, steadyStep } from '../../server/test/factors.ts'
import { admin, mustBeAccessible, startDashboard, withoutDashboard } from './browser.ts'

/** Every way into the dashboard beside the password alone and the passkey (`set-up.test.ts`). */
describe('ways in', { skip: withoutDashboard }, async () => {
  const { api, open, openAsNobody, origin } = await startDashboard()
  const acme = await startOpenId({ after })
  const providers = '/api/v1/admin/oauth/providers'
  const made = await api({
    url: providers,
    body: {
      name: 'acme',
      display_name: 'Acme',
      issuer_url: acme.issuer,
      client_id: clientId,
      client_secret: clientSecret,
    },
  })
  assert.equal(made.status, 201, made.text)

  const person = (email: string) => ({ sub: email, email, email_verified: true, name: 'Somebody' })
  const byAcme = (page: Page) => page.getByRole('button', { name: 'Continue with Acme' })

  test('a provider of apps alone is not offered; switched on in its form it is', async () => {
    const { page: before } = await openAsNobody('/')
    await before.getByRole('button', { name: 'Use a passkey' }).waitFor()
    await before.waitForLoadState('networkidle')
    assert.equal(await byAcme(before).count(), 0)
    await before.close()
    const { page } = await open('/providers')
    await page
      .getByRole('table', { name: 'OAuth providers' })
      .getByText('Acme', { exact: true })
      .click()
    await page.getByRole('switch', { name: 'Opens the dashboard' }).click()
    await mustBeAccessible(page)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The provider is saved').waitFor()
    await page.close()
  })

  test('a provider brings back whoever administers the server, to where they were going', async () => {
    acme.claims = person(admin.email)
    const { page } = await openAsNobody('/users?q=ada')
    await byAcme(page).click()
    await page.getByRole('button', { name: /Account: Ada/ }).waitFor()
    await page.waitForURL(`${origin}/dashboard/users?q=ada`)
    // The code of the provider stands in no address that stays.
    await page.reload()
    await page.getByRole('heading', { name: 'Users' }).waitFor()
    await page.close()
  })

  test('whoever administers nothing is told so, and stays outside', async () => {
    acme.claims = person('grace@example.com')
    const { page } = await openAsNobody('/')
    await byAcme(page).click()
    await page.getByRole('alert').waitFor()
    await page.getByRole('heading', { name: 'Sign in to Flumen' }).waitFor()
    await mustBeAccessible(page)
    await page.close()
  })

  test('a refusal of the provider is told, in words', async () => {
    acme.returned = { error: 'access_denied' }
    const { page } = await openAsNobody('/')
    await byAcme(page).click()
    await page
      .getByRole('alert')
      .getByText(/access_denied/)
      .waitFor()
    acme.returned = {}
    await page.close()
  })

  test('the second step takes a code of the app, once, or a recovery code', async () => {
    const { secret, recovery } = await switchOn()
    const app = authenticatorOf(secret)
    await steadyStep()
    const { page } = await openAsNobody('/queue')
    await signIn(page)
    await page.getByRole('heading', { name: 'One more step' }).waitFor()
    await mustBeAccessible(page)
    await page.getByLabel('Code').fill('000000')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByLabel('Code').fill(app.code(1))
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.waitForURL(/\/dashboard\/queue$/)
    await page.getByRole('heading', { name: 'Queue' }).waitFor()
    await page.close()

    const { page: without } = await openAsNobody('/')
    await signIn(without)
    await without.getByRole('button', { name: 'Start again' }).click()
    await signIn(without)
    await without.getByLabel('Code').fill(recovery)
    await without.getByRole('button', { name: 'Continue' }).click()
    await without.getByRole('heading', { name: 'Overview' }).waitFor()
    await without.close()
  })

  test('a provider asks for the second step, too', async () => {
    acme.claims = person(admin.email)
    const { page } = await openAsNobody('/queue')
    await byAcme(page).click()
    await page.getByRole('heading', { name: 'One more step' }).waitFor()
    await page.getByLabel('Code').waitFor()
    await page.close()
  })

  async function signIn(page: Page) {
    await page.getByLabel('E-mail address').fill(admin.email)
    await page.getByLabel('Password').fill(admin.password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  }

  /** Sets the second factor up on the page of the account: its secret, and one of the recovery codes. */
  async function switchOn(): Promise<{ secret: string; recovery: string }> {
    const { page } = await open('/account')
    await page.getByRole('button', { name: 'Set up' }).click()
    const dialog = page.getByRole('dialog', { name: 'Set up an authenticator app' })
    const secret = (await dialog.locator('code').textContent()) ?? ''
    await mustBeAccessible(page)
    await steadyStep()
    await dialog.getByLabel('Code').fill(authenticatorOf(secret).code())
    await dialog.getByRole('button', { name: 'Switch on' }).click()
    const codes = page.getByRole('dialog', { name: 'Your recovery codes' })
    const text = (await codes.locator('pre').textContent()) ?? ''
    await page.close()
    return { secret, recovery: text.trim().split('\n')[0] ?? '' }
  }
})
