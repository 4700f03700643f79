import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { mustBeAccessible, startDashboard, withoutDashboard } from './browser.ts'

describe('storage', { skip: withoutDashboard }, async () => {
  const { api, open } = await startDashboard()
  const listed = async () =>
    (await api({ url: '/api/v1/storage/photos' })).body.files.map((one: { key: string }) => one.key)

  test('a bucket is made with its limits', async () => {
    const { page } = await open('/storage')
    await page.getByRole('button', { name: 'New bucket' }).first().click()
    await page.getByLabel('Name').fill('photos')
    await page.getByLabel('Largest file').fill('50')
    await page.getByRole('button', { name: 'Create bucket' }).click()
    await page.getByRole('link', { name: 'photos' }).waitFor()
    await mustBeAccessible(page)
    const { body } = await api({ url: '/api/v1/storage/buckets/photos' })
    assert.equal(body.max_file_size, 50_000_000)
    await page.close()
  })

  test('files are dropped, seen, linked to, renamed and deleted', async () => {
    const { page } = await open('/storage/photos')
    await page.getByText('No files here').waitFor()
    await mustBeAccessible(page)
    const dropped = await page.evaluateHandle(`(() => {
      const held = new DataTransfer()
      held.items.add(new File(['<script>alert(1)</script> hello'], 'note.txt', { type: 'text/plain' }))
      held.items.add(new File([new Uint8Array(9 * 1024 * 1024)], 'large.bin'))
      return held
    })()`)
    const target = page.getByText('No files here')
    for (const type of ['dragenter', 'dragover', 'drop']) {
      await target.dispatchEvent(type, { dataTransfer: dropped })
    }
    await page.getByRole('button', { name: 'large.bin', exact: true }).waitFor()
    await page.getByRole('button', { name: 'note.txt', exact: true }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByText('<script>alert(1)</script> hello').waitFor()
    await mustBeAccessible(page)
    await sheet.getByRole('button', { name: 'Make a link' }).click()
    await page.getByRole('button', { name: 'Make link' }).click()
    const link = await page.locator('code', { hasText: '/storage/object?token=' }).textContent()
    assert.equal(await (await fetch(link ?? '')).text(), '<script>alert(1)</script> hello')
    await page.getByRole('button', { name: 'Done' }).click()
    await sheet.getByRole('button', { name: 'Move' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('texts/renamed.txt')
    await page.getByRole('dialog').last().getByRole('button', { name: 'Move', exact: true }).click()
    await page.getByRole('button', { name: 'texts', exact: true }).waitFor()
    assert.deepEqual(await listed(), ['large.bin', 'texts/renamed.txt'])
    await page.getByLabel('Select row').first().check()
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await page.getByText('One file is deleted').waitFor()
    assert.deepEqual(await listed(), ['large.bin'])
    await page.close()
  })

  test('a policy lets more people at a bucket', async () => {
    const { page } = await open('/storage')
    await page.getByRole('button', { name: 'More about photos' }).click()
    await page.getByRole('menuitem', { name: 'Policies' }).click()
    const sheet = page.getByRole('dialog', { name: 'Policies of photos' })
    await sheet.getByText('No policy speaks of this bucket').waitFor()
    await sheet.getByRole('button', { name: 'New policy' }).click()
    const form = page.getByRole('dialog', { name: 'New policy on objects' })
    await form.getByLabel('Name').fill('staff')
    await mustBeAccessible(page)
    await form.getByRole('button', { name: 'Run', exact: true }).click()
    await sheet.getByText("using (bucket_id = 'photos'::text)").waitFor()
    assert.equal(await sheet.getByRole('listitem').count(), 1, 'none of the server’s own')
    await page.close()
  })

  test('a file is shared with somebody by their address, until the share is ended', async () => {
    const person = { email: 'grace@example.com', password: 'a very long pass phrase' }
    await api({ url: '/api/v1/admin/users', body: person })
    const shares = async () => (await api({ url: '/api/v1/storage/photos/large.bin/shares' })).body
    const { page } = await open('/storage/photos?file=large.bin')
    await page.getByRole('button', { name: 'Share' }).click()
    const dialog = page.getByRole('dialog', { name: 'Share large.bin' })
    await dialog.getByText('Shared with nobody so far').waitFor()
    await dialog.getByLabel('E-mail address').fill('nobody@example.com')
    await dialog.getByRole('button', { name: 'Share' }).click()
    await dialog.getByText('nobody@example.com has no account here').waitFor()
    await dialog.getByLabel('E-mail address').fill(person.email)
    await dialog.getByRole('button', { name: 'Share' }).click()
    await dialog.getByRole('link', { name: person.email }).waitFor()
    await mustBeAccessible(page)
    assert.deepEqual([(await shares()).count, (await shares()).shares[0].permission], [1, 'read'])
    await dialog.getByRole('button', { name: 'End this share' }).click()
    await dialog.getByText('Shared with nobody so far').waitFor()
    assert.equal((await shares()).count, 0)
    await page.close()
  })

  test('a PDF is downloaded: no frame of a file stands in the dashboard', async () => {
    const raw = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF')
    const headers = { 'content-type': 'application/pdf' }
    await api({ method: 'POST', url: '/api/v1/storage/photos/report.pdf', raw, headers })
    const { page } = await open('/storage/photos?file=report.pdf')
    const sheet = page.getByRole('dialog', { name: 'report.pdf' })
    await sheet.getByText(/^No preview of application\/pdf/).waitFor()
    assert.equal(await page.locator('iframe, embed, object').count(), 0)
    const download = page.waitForEvent('download')
    await sheet.getByRole('button', { name: 'Download' }).click()
    assert.equal((await download).suggestedFilename(), 'report.pdf')
    await page.close()
  })
})
