import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import type { Browser } from 'playwright-core'

const path = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
)

/** Why tests in a browser are left out on this machine: false where they run. CI leaves none out. */
export const withoutBrowser: false | string =
  path === undefined && !process.env.CI ? 'no Chromium here: apt-get install chromium' : false

/** Debian's Chromium, without its talk to anybody but our pages. */
export async function openBrowser(): Promise<Browser> {
  assert.ok(path, 'no Chromium: apt-get install chromium')
  const { chromium } = await import('playwright-core')
  return chromium.launch({
    executablePath: path,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
