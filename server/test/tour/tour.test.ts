import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { testSecret } from '../database.ts'
import { freshDatabase } from '../kit.ts'

test('the tour runs to its end', async () => {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./main.ts', import.meta.url))], {
    env: {
      PATH: process.env.PATH,
      FLUMEN_DATABASE_URL: await freshDatabase(),
      FLUMEN_SECRET: testSecret,
    },
  })
  let text = ''
  child.stdout.on('data', (chunk) => (text += chunk))
  child.stderr.on('data', (chunk) => (text += chunk))
  const [code] = await once(child, 'exit')
  assert.equal(code, 0, text)
  assert.match(text, /Everything above happened for real/)
})
