import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { mustBeAccessible, startDashboard, withoutDashboard } from './browser.ts'

describe('migrations', { skip: withoutDashboard }, async () => {
  const { open } = await startDashboard()
  const write = async (page: Page, label: string, text: string) => {
    await page.getByRole('textbox', { name: label, exact: true }).click()
    for (const char of text) await page.keyboard.type(char)
  }

  test('one is written, applied and rolled back', async () => {
    const { page } = await open('/migrations')
    await page.getByText('No migrations yet').waitFor()
    await mustBeAccessible(page)
    await page.getByRole('button', { name: 'New migration' }).first().click()
    await page.getByLabel('Name', { exact: true }).fill('001_things')
    await write(page, 'What it does', 'create table things')
    await page.getByRole('button', { name: 'Write down' }).click()
    await page.getByRole('heading', { name: '001_things' }).waitFor()
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.getByText('syntax error').first().waitFor()
    await page.getByRole('button', { name: 'Change' }).click()
    await write(page, 'What it does', ' (id int primary key)')
    await write(page, 'What takes it back', 'drop table things')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.getByRole('button', { name: 'Roll back' }).click()
    await page.getByRole('textbox', { name: /to confirm/ }).fill('001_things')
    await page.getByRole('dialog').getByRole('button', { name: 'Roll back' }).click()
    await page.getByRole('cell', { name: 'Roll back' }).waitFor()
    await mustBeAccessible(page)
    await page.close()
  })
})
