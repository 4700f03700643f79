#!/usr/bin/env node
// Plain JavaScript that old Nodes can read: on those it only finds the Node that Flumen brings.
import { spawn } from 'node:child_process'
import module from 'node:module'
import { dirname, join } from 'node:path'

const [major = 0] = process.versions.node.split('.').map(Number)
const isOurs = process.env.FLUMEN_NODE === process.execPath

if (major >= 24) {
  module.enableCompileCache?.()
  await import('../src/main.ts')
} else if (isOurs) {
  fail(`Node ${process.versions.node} is too old`)
} else {
  runWith(findNode())
}

function findNode() {
  try {
    const require = module.createRequire(import.meta.url)
    return join(dirname(require.resolve('node/package.json')), 'bin', 'node')
  } catch {
    return fail(`Node 24 or newer is needed, this is ${process.versions.node}`)
  }
}

/** The terminal sends Ctrl-C to both; other signals are passed on. */
function runWith(node) {
  const args = [...process.execArgv, ...process.argv.slice(1)]
  const env = { ...process.env, FLUMEN_NODE: node }
  const child = spawn(node, args, { stdio: 'inherit', env })
  process.on('SIGINT', () => undefined)
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', () => fail('the Node that Flumen brings does not start: run npm ci'))
  child.on('exit', (code, signal) => {
    if (signal) process.removeAllListeners(signal)
    if (signal) process.kill(process.pid, signal)
    else process.exit(code ?? 1)
  })
}

function fail(message) {
  process.stderr.write(`flumen: ${message}. Run npm ci where Flumen lies\n`)
  process.exit(1)
}
