import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { openBrowser, withoutBrowser } from '../../server/test/browser.ts'
import { type Answer, type Call, startServer, type TestServer } from '../../server/test/kit.ts'

/** The dashboard as people use it: a real server with its built pages, a real browser. */

const dist = fileURLToPath(new URL('../dist/index.html', import.meta.url))

/** Why these tests are left out: no browser, or pages that were not built. CI leaves none out. */
export const withoutDashboard: false | string =
  withoutBrowser || (!existsSync(dist) && !process.env.CI ? 'not built: npm run build' : false)

export const admin = {
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  password: 'correct horse battery staple',
}

export interface Dashboard {
  server: TestServer
  /** Where the server listens. */
  origin: string
  /** An access token of the instance admin, for what a test prepares by the API. */
  token: string
  /** A call of the API as the instance admin. */
  api(call: Call): Promise<Answer>
  /** A page at a path below `/dashboard`, signed in as the instance admin. */
  open(path: string, options?: { width?: number; height?: number }): Promise<{ page: Page }>
  /** The same where nobody is signed in. */
  openAsNobody(path: string): Promise<{ page: Page }>
}

/** Nothing fades: what axe measures is how it stays. */
const calm = { locale: 'en', colorScheme: 'light', reducedMotion: 'reduce' } as const

/** A server that is set up, and a browser that is signed in. */
export async function startDashboard(): Promise<Dashboard> {
  const { server, origin } = await startBare()
  const { setupToken: setup_token = 'set-up' } = server.app.engines.instance
  const made = await server.call({ url: '/api/v1/admin/setup', body: { ...admin, setup_token } })
  assert.equal(made.status, 201, made.text)
  const token: string = made.body.access_token
  const browser = await openBrowser()
  const context = await browser.newContext(calm)
  after(() => browser.close())
  await signIn(context, origin, made.body.refresh_token)
  return {
    server,
    origin,
    token,
    api: (call) => server.call({ token, ...call }),
    open: async (path, { width = 1280, height = 800 } = {}) => {
      const page = await newPage(context)
      await page.setViewportSize({ width, height })
      await page.goto(`${origin}/dashboard${path}`)
      return { page }
    },
    openAsNobody: (path) => openAsNobody(browser, origin, path),
  }
}

/** A server that nobody has set up yet; passkeys and cookies need the name `localhost`. */
export async function startBare(): Promise<{ server: TestServer; origin: string }> {
  const server = await startServer({
    rateLimit: false,
    setupToken: 'set-up',
    allowLoopback: true,
  })
  const address = await server.app.http.listen({ port: 0, host: '127.0.0.1' })
  const origin = address.replace('127.0.0.1', 'localhost')
  server.app.engines.instance.publicUrl = origin
  return { server, origin }
}

export async function openAsNobody(browser: Browser, origin: string, path: string) {
  const page = await newPage(await browser.newContext(calm))
  await page.goto(`${origin}/dashboard${path}`)
  return { page }
}

async function signIn(context: BrowserContext, origin: string, refresh_token: string) {
  const answer = await context.request.post(`${origin}/dashboard/session`, {
    data: { refresh_token },
  })
  assert.equal(answer.status(), 200, await answer.text())
}

/** Whatever the console complains about fails the test: the content policy speaks there. */
async function newPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) {
      faults.push(message.text())
    }
  })
  after(() => assert.deepEqual(faults, []))
  return page
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  id: string
  impact: string
  nodes: { html: string; failureSummary: string }[]
}

/** No serious fault by axe, in both themes (WCAG 2.2 AA). */
export async function mustBeAccessible(page: Page): Promise<void> {
  for (const theme of ['light', 'dark']) {
    await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`)
    // Colours fade into the other theme; half-way none has enough contrast.
    await page.evaluate(
      'Promise.all(document.getAnimations().filter((one) => one instanceof CSSTransition).map((one) => one.finished.catch(() => 0)))',
    )
    await page.waitForTimeout(100)
    await page.evaluate(axe)
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
    const run = `axe.run({ runOnly: ${JSON.stringify(tags)} }).then((found) => found.violations)`
    const violations = (await page.evaluate(run)) as Violation[]
    const serious = violations.filter(({ impact }) => ['serious', 'critical'].includes(impact))
    const told = serious.map(
      ({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`,
    )
    assert.deepEqual(told, [], `${page.url()} ${theme}`)
  }
}
