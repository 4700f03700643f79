import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { mustBeAccessible, startDashboard, withoutDashboard } from './browser.ts'

/** Of two tokens, as the browser paints them (WCAG 2.2, contrast ratio). */
const contrastOf = (...tokens: [string, string]) => `(() => {
  const paper = new OffscreenCanvas(1, 1).getContext('2d')
  const [dark, light] = ${JSON.stringify(tokens)}.map((token) => {
    paper.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(token)
    paper.fillRect(0, 0, 1, 1)
    const [r, g, b] = [...paper.getImageData(0, 0, 1, 1).data].map((byte) => {
      const part = byte / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }).sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
})()`

/** What has the focus, and the ring around it. */
const outlineAt = (page: Page) =>
  page.evaluate(`(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement)
    return [document.activeElement.role ?? '', outlineStyle, outlineWidth].join(' ')
  })()`)

describe('the shell', { skip: withoutDashboard }, async () => {
  const { open, openAsNobody } = await startDashboard()

  test('whoever is not signed in is asked to, and comes back to where they were going', async () => {
    const { page } = await openAsNobody('/users?q=ada')
    await page.getByRole('heading', { name: 'Sign in to Flumen' }).waitFor()
    await mustBeAccessible(page)
    await page.getByLabel('E-mail address').fill('ada@example.com')
    await page.getByLabel('Password').fill('correct horse battery staple')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.waitForURL(/\/dashboard\/users\?q=ada$/)
    await page.close()
  })

  test('the palette goes to pages from the keyboard', async () => {
    const { page } = await open('/')
    await page.getByRole('heading', { name: 'Overview' }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('overview')
    await mustBeAccessible(page)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    assert.equal(await page.title(), 'Overview · Flumen')
    await page.close()
  })

  test('a reload keeps the person signed in; a path that is nothing says so', async () => {
    const { page } = await open('/nothing/here')
    await page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor()
    await mustBeAccessible(page)
    await page.close()
  })

  test('what is filled in or switched stands out from its ground (WCAG 1.4.11)', async () => {
    const { page } = await open('/')
    for (const theme of ['light', 'dark']) {
      await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`)
      for (const ground of ['--canvas', '--surface', '--raised']) {
        const ratio = await page.evaluate(contrastOf('--field', ground))
        assert.ok(Number(ratio) >= 3, `${theme}: ${ratio} on ${ground}`)
      }
    }
    await page.close()
  })

  test('whoever goes by keyboard sees where they are, in panels and editors, too', async () => {
    const { page } = await open('/keys')
    await page.getByRole('tab', { selected: true }).focus()
    await page.keyboard.press('Tab')
    assert.equal(await outlineAt(page), 'tabpanel solid 2px')
    await page.goto(page.url().replace('/keys', '/sql'))
    await page.getByRole('textbox').first().click()
    assert.equal(await outlineAt(page), ' solid 1px')
    await page.close()
  })

  test('on a small screen the navigation is a drawer', async () => {
    const { page } = await open('/', { width: 390, height: 844 })
    await page.getByRole('button', { name: 'Open the navigation' }).click()
    await page.getByRole('dialog').getByRole('link', { name: 'Overview', exact: true }).waitFor()
    await mustBeAccessible(page)
    await page.keyboard.press('Escape')
    await page.close()
  })
})
