import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { testSecret } from './database.ts'
import { addressOf, freshDatabase, until } from './kit.ts'

/**
 * The documentation is run. On each page of docs/, in order, by one bash per page, in a folder whose
 * `.flumen` is the data folder of a throwaway server:
 *
 * - `sh` blocks are executed (`shell` blocks are only shown); the address is the server's.
 * - `js` blocks that begin with `// name.mjs` are saved under that name.
 * - A `json` or `text` block right after an `sh` block is what that must have printed.
 * - A block that reads the outbox is repeated until it prints something new: mails take a moment.
 */
const root = fileURLToPath(new URL('../../', import.meta.url))
const shownAddress = 'http://127.0.0.1:8080'
/** What the first start prints; pages call it `$SETUP_TOKEN`. */
const setupToken = 'the set-up token of the documentation'.replaceAll(' ', '-')
const work = await mkdtemp(join(tmpdir(), 'flumen-docs-'))
const children: ChildProcess[] = []
after(async () => {
  for (const child of children) child.kill('SIGKILL')
  await rm(work, { recursive: true, force: true })
})

const read = (file: string): string => readFileSync(join(root, file), 'utf8')
const pages = readdirSync(join(root, 'docs'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`)

interface Block {
  language: string
  text: string
  /** For messages: `docs/accounts.md:42`. */
  place: string
}

function blocksOf(page: string): Block[] {
  const text = read(page)
  return [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map((found) => ({
    language: found[1] ?? '',
    text: found[2] ?? '',
    place: `${page}:${text.slice(0, found.index).split('\n').length}`,
  }))
}

async function startProcess(): Promise<string> {
  const main = join(root, 'server/src/main.ts')
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      FLUMEN_DATABASE_URL: await freshDatabase(),
      // All pages come from one address.
      FLUMEN_RATE_LIMIT: 'off',
      FLUMEN_SECRET: testSecret,
      FLUMEN_DATA_DIR: join(work, '.flumen'),
      FLUMEN_SETUP_TOKEN: setupToken,
      // The receiver of the page about webhooks is on this machine.
      FLUMEN_ALLOW_LOOPBACK: 'on',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  return addressOf(child)
}

/** One bash for a page, so that its variables live from block to block. */
function startShell(): (script: string) => Promise<string> {
  // Where `npm ci` puts the command `flumen`, also when npm is not what runs this.
  const commands = fileURLToPath(new URL('../../node_modules/.bin', import.meta.url))
  const PATH = `${dirname(process.execPath)}:${commands}:${process.env.PATH}`
  const shell = spawn('bash', {
    cwd: work,
    env: { PATH, LC_ALL: 'C.UTF-8', SETUP_TOKEN: setupToken },
  })
  children.push(shell)
  let output = ''
  shell.stdout.on('data', (chunk) => (output += chunk))
  shell.stderr.on('data', (chunk) => (output += chunk))
  return async (script) => {
    output = ''
    shell.stdin.write(`${script}\nprintf '\\n--done %s\\n' $?\n`)
    await until('the end of a block', () => /^--done \d+$/m.test(output), 10_000)
    return output.replace(/\n--done (\d+)\n/, (_all, code) =>
      code === '0' ? '' : `\nexit ${code}`,
    )
  }
}

const printed = new Set<string>()

async function untilNew(run: () => Promise<string>): Promise<string> {
  const deadline = Date.now() + 5_000
  for (;;) {
    const output = (await run()).trim()
    // One word: a code, or the token of a link.
    if (/^\S+$/.test(output) && !printed.has(output)) {
      printed.add(output)
      return output
    }
    assert.ok(Date.now() < deadline, `no new mail: ${output}`)
    await sleep(20)
  }
}

const time = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\.\d{3}Z$/

/** Of ids, times and tokens only the form counts. */
const forms = [
  time,
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  /^(rec_)?[a-z0-9]{15}$/,
  /^(rst|pat)_[0-9A-Za-z]{4}$/,
]

function isAlike(actual: unknown, shown: unknown): boolean {
  // Seconds since 1970.
  if (typeof actual === 'number' && typeof shown === 'number') return actual > 1e9 && shown > 1e9
  if (typeof shown !== 'string') return false
  // The last use of a key is written down a little later.
  if (actual === null) return time.test(shown)
  if (typeof actual !== 'string') return false
  if (shown.endsWith('…')) return actual.startsWith(shown.slice(0, -1)) && actual.length > 8
  return forms.some((form) => form.test(actual) && form.test(shown))
}

/** What was answered, in the words of the page where they mean the same. */
function align(actual: unknown, shown: unknown): unknown {
  if (Array.isArray(actual) && Array.isArray(shown)) {
    return actual.map((item, i) => align(item, shown[i]))
  }
  if (isObject(actual) && isObject(shown)) {
    return Object.fromEntries(Object.entries(actual).map(([k, v]) => [k, align(v, shown[k])]))
  }
  return isAlike(actual, shown) ? shown : actual
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function compare(output: string, { language, text, place }: Block): void {
  const isJson = language === 'json'
  const expected = isJson ? readJson(text, place) : text.trim()
  const actual = isJson ? readJson(output, place) : output.trim()
  assert.deepEqual(align(actual, expected), expected, place)
}

function readJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return assert.fail(`${place}: not JSON: ${text}`)
  }
}

async function runPage(page: string, address: string): Promise<void> {
  const run = startShell()
  let output: string | undefined
  for (const block of blocksOf(page)) {
    const { language, text, place } = block
    const name = language === 'js' ? /^\/\/ ([\w-]+\.mjs)\n/.exec(text)?.[1] : undefined
    if (name) await writeFile(join(work, name), text)
    if (output !== undefined && /^(json|text)$/.test(language)) compare(output, block)
    output = undefined
    if (language !== 'sh') continue
    const script = text.replaceAll(shownAddress, address)
    output = script.includes('.flumen/outbox')
      ? await untilNew(() => run(script))
      : await run(script)
    output = output.replaceAll(address, shownAddress)
    assert.doesNotMatch(output, /\nexit \d+$/, place)
  }
}

await mkdir(join(work, '.flumen'), { recursive: true })
const address = await startProcess()

for (const page of pages) {
  test(`${page}: every example does what the page says`, () => runPage(page, address))
}

test('every relative link leads to a file, every anchor to a heading', () => {
  const files = ['README.md', 'ARCHITECTURE.md', 'CHANGELOG.md', ...pages]
  const dead = files.flatMap((file) =>
    [...read(file).matchAll(/\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]+))?\)/g)].flatMap(
      ([, to, anchor]) => {
        const target = to ? resolve(root, dirname(file), to) : join(root, file)
        const isThere = existsSync(target) && (!anchor || anchorsIn(target).includes(anchor))
        return isThere ? [] : [`${file}: ${to}${anchor ? `#${anchor}` : ''}`]
      },
    ),
  )
  assert.deepEqual(dead, [])
})

/** As GitHub makes them. */
const anchorsIn = (path: string): string[] =>
  [...readFileSync(path, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )

/** The variables of a text; those of identity providers are one family. */
const variablesIn = (text: string): string[] =>
  [
    ...new Set(
      [...text.matchAll(/\b(FLUMEN_[A-Z_]+|PORT|HOST)\b/g)].map(([, name = '']) =>
        name.startsWith('FLUMEN_OAUTH_') ? 'FLUMEN_OAUTH_' : name,
      ),
    ),
  ].sort()

test('docs/configuration.md lists exactly the variables that are read', () => {
  const known = variablesIn(read('server/src/config.ts'))
  const all = [...known, ...variablesIn(read('cli/src/environment.ts'))]
  const rows = read('docs/configuration.md').match(/^\| `(FLUMEN_|PORT|HOST).*?\|/gm) ?? []
  assert.deepEqual(variablesIn(rows.join('\n')), known)
  for (const page of pages) {
    const unknown = variablesIn(read(page)).filter((name) => !all.includes(name))
    assert.deepEqual(unknown, [], page)
  }
})
