import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { after } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

/** Debian's package; without it the tests that need it are skipped. */
export const hasNats = spawnSync('nats-server', ['--version']).status === 0

export interface Nats {
  url: string
  /** Ends it and starts another one at the same address. */
  restart(): Promise<void>
}

/** A NATS server of its own; ended with the file. */
export async function startNats(): Promise<Nats> {
  const port = await freePort()
  let child = await start(port)
  const stop = async () => {
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  after(stop)
  return {
    url: `nats://127.0.0.1:${port}`,
    restart: async () => {
      await stop()
      child = await start(port)
    },
  }
}

async function start(port: number): Promise<ChildProcess> {
  const child = spawn('nats-server', ['-a', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' })
  while (!(await answers(port))) await sleep(10)
  return child
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  await once(probe, 'close')
  return port
}
