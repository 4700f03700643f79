import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { until } from '../../server/test/kit.ts'
import { mustBeAccessible, startDashboard, withoutDashboard } from './browser.ts'

/** Every page of accounts and of the system: it shows what is there, and axe finds no serious fault. */
describe('pages', { skip: withoutDashboard }, async () => {
  const { api, open } = await startDashboard()
  const grace = await api({
    url: '/api/v1/admin/users',
    body: {
      email: 'grace@example.com',
      full_name: 'Grace Hopper',
      password: 'a very long pass phrase',
    },
  })
  assert.equal(grace.status, 201, grace.text)
  const { id } = grace.body

  const table: [path: string, title: string, sees: string][] = [
    ['/', 'Overview', 'Requests per minute'],
    ['/users', 'Users', 'grace@example.com'],
    [`/users/${id}`, 'grace@example.com', 'Facts'],
    [`/users/${id}?tab=sessions`, 'grace@example.com', 'Signed in nowhere'],
    [`/users/${id}?tab=factors`, 'grace@example.com', 'No accounts elsewhere'],
    [`/users/${id}?tab=rights`, 'grace@example.com', 'Instance admin'],
    ['/keys', 'Keys', 'No keys yet'],
    ['/keys?tab=mine', 'Keys', 'One ring for all APIs'],
    ['/sign-in-settings', 'Sign-in', 'Anybody may make an account.'],
    ['/providers', 'Providers', 'No providers yet'],
    ['/mail', 'Mail', 'As it looks'],
    ['/mail?tab=outbox', 'Mail', 'Send a test'],
    ['/audit', 'Audit log', 'account.registered'],
    ['/logs', 'Logs', 'The log is not stored here'],
    ['/queue', 'Queue', 'Gave up'],
    ['/tenants', 'Tenants', 'default'],
    ['/settings', 'Settings', 'app.auth.signup_enabled'],
    ['/reference?q=users.list', 'API reference', 'Accounts, or the end users of an app'],
    ['/account', 'Your account', 'No passkeys yet'],
  ]
  for (const [path, title, sees] of table) {
    test(path.replace(id, '{id}'), async () => {
      const { page } = await open(path)
      await page.getByText(sees).first().waitFor()
      await until('the title', async () => (await page.title()) === `${title} · Flumen`)
      await mustBeAccessible(page)
      await page.close()
    })
  }

  test('a ban shows at once, and Undo takes it back', async () => {
    const { page } = await open('/users')
    await page.getByRole('button', { name: 'Actions for grace@example.com' }).click()
    await page.getByRole('menuitem', { name: 'Ban' }).click()
    await page.getByText('grace@example.com is banned').first().waitFor()
    await page.getByText('Banned', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Dismiss' }).waitFor()
    await mustBeAccessible(page)
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Banned', { exact: true }).waitFor({ state: 'detached' })
    const answer = await api({ url: `/api/v1/admin/users/${id}` })
    assert.equal(answer.body.banned_at, null)
    await page.close()
  })

  test('nobody is made an instance admin by one click', async () => {
    const { page } = await open(`/users/${id}?tab=rights`)
    const right = page.getByRole('switch', { name: 'Instance admin' })
    await right.click()
    const question = page.getByRole('dialog', { name: 'Make this account an instance admin?' })
    await mustBeAccessible(page)
    await question.getByRole('button', { name: 'Cancel' }).click()
    assert.equal(await right.getAttribute('aria-checked'), 'false')
    await right.click()
    await question.getByRole('button', { name: 'Make instance admin' }).click()
    await page.getByText('The right is given').waitFor()
    await right.click()
    await page.getByText('The right is taken away').waitFor()
    await page.close()
  })

  test('a key is shown once; ending it asks for its name', async () => {
    const { page } = await open('/keys')
    await page.getByRole('button', { name: 'New key' }).first().click()
    await page.getByLabel('Name', { exact: true }).fill('Nightly import')
    await page.getByRole('button', { name: 'Create key' }).click()
    await page
      .getByRole('dialog')
      .getByText(/^fb_gsk_/)
      .waitFor()
    await mustBeAccessible(page)
    await page.getByRole('button', { name: 'I have copied it' }).click()
    await page.getByRole('button', { name: 'Actions for Nightly import' }).click()
    await page.getByRole('menuitem', { name: 'Revoke…' }).click()
    const revoke = page.getByRole('button', { name: 'Revoke key' })
    assert.ok(await revoke.isDisabled())
    await page.getByRole('textbox').last().fill('Nightly import')
    await revoke.click()
    await page.getByText('Revoked', { exact: true }).waitFor()
    await page.close()
  })

  test('what the server refuses stands at its field', async () => {
    const { page } = await open('/users')
    await page.getByRole('button', { name: 'New user' }).click()
    await page.getByLabel('E-mail address').fill('nonsense')
    await page.getByRole('button', { name: 'Create user' }).click()
    const field = page.getByLabel('E-mail address')
    await page.getByRole('alert').waitFor()
    assert.equal(await field.getAttribute('aria-invalid'), 'true')
    await page.close()
  })
})
