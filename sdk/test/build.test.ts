import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'

/** The package as others get it: built, bundled, compiled against. */
const path = (to: string): string => fileURLToPath(new URL(to, import.meta.url))
const dist = path('../dist')

describe('the built package', () => {
  const app = mkdtempSync(join(tmpdir(), 'flumen-app-'))
  after(() => rmSync(app, { recursive: true }))

  before(() => {
    execFileSync(process.execPath, [path('../build.ts')])
    mkdirSync(join(app, 'node_modules/@flumen'), { recursive: true })
    symlinkSync(dist, join(app, 'node_modules/@flumen/client'))
    writeFileSync(join(app, 'package.json'), '{"type": "module"}')
  })

  /** Bytes that a browser loads of an entry. */
  async function sizeOf(code: string): Promise<number> {
    writeFileSync(join(app, 'entry.js'), code)
    const bundle = await rolldown({ input: join(app, 'entry.js'), cwd: app, platform: 'browser' })
    const { output } = await bundle.generate({ minify: true })
    return output.reduce(
      (sum, part) => sum + gzipSync(part.type === 'chunk' ? part.code : part.source).length,
      0,
    )
  }

  test('sign-in and tables are under 15 kB', async (t) => {
    const names = 'createAuth, createTables'
    const size = await sizeOf(
      `import { ${names} } from '@flumen/client'\nglobalThis.parts = [${names}]`,
    )
    t.diagnostic(`${size} bytes`)
    assert.ok(size < 15_000, `${size} bytes`)
  })

  test('all of it is not much more', async (t) => {
    const size = await sizeOf(
      `import { createClient } from '@flumen/client'\nglobalThis.make = createClient`,
    )
    t.diagnostic(`${size} bytes`)
    assert.ok(size < 20_000, `${size} bytes`)
  })

  test('runs as it is', () => {
    const code = `import { createClient } from '@flumen/client'
      import { typesOf } from '@flumen/client/types'
      console.log(typeof createClient('http://x').from, typeof typesOf)`
    writeFileSync(join(app, 'run.js'), code)
    const printed = execFileSync(process.execPath, ['run.js'], { cwd: app, encoding: 'utf8' })
    assert.equal(printed.trim(), 'function function')
  })

  for (const resolution of ['nodenext', 'bundler']) {
    test(`compiles against, ${resolution}`, () => {
      const code = `import { createClient, type Session } from '@flumen/client'
        import { writeTypes } from '@flumen/client/types'
        const client = createClient('http://x')
        const session: Session = await client.auth.signIn({ email: '', password: '' })
        const { data } = await client.api.GET('/api/v1/auth/user')
        // @ts-expect-error it is a text
        const wrong: number = data.email
        export const text: Promise<string> = writeTypes(client.connection)
        export { session, wrong }`
      writeFileSync(join(app, 'use.ts'), code)
      const module = resolution === 'bundler' ? 'esnext' : resolution
      const options = ['--noEmit', '--strict', '--target', 'es2024', '--lib', 'es2024,dom']
      const how = ['--module', module, '--moduleResolution', resolution, '--types', '']
      // What it depends on stands above it, as in any installation.
      const args = [...options, ...how, '--preserveSymlinks', 'false', 'use.ts']
      execFileSync(path('../../node_modules/.bin/tsc'), args, { cwd: app, encoding: 'utf8' })
    })
  }
})
