import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { commands } from '../src/commands.ts'
import { fit, sizeOf, table, widthOf } from '../src/table.ts'
import { openTerminal } from '../src/terminal.ts'
import { openShell } from './flumen.ts'

/** What is said, and how it looks. */
const { flumen, folder, env } = await openShell()
const root = fileURLToPath(new URL('../../', import.meta.url))

test('every command has its example, of itself, and its place in docs/cli.md', async () => {
  const page = await readFile(join(root, 'docs/cli.md'), 'utf8')
  for (const { usage, example, isHidden } of commands) {
    const name = usage
      .split(' ')
      .filter((word) => !/^[<[]/.test(word))
      .join(' ')
    assert.ok(example.startsWith(name), usage)
    if (!isHidden) assert.ok(page.includes(`\`${usage}\``), `docs/cli.md lacks ${usage}`)
  }
})

test('--help shows arguments, options and the example', async () => {
  const { out, code } = await flumen('migrations rollback --help')
  assert.equal(code, 0)
  assert.match(out, /^Usage: flumen migrations rollback \[options\] \[name\]/)
  assert.match(out, /--json .*answer in JSON/)
  assert.match(out, /Example:\n {2}flumen migrations rollback \S+ --yes\n$/)
})

test('it speaks to the server by HTTP alone: nothing of it is imported', async () => {
  const src = join(root, 'cli/src')
  const allowed = /^(node:|\.{1,2}\/|@flumen\/client(\/types)?$|commander$|tar-stream$|pg$)/
  for (const path of await readdir(src, { recursive: true })) {
    if (!path.endsWith('.ts')) continue
    const text = await readFile(join(src, path), 'utf8')
    for (const [, name = ''] of text.matchAll(/(?:from|import\()\s*'([^']+)'/g)) {
      assert.match(name, allowed, path)
      assert.ok(!name.includes('server/src'), path)
    }
  }
})

test('tables fit the terminal; the widest column gives first', () => {
  assert.deepEqual(fit([10, 20], 100), [10, 20])
  const [short = 0, long = 0] = fit([10, 90], 40)
  assert.ok(short === 10 && long <= 28)
  assert.equal(widthOf('日本'), 4)
  const terminal = { ...openTerminal(false), width: 30 }
  const lines = table(terminal, [{ a: 'x'.repeat(50), b: 'short' }], {
    a: (r) => r.a,
    b: (r) => r.b,
  }).split('\n')
  assert.ok(
    lines.every((line) => widthOf(line) <= 30),
    lines.join('\n'),
  )
  assert.match(lines[1] ?? '', /x… {2}short$/)
})

test('what others wrote does not steer the terminal', () => {
  const evil = '\x1b]0;owned\x07\r\u202etxt'
  const shown = table(openTerminal(false), [{ evil }], { evil: (row) => row.evil })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  assert.doesNotMatch(shown, /[\x00-\x09\x0b-\x1f\u202e]/)
})

test('sizes', () => {
  assert.deepEqual([0, 999, 1_200, 45_000_000].map(sizeOf), ['0 B', '999 B', '1.2 kB', '45.0 MB'])
})

test('completion of bash completes; those of zsh and fish hold every command', async () => {
  const bash = (await flumen('completion bash')).out
  await writeFile(join(folder, 'bash.sh'), bash)
  const script = `source bash.sh; COMP_WORDS=(flumen keys create ci --k); COMP_CWORD=4; _flumen; echo "\${COMPREPLY[@]}"
    COMP_WORDS=(flumen migrations ""); COMP_CWORD=2; _flumen; echo "\${COMPREPLY[@]}"`
  const said = execFileSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8' })
  assert.equal(said, '--kind\nnew list apply rollback\n')
  for (const shell of ['zsh', 'fish']) {
    const { out } = await flumen(`completion ${shell}`)
    assert.ok(
      ['backup', 'rollback', '--kind'.slice(2)].every((word) => out.includes(word)),
      shell,
    )
  }
  assert.equal((await flumen('completion csh')).code, 2)
})

test('an older Node finds the one that Flumen brings', async (t) => {
  const host = '/usr/bin/node'
  const run = promisify(execFile)
  const found = await run(host, ['--version']).catch(() => undefined)
  if (!found || Number(/\d+/.exec(found.stdout)?.[0]) >= 24) return t.skip('no older Node here')
  const { stdout } = await run(host, [join(root, 'cli/bin/flumen.js'), '--version'], { env })
  assert.match(stdout, /^\d+\.\d+\.\d+\n$/)
})
