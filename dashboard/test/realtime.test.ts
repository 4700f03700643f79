import { describe, test } from 'node:test'
import { mustBeAccessible, startDashboard, withoutDashboard } from './browser.ts'

describe('realtime', { skip: withoutDashboard }, async () => {
  const { api, open } = await startDashboard()
  await api({
    url: '/api/v1/admin/migrations',
    body: {
      name: '100_tasks',
      up_sql:
        'create table tasks (id int primary key, title text); alter table tasks enable row level security; create policy all_of_it on tasks using (true) with check (true); grant all on tasks to authenticated, service_role',
    },
  })
  await api({ method: 'POST', url: '/api/v1/admin/migrations/100_tasks/apply' })

  test('a table is turned on and its changes are watched as they happen', async () => {
    const { page } = await open('/realtime?tab=tables')
    await page.getByRole('button', { name: 'Add a table' }).first().click()
    await page.getByLabel('Table', { exact: true }).fill('tasks')
    await page.getByRole('button', { name: 'Send changes' }).click()
    await page.getByText('public.tasks').waitFor()
    await mustBeAccessible(page)
    await page.getByRole('tab', { name: 'Inspector' }).click()
    await page.getByText('Connected', { exact: true }).waitFor()
    await page.getByLabel('Table', { exact: true }).fill('tasks')
    await page.getByRole('button', { name: 'Watch', exact: true }).click()
    await page.getByRole('table', { name: 'Messages' }).getByText('ack').waitFor()
    await api({ url: '/api/v1/tables/tasks', body: { id: 1, title: 'First' } })
    await page.getByRole('table', { name: 'Messages' }).getByText('INSERT').click()
    await page.getByRole('dialog').getByText('"title": "First"').first().waitFor()
    await mustBeAccessible(page)
    await page.keyboard.press('Escape')
    await page.close()
  })

  test('a broadcast is sent, and whoever is there is seen', async () => {
    const { page } = await open('/realtime')
    await page.getByText('Connected', { exact: true }).waitFor()
    await page.getByLabel('Channel').last().fill('room')
    await page.getByRole('button', { name: 'Broadcast' }).click()
    await page.getByRole('table', { name: 'Messages' }).getByText('broadcast').first().waitFor()
    await page.getByRole('button', { name: 'Be present' }).click()
    await page.getByRole('heading', { name: 'Present' }).waitFor()
    await mustBeAccessible(page)
    await page.close()
  })
})
