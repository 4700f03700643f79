import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { startIdp } from '../../server/src/surfaces/platform/saml-stand-in.ts'
import { mustBeAccessible, startDashboard, withoutDashboard } from './browser.ts'

/** Whoever else says who somebody is: every field of theirs by hand. */
describe('providers', { skip: withoutDashboard }, async () => {
  const { api, open } = await startDashboard()
  const only = async (url: string, list: string) => {
    const { body } = await api({ url })
    return body[list][0]
  }
  const tellWrong = (page: Page, label: string, fault: string) =>
    page.getByLabel(label).locator('..').getByRole('alert').getByText(fault).waitFor()

  test('a directory with every field is made, read back, and changed in one', async () => {
    const url = '/api/v1/admin/saml/providers'
    const idp = await startIdp('acme')
    const { page } = await open('/providers?tab=saml')
    await page.getByRole('button', { name: 'Add directory' }).first().click()
    const fill = (label: string, text: string) => page.getByLabel(label).fill(text)
    await page.getByLabel('Name', { exact: true }).fill('acme')
    await fill('Shown as', 'Acme')
    await fill('Or the metadata itself', idp.metadata)
    await fill('Domains of its people', 'Acme.example\nacme.test\n')
    await fill('Attribute that holds the groups', 'memberOf')
    await fill('In one of these groups', 'CN=Staff,DC=acme\nInterns')
    await fill('In all of these groups', 'People')
    await fill('In none of these groups', 'Leavers')
    await fill('Apps they may go on to', 'app.acme.example\nhttps://two.example')
    await page.getByRole('switch', { name: 'May begin at the directory' }).click()
    await page.getByText('Attributes', { exact: true }).click()
    await fill('Full name', 'cn')
    await page.getByText('What we are there').click()
    await fill('Our entity id', 'urn:acme:flumen')
    await fill('Our certificate', idp.keys.sp_certificate)
    await page.getByRole('button', { name: 'Save' }).click()
    await tellWrong(page, 'Apps they may go on to', 'No. 2:')
    await fill('Apps they may go on to', 'app.acme.example\ntwo.example')
    await page.getByText('What we are there').click()
    await page.getByRole('button', { name: 'Save' }).click()
    // It is told inside of what was folded away.
    await tellWrong(page, 'Its private key', 'Certificate and key go together')
    await mustBeAccessible(page)
    await fill('Its private key', idp.keys.sp_private_key)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The directory is saved').waitFor()

    const made = await only(url, 'providers')
    const told = {
      name: 'acme',
      tenant_id: null,
      display_name: 'Acme',
      enabled: true,
      entity_id: 'urn:acme:flumen',
      idp_entity_id: idp.entityId,
      sso_url: idp.sso,
      slo_url: idp.slo,
      sp_certificate: idp.keys.sp_certificate,
      attribute_mapping: { name: 'cn' },
      email_domains: ['acme.example', 'acme.test'],
      auto_create_users: true,
      allow_idp_initiated: true,
      allowed_redirect_hosts: ['app.acme.example', 'two.example'],
      group_attribute: 'memberOf',
      required_groups: ['CN=Staff,DC=acme', 'Interns'],
      required_groups_all: ['People'],
      denied_groups: ['Leavers'],
    }
    assert.deepEqual(partOf(made, told), told)

    await page
      .getByRole('table', { name: 'SAML providers' })
      .getByText('Acme', { exact: true })
      .click()
    assert.equal(await page.getByLabel('Full name').inputValue(), 'cn')
    assert.equal(await page.getByLabel('In all of these groups').inputValue(), 'People')
    await fill('Domains of its people', '')
    await fill('In one of these groups', '')
    await page.getByText('Field by field').click()
    await fill('Signs out at', '')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('dialog', { name: 'Acme' }).waitFor({ state: 'detached' })
    const after = { ...told, email_domains: null, required_groups: [], slo_url: null }
    assert.deepEqual(partOf(await only(url, 'providers'), told), after)
    await page.close()
  })
})

const partOf = (whole: Record<string, unknown>, like: object) =>
  Object.fromEntries(Object.keys(like).map((name) => [name, whole[name]]))
