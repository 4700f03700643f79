import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { openBrowser } from '../../server/test/browser.ts'
import { mustBeAccessible, openAsNobody, startBare, withoutDashboard } from './browser.ts'

describe('a fresh server', { skip: withoutDashboard }, async () => {
  const { origin } = await startBare()
  const browser = await openBrowser()
  after(() => browser.close())

  test('whoever has the set-up token becomes its administrator, and adds a passkey that signs in', async () => {
    const { page } = await openAsNobody(browser, origin, '/')
    await page.getByRole('heading', { name: 'Welcome to Flumen' }).waitFor()
    await mustBeAccessible(page)
    await page.getByLabel('Name').fill('Ada Lovelace')
    await page.getByLabel('E-mail address').fill('ada@example.com')
    await page.getByLabel('Password').fill('short')
    await page.getByLabel('Set-up token').fill('set-up')
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByLabel('Password').fill('correct horse battery staple')
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByRole('heading', { name: 'Overview' }).waitFor()

    const devtools = await page.context().newCDPSession(page)
    await devtools.send('WebAuthn.enable')
    const options = {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    } as const
    await devtools.send('WebAuthn.addVirtualAuthenticator', { options })
    await page.goto(`${origin}/dashboard/account`)
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByText('The passkey is added').first().waitFor()

    await page.getByRole('button', { name: /Account: Ada/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await page.getByRole('heading', { name: 'Your account' }).waitFor()

    const base = `${origin}/api/v1/admin/device-logins`
    const post = async (url: string, body: object) =>
      (await page.request.post(url, { data: body })).json()
    const login = await post(base, { device: 'flumen of ada on laptop' })
    await page.goto(`${origin}/dashboard/device`)
    await page.getByLabel('Code').fill(login.user_code.toLowerCase())
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByText('flumen of ada on laptop').waitFor()
    await mustBeAccessible(page)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'The device is signed in' }).waitFor()
    const session = await post(`${base}/token`, { device_code: login.device_code })
    assert.equal(session.user.email, 'ada@example.com')
    await page.goto(login.verification_uri_complete.replace('http://flumen.test', origin))
    await page.getByRole('heading', { name: 'No device asks with this code' }).waitFor()
    await page.close()
  })
})
