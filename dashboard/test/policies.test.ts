import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { mustBeAccessible, startDashboard, withoutDashboard } from './browser.ts'

describe('policies and the schema', { skip: withoutDashboard }, async () => {
  const { open, api } = await startDashboard()
  const sql = async (statement: string) => {
    const answer = await api({ method: 'POST', url: '/api/v1/admin/sql', body: { statement } })
    assert.equal(answer.status, 200, answer.text)
    return answer.body.results.at(-1).rows as unknown[][]
  }
  before(() =>
    sql(`
      create table authors (id int primary key, name text);
      create table books (id int primary key, author_id int references authors, public boolean);
      insert into authors values (1, 'Ada'); insert into books values (1, 1, true), (2, 1, false);
      alter table books enable row level security; grant select on books to authenticated;
      create policy public_books on books for select to authenticated using (public);
      grant select on authors to authenticated;`),
  )

  test('what the advisor finds is mended by its SQL', async () => {
    const { page } = await open('/policies?tab=advisor')
    const finding = page.getByRole('listitem').filter({ hasText: 'rls missing' })
    await finding.waitFor()
    await mustBeAccessible(page)
    await finding.getByRole('button', { name: 'Mend' }).click()
    await page.getByText('alter table public.authors enable row level security').waitFor()
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    // What lies behind an open dialog has no role.
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await finding.waitFor({ state: 'detached' })
    const on = await sql(`select relrowsecurity from pg_class where relname = 'authors'`)
    assert.deepEqual(on, [[true]])
    await page.close()
  })

  test('a policy is written in a form', async () => {
    const { page } = await open('/policies?table=authors')
    await page.getByRole('button', { name: 'New policy' }).click()
    await page.getByLabel('Name', { exact: true }).fill('all of them')
    await page.getByLabel('Rows that are there must meet').fill('true')
    await mustBeAccessible(page)
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByRole('listitem').filter({ hasText: 'all of them' }).waitFor()
    const made = await sql(
      `select polname::text from pg_policy where polrelid = 'authors'::regclass`,
    )
    assert.deepEqual(made, [['all of them']])
    await page.close()
  })

  test('it is explained which policy decides about which row', async () => {
    const { page } = await open('/policies?tab=explain&table=public.books')
    await page.getByRole('button', { name: /As anon/ }).click()
    await page.getByRole('menuitem', { name: /^authenticated/ }).click()
    await page.getByRole('button', { name: 'Explain', exact: true }).click()
    await page.getByText('1 of 2 are within reach').waitFor()
    await page.getByRole('row', { name: /^1 Yes/ }).waitFor()
    await page.getByRole('row', { name: /^2 No/ }).waitFor()
    await mustBeAccessible(page)
    await page.close()
  })

  test('the diagram shows tables and finds a column', async () => {
    const { page } = await open('/schema')
    await page.getByRole('link', { name: 'books' }).waitFor()
    await mustBeAccessible(page)
    await page.getByLabel('Find a table or column').fill('author_id')
    await page.waitForURL(/q=author_id/)
    await page.getByRole('link', { name: 'books' }).click()
    await page.getByText('2 rows').waitFor()
    await page.close()
  })
})
