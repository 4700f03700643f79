import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { before, describe, test } from 'node:test'
import { mustBeAccessible, startDashboard, withoutDashboard } from './browser.ts'

const shop = `
  create table customers (id int primary key, name text not null);
  create table orders (
    id int primary key, customer_id int references customers, title text not null, note text,
    amount numeric not null default 0, paid boolean, details jsonb);
  insert into customers values (1, 'Ada'), (2, 'Grace');
  insert into orders (id, customer_id, title, note)
    select i, 1 + i % 2, 'Order ' || i, case i when 2 then '' end from generate_series(1, 100000) i;`

describe('tables', { skip: withoutDashboard }, async () => {
  const { open, api } = await startDashboard()
  const sql = async (statement: string) => {
    const answer = await api({ method: 'POST', url: '/api/v1/admin/sql', body: { statement } })
    assert.equal(answer.status, 200, answer.text)
    return answer.body.results.at(-1).rows as unknown[][]
  }
  before(() => sql(shop))

  test('a hundred thousand rows are scrolled to their end, and only those in sight are there', async () => {
    const { page } = await open('/tables/public/orders')
    await page.getByText('100,000 rows').waitFor()
    const grid = page.getByRole('grid')
    await page.getByRole('gridcell', { name: 'Order 1', exact: true }).waitFor()
    await mustBeAccessible(page)
    await grid.evaluate((frame) => {
      frame.scrollTop = frame.scrollHeight
    })
    await page.getByRole('gridcell', { name: 'Order 100000', exact: true }).waitFor()
    await grid.evaluate((frame) => {
      frame.scrollTop = frame.scrollHeight / 2
    })
    await page.getByRole('gridcell', { name: 'Order 50010', exact: true }).waitFor()
    assert.ok((await page.getByRole('row').count()) < 80)
    await page.close()
  })

  test('a cell is edited with the keyboard, and the change is taken back', async () => {
    const { page } = await open('/tables/public/orders')
    await page.getByRole('gridcell', { name: 'Order 1', exact: true }).click()
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: 'title, text' }).fill('Renamed')
    await page.keyboard.press('Enter')
    await page.getByText('title is changed').waitFor()
    assert.deepEqual(await sql('select title from orders where id = 1'), [['Renamed']])
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Taken back').waitFor()
    assert.deepEqual(await sql('select title from orders where id = 1'), [['Order 1']])
    await page.close()
  })

  test('null and an empty text are two things; what is no number is not sent', async () => {
    const { page } = await open('/tables/public/orders')
    const cells = page.locator('#cell-1-3')
    await cells.getByText('empty').waitFor()
    await cells.click()
    await page.keyboard.press('Delete')
    await cells.getByText('null').waitFor()
    await page.locator('#cell-1-4').click()
    await page.keyboard.type('abc')
    await page.getByText('must be a number').waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('must be a number').waitFor()
    await page.keyboard.press('Escape')
    assert.deepEqual(await sql('select note, amount::text from orders where id = 2'), [[null, '0']])
    await page.close()
  })

  test('filters and the order stand in the address', async () => {
    const { page } = await open('/tables/public/orders')
    await page.getByRole('button', { name: 'Filter' }).click()
    await page.getByRole('button', { name: 'Add a filter' }).click()
    await page.getByRole('combobox', { name: 'Operator' }).click()
    await page.getByRole('option', { name: 'is at most' }).click()
    await page.getByLabel('Value of id').fill('3')
    await page.keyboard.press('Enter')
    await page.getByText('3 rows').waitFor()
    await page.getByRole('columnheader', { name: 'id integer' }).getByRole('button').first().click()
    await page.getByRole('columnheader', { name: 'id integer' }).getByRole('button').first().click()
    await page.waitForURL(/sort=-id/)
    await page.reload()
    await page.getByText('3 rows').waitFor()
    assert.equal(await page.locator('#cell-0-0').textContent(), '3')
    await mustBeAccessible(page)
    await page.close()
  })

  test('a foreign key is followed, and leads back to what points at it', async () => {
    const { page } = await open('/tables/public/orders?where=id~eq~1')
    await page.locator('#cell-0-1').click()
    await page.keyboard.press('Alt+Enter')
    const peek = page.getByRole('dialog')
    await peek.getByText('Grace').waitFor()
    await peek.getByText('50,000').waitFor()
    await mustBeAccessible(page)
    await peek.getByRole('link', { name: /orders by customer_id/ }).click()
    await page.getByText('50,000 rows').waitFor()
    await page.close()
  })

  test('a row is changed as a whole: what is chosen, and a long text in sight', async () => {
    await sql("update orders set note = repeat('many words ', 40) where id = 3")
    const { page } = await open('/tables/public/orders?where=id~eq~3')
    await page.locator('#cell-0-2').click()
    await page.keyboard.press('Control+Enter')
    const sheet = page.getByRole('dialog')
    const note = await sheet.getByLabel('note', { exact: true }).boundingBox()
    assert.ok(note && note.height > 100, String(note?.height))
    await sheet.getByLabel('paid', { exact: true }).click()
    await page.getByRole('option', { name: 'true' }).click()
    await mustBeAccessible(page)
    const save = sheet.getByRole('button', { name: 'Save' })
    await save.click()
    await save.waitFor({ state: 'detached' })
    assert.deepEqual(await sql('select paid from orders where id = 3'), [[true]])
    await page.close()
  })

  test('a row is added, copied, and deleted; the deletion is taken back', async () => {
    const { page } = await open('/tables/public/customers')
    await page.getByRole('button', { name: 'Insert row' }).click()
    await page.getByLabel('id', { exact: true }).fill('7')
    await page.getByLabel('name', { exact: true }).fill('Tab\tand "quote"')
    await mustBeAccessible(page)
    await page.getByRole('button', { name: 'Insert', exact: true }).click()
    await page.getByText('3 rows').waitFor()
    const last = page.locator('#cell-2-1')
    await last.click()
    await page.keyboard.press('Shift+Space')
    await page.getByText('1 selected').waitFor()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByText('The row is deleted').waitFor()
    await page.getByText('2 rows').waitFor()
    // The newest message stands first.
    await page.getByRole('button', { name: 'Undo' }).first().click()
    await page.getByText('3 rows').waitFor()
    assert.deepEqual(await sql('select name from customers where id = 7'), [['Tab\tand "quote"']])
    await page.close()
  })

  test('a CSV file is mapped, looked through and imported; all rows are exported', async () => {
    await sql('create table goods (id int primary key, label text not null, price numeric)')
    const { page } = await open('/tables/public/goods')
    await page.getByText('goods has no rows yet').waitFor()
    await page.getByRole('button', { name: 'Import' }).click()
    const choose = (text: string) =>
      page
        .getByLabel('CSV file')
        .setInputFiles({ name: 'goods.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
    await choose('ID,Label,Cost\n1,"a ""b"", c",2.50\n2,second,\n')
    await page.getByRole('combobox', { name: 'Where Cost goes' }).click()
    await page.getByRole('option', { name: /price/ }).click()
    await mustBeAccessible(page)
    await page.getByRole('button', { name: 'Import 2 rows' }).click()
    await page.getByText('2 of 2 rows added').waitFor()
    await page.getByRole('button', { name: 'Close' }).last().click()
    assert.deepEqual(await sql('select label, price::text from goods order by id'), [
      ['a "b", c', '2.50'],
      ['second', null],
    ])
    await page.getByText('2 rows').waitFor()
    // The browser asks where to, and no test can answer: without that question it is a download.
    await page.evaluate(
      'delete globalThis.showSaveFilePicker; delete Window.prototype.showSaveFilePicker',
    )
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export' }).click()
    await page.getByRole('menuitem', { name: 'CSV' }).click()
    const text = await readFile(await (await download).path(), 'utf8')
    assert.equal(text, 'id,label,price\r\n1,"a ""b"", c",2.50\r\n2,second,\r\n')
    await page.close()
  })

  test('a table is made with a policy, changed, and dropped by its name', async () => {
    const { page } = await open('/tables')
    await page.getByRole('button', { name: 'New table' }).first().click()
    await page.getByLabel('Name', { exact: true }).fill('posts')
    await mustBeAccessible(page)
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByText('posts has no rows yet').waitFor()
    const [[secure] = []] = await sql(`select relrowsecurity from pg_class where relname = 'posts'`)
    assert.equal(secure, true)
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Change the table' }).click()
    await page.getByRole('button', { name: 'Add a column' }).click()
    await page.getByLabel('Name of the column').last().fill('title')
    await page.getByRole('button', { name: 'Run as a migration' }).click()
    await page.getByText(/Applied as migration \d+_change_posts/).waitFor()
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Drop the table' }).click()
    await page.getByRole('textbox', { name: /to confirm/ }).fill('posts')
    await page.getByRole('button', { name: 'Drop table' }).click()
    await page.getByText('posts is dropped').waitFor()
    assert.deepEqual(await sql(`select count(*)::text from pg_class where relname = 'posts'`), [
      ['0'],
    ])
    await page.close()
  })
})
