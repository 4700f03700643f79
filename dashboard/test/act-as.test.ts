import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { mustBeAccessible, startDashboard, withoutDashboard } from './browser.ts'

const notes = `
  create table notes (id int primary key, owner uuid not null, title text not null);
  alter table notes enable row level security;
  grant select, insert, update, delete on notes to authenticated;
  create policy own on notes to authenticated using (owner = (select auth.uid()));`

/** An administrator sees tables and files as somebody else does, and knows it all the while. */
describe('acting as somebody', { skip: withoutDashboard }, async () => {
  const { api, open } = await startDashboard()
  const grace = { email: 'grace@example.com', password: 'a very long pass phrase' }
  const made = await api({ url: '/api/v1/admin/users', body: grace })
  assert.equal(made.status, 201, made.text)
  before(async () => {
    const rows = `insert into notes values (1, '${made.body.id}', 'Of Grace'), (2, gen_random_uuid(), 'Of another')`
    const body = { statement: `${notes} ${rows}` }
    const run = await api({ method: 'POST', url: '/api/v1/admin/sql', body })
    assert.equal(run.status, 200, run.text)
  })

  test('their rows alone are there, a bar says so on every page, and End ends it', async () => {
    const { page } = await open('/users')
    await page.getByRole('button', { name: `Actions for ${grace.email}` }).click()
    await page.getByRole('menuitem', { name: 'Act as this user…' }).click()
    const dialog = page.getByRole('dialog', { name: `Act as ${grace.email}` })
    await mustBeAccessible(page)
    // Without a reason nobody acts as anybody.
    await dialog.getByRole('button', { name: 'Act as this user' }).click()
    await dialog.getByRole('alert').waitFor()
    await dialog.getByLabel('Reason').fill('Ticket 4711')
    await dialog.getByRole('button', { name: 'Act as this user' }).click()
    await dialog.waitFor({ state: 'detached' })

    const bar = page.getByRole('status').filter({ hasText: `as ${grace.email} sees them` })
    await bar.waitFor()
    const main = page.getByRole('navigation', { name: 'Main' })
    await main.getByRole('link', { name: 'Tables', exact: true }).click()
    await page.getByRole('link', { name: 'notes' }).click()
    await page.getByText('1 row', { exact: true }).waitFor()
    await page.getByRole('gridcell', { name: 'Of Grace' }).waitFor()
    await bar.waitFor()
    await mustBeAccessible(page)

    await bar.getByRole('button', { name: 'End' }).click()
    await bar.waitFor({ state: 'detached' })
    await page.getByText('2 rows', { exact: true }).waitFor()
    await page.getByRole('gridcell', { name: 'Of another' }).waitFor()

    await main.getByRole('link', { name: 'Audit log', exact: true }).click()
    await page
      .getByText(/impersonation/)
      .first()
      .waitFor()
    await page.close()
  })

  test('leaving the page ends it: nobody acts as somebody without the bar', async () => {
    const { page } = await open('/users')
    await page.getByRole('button', { name: `Actions for ${grace.email}` }).click()
    await page.getByRole('menuitem', { name: 'Act as this user…' }).click()
    await page.getByLabel('Reason').fill('Ticket 4712')
    await page.getByRole('button', { name: 'Act as this user' }).click()
    const bar = page.getByRole('status').filter({ hasText: `as ${grace.email} sees them` })
    await bar.waitFor()
    await page.goto(page.url().replace(/users.*/, 'tables/public/notes'))
    await page.getByText('2 rows', { exact: true }).waitFor()
    assert.equal(await bar.count(), 0)
    await page.close()
  })
})
