import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { mustBeAccessible, startDashboard, withoutDashboard } from './browser.ts'

describe('SQL', { skip: withoutDashboard }, async () => {
  const { open, api } = await startDashboard()
  before(async () => {
    const statement = `
      create table notes (id int primary key, owner uuid, text text);
      insert into notes select i, null, 'Note ' || i from generate_series(1, 5) i;
      alter table notes enable row level security; grant select on notes to authenticated, anon;
      create policy first_two on notes for select to authenticated using (id < 3);`
    const made = await api({ method: 'POST', url: '/api/v1/admin/sql', body: { statement } })
    assert.equal(made.status, 200, made.text)
    const body = { email: 'grace@example.com', password: 'correct horse battery staple' }
    const person = await api({ method: 'POST', url: '/api/v1/admin/users', body })
    assert.equal(person.status, 201, person.text)
  })
  const write = async (page: Page, text: string) => {
    await page.locator('.cm-content').click()
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Delete')
    for (const char of text) await page.keyboard.type(char)
    await page.keyboard.press('Escape')
  }

  test('the statement at the cursor runs; its rows are a table and a chart', async () => {
    const { page } = await open('/sql')
    await page.locator('.cm-content').waitFor()
    await write(page, 'select 7 as seven; select text, id from notes')
    await page.keyboard.press('Control+Enter')
    await page.getByText(/SELECT · 5 rows/).waitFor()
    await page.getByRole('cell', { name: 'Note 5' }).waitFor()
    await page.getByRole('button', { name: 'Chart' }).click()
    await page.getByRole('figure', { name: 'id over text' }).waitFor()
    await mustBeAccessible(page)
    await page.getByRole('button', { name: 'Run all' }).click()
    await page.getByRole('button', { name: '2 SELECT' }).waitFor()
    await page.close()
  })

  test('as a person, policies hold; what only reads cannot write', async () => {
    const { page } = await open('/sql')
    await page.locator('.cm-content').waitFor()
    await write(page, 'select id from notes')
    await page.getByRole('button', { name: /as Owner/ }).click()
    await page.getByRole('menuitem', { name: 'A person' }).click()
    await page.getByRole('button', { name: 'grace@example.com' }).click()
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByText(/SELECT · 2 rows/).waitFor()
    await page.getByRole('button', { name: 'as grace@example.com' }).click()
    await page.getByRole('menuitem', { name: 'Owner of the tables' }).click()
    await page.getByRole('checkbox', { name: 'Read only' }).check()
    await write(page, 'delete from notes')
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByText(/read-only transaction/).waitFor()
    await page.close()
  })

  test('no letter is lost of what is typed faster than the page is drawn', async () => {
    const { page } = await open('/sql')
    await page.locator('.cm-content').waitFor()
    await write(page, '')
    const text = 'select a from notes where text is null '.repeat(5)
    // As keys come from a hand that is ahead of the browser: some between two drawings, some not.
    await page.locator('.cm-content').evaluate(async (content, text) => {
      for (const [at, letter] of [...text].entries()) {
        content.ownerDocument.execCommand('insertText', false, letter)
        await new Promise((resolve) => setTimeout(resolve, at % 4))
      }
    }, text)
    await page.waitForTimeout(300)
    assert.equal(await page.locator('.cm-content').textContent(), text)
    await page.close()
  })

  test('a fault is marked where it stands; a plan is a tree; both are in the history', async () => {
    const { page } = await open('/sql')
    await page.locator('.cm-content').waitFor()
    await write(page, 'select nothing from notes')
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByText('column "nothing" does not exist').waitFor()
    assert.equal(await page.locator('.cm-lintRange-error').textContent(), 'nothing')
    await write(page, 'select * from notes where id = 3')
    await page.getByRole('button', { name: 'Analyze' }).click()
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByText(/Ran .* ms, planned/).waitFor()
    await page.getByText(/Scan/).first().waitFor()
    await page.getByRole('button', { name: 'History' }).click()
    await page.getByRole('complementary', { name: 'History' }).getByText('select nothing').waitFor()
    await mustBeAccessible(page)
    await page.close()
  })
})
