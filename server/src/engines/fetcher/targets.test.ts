import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { closedPort, startCanary, startRawServer } from './canary.ts'
import { Fetcher, type FetcherOptions } from './index.ts'

const strict: FetcherOptions = { allowLoopback: false, trustedOrigins: [], timeoutMs: 3_000 }
const addressRefused = { kind: 'invalid', code: 'address_not_allowed' }

/** Ways to write an address of this machine, of its links or of its neighbours. */
const spellings = [
  ...['127.0.0.1', '127.1', '127.0.1', '127.0.0.1.', '0177.0.0.1', '0177.1', '017700000001'],
  ...['0x7f.0.0.1', '0x7f000001', '0x7F.1', '2130706433', '00000177.0.0.01', '127.000.000.001'],
  ...['%31%32%37.0.0.1', '127%2e0%2e0%2e1', '127。0。0。1', '127.0.0.1', '127．0．0．1'],
  ...['①②⑦.0.0.1', '１２７.0.0.1', '127｡0｡0｡1', '0x7f。1', '0', '0.0.0.0', '00', '0x0', '0.0'],
  ...['[::1]', '[0:0:0:0:0:0:0:1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]'],
  ...['[::127.0.0.1]', '[0:0:0:0:0:ffff:127.0.0.1]', '[::FFFF:7F00:0001]', '[64:ff9b::7f00:1]'],
  ...['[2002:7f00:1::]', '[2001:0:7f00:1::]', '[::ffff:0:7f00:1]', '[fe80::1]', '[fc00::1]'],
  ...['169.254.169.254', '2852039166', '0xa9fea9fe', '0251.0376.0251.0376', '169.16689662'],
  ...['[::ffff:a9fe:a9fe]', '[fd00:ec2::254]', '10.0.0.1', '10.1', '192.168.257', '172.16.1'],
  ...['100.64.0.1', '255.255.255.255', '224.0.0.1', 'localhost', 'LOCALHOST', 'localhost.'],
  ...[
    'a.b.localhost',
    'ｌｏｃａｌｈｏｓｔ',
    'user@127.0.0.1',
    'a:b@127.0.0.1',
    'example.com@127.1',
  ],
  ...['127.0.0.1:80@127.0.0.1', ':@127.0.0.1', '127.0.0.256', '[::1%25lo]', '256.256.256.256'],
]

/** A name server that answers differently each time it is asked. */
function alternate(odd: string, even: string) {
  let count = 0
  const resolve = async () => {
    count += 1
    return [count % 2 === 1 ? odd : even]
  }
  return { resolve, asked: () => count }
}

test('no spelling of a private address reaches it', async (t) => {
  const canary = await startCanary(t)
  const fetcher = new Fetcher(strict)
  for (const host of spellings) {
    const call = fetcher.fetch(`http://${host}:${canary.port}/`)
    await assert.rejects(call, addressRefused, host)
  }
  assert.equal(canary.connections(), 0)
})

test('a name is refused when any one of its addresses is private', async (t) => {
  const canary = await startCanary(t)
  const mixed = ['8.8.8.8', '2606:4700:4700::1111', '127.0.0.1']
  const fetcher = new Fetcher({ ...strict, resolve: async () => mixed })
  await assert.rejects(fetcher.fetch(`http://mixed.test:${canary.port}`), addressRefused)
  assert.equal(canary.connections(), 0)
})

test('the address that was checked is dialled: a name is asked once for each call', async (t) => {
  let host: string | undefined
  const real = await startCanary(t, (request, response) => {
    host = request.headers.host
    response.end('real')
  })
  const trap = await startCanary(t, undefined, { host: '127.0.0.2', port: real.port })
  const { resolve, asked } = alternate('127.0.0.1', '127.0.0.2')
  const fetcher = new Fetcher({ ...strict, allowLoopback: true, resolve })

  const answer = await fetcher.fetch(`http://rebinding.test:${real.port}/`)

  assert.equal(answer.text(), 'real')
  assert.equal(host, `rebinding.test:${real.port}`)
  assert.equal(asked(), 1)
  assert.equal(trap.connections(), 0)
})

test('a name that changes its mind between calls is checked at every call', async (t) => {
  const canary = await startCanary(t)
  const { resolve } = alternate('127.0.0.1', '10.0.0.1')
  const fetcher = new Fetcher({ ...strict, allowLoopback: true, resolve })
  const url = `http://rebinding.test:${canary.port}/`
  for (let round = 0; round < 50; round += 1) {
    assert.equal((await fetcher.fetch(url)).status, 200)
    await assert.rejects(fetcher.fetch(url), addressRefused)
  }
  assert.equal(canary.connections(), 50)
})

test('https says the name (SNI) to the checked address, and checks its certificate', async (t) => {
  const hello = Promise.withResolvers<Buffer>()
  const server = await startRawServer(t, async (socket) => {
    const [bytes] = await once(socket, 'data')
    hello.resolve(bytes)
    socket.destroy()
  })
  const fetcher = new Fetcher({
    ...strict,
    allowLoopback: true,
    resolve: async () => ['127.0.0.1'],
  })
  const call = fetcher.fetch(`https://secure.test.:${server.port}/`)
  await assert.rejects(call, { code: 'outgoing_failed' })
  const name = (await hello.promise).toString('latin1')
  assert.match(name, /secure\.test/)
  assert.doesNotMatch(name, /secure\.test\./)
})

for (const url of [
  ...['file:///etc/passwd', 'gopher://8.8.8.8/', 'data:text/plain,hi', 'unix:/tmp/socket'],
  ...['ftp://8.8.8.8/', 'http+unix://%2ftmp%2fsocket/', 'javascript:1', 'blob:x', '//8.8.8.8/', ''],
  ...['http://', 'http://8.8.8.8:70000/', 'http://user:secret@8.8.8.8/', 'http://user@8.8.8.8/'],
]) {
  test(`not a URL to fetch: ${url || 'nothing'}`, async () => {
    await assert.rejects(new Fetcher(strict).fetch(url), addressRefused)
  })
}

test('ports of mail, databases and remote control are refused before a name is asked', async () => {
  const resolve = async () => assert.fail('asked')
  const fetcher = new Fetcher({ ...strict, resolve })
  for (const port of [
    0, 22, 25, 53, 110, 143, 465, 587, 993, 995, 3306, 5432, 6379, 11211, 27017,
  ]) {
    await assert.rejects(fetcher.fetch(`http://8.8.8.8:${port}`), addressRefused, `${port}`)
    await assert.rejects(fetcher.fetch(`https://name.test:${port}`), addressRefused, `${port}`)
  }
})

test('proxies named by the environment are not used', async (t) => {
  const proxy = await startCanary(t)
  const server = await startCanary(t)
  const code = `
    const { Fetcher } = await import(${JSON.stringify(import.meta.resolve('./index.ts'))})
    const fetcher = new Fetcher({ allowLoopback: true, trustedOrigins: [] })
    console.log((await fetcher.fetch('${server.origin}')).status)
    const { get } = await import('node:http')
    get('${server.origin}', () => process.exit())`
  const env = { ...process.env, NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxy.origin }
  const args = ['--input-type=module', '--eval', code]
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, timeout: 10_000 })
  assert.equal(stdout, '200\n')
  assert.equal(server.connections(), 1, 'the fetcher came directly')
  assert.equal(proxy.connections(), 1, 'the global agent, for comparison, by the proxy')
})

test('allowLoopback opens this machine and nothing else', async (t) => {
  const canary = await startCanary(t)
  const fetcher = new Fetcher({ ...strict, allowLoopback: true })
  assert.equal((await fetcher.fetch(canary.origin)).text(), 'ok')
  assert.equal((await fetcher.fetch(`http://localhost:${canary.port}`)).text(), 'ok')
  for (const host of ['10.0.0.1', '0.0.0.0', '169.254.169.254', '[::ffff:127.0.0.1]']) {
    await assert.rejects(fetcher.fetch(`http://${host}:${canary.port}`), addressRefused, host)
  }
})

test('a trusted origin is dialled wherever it leads; another port or scheme is another origin', async (t) => {
  const canary = await startCanary(t)
  const other = await startCanary(t)
  const fetcher = new Fetcher({ ...strict, trustedOrigins: [`${canary.origin}/some/path`] })
  assert.equal((await fetcher.fetch(`${canary.origin}/x`)).text(), 'ok')
  await assert.rejects(fetcher.fetch(other.origin), addressRefused)
  await assert.rejects(fetcher.fetch(`https://127.0.0.1:${canary.port}`), addressRefused)
  assert.equal(fetcher.trusts(`${canary.origin}/y`), true)
  assert.equal(fetcher.trusts(other.origin), false)
})

test('a name without addresses, a closed port and a broken answer look the same', async (t) => {
  const broken = await startRawServer(t, (socket) => socket.end('SSH-2.0-OpenSSH\r\n'))
  const noName = async (name: string) => {
    if (name === 'none.test') throw new Error('ENOTFOUND')
    return ['127.0.0.1']
  }
  const fetcher = new Fetcher({ ...strict, allowLoopback: true, resolve: noName })
  const urls = ['http://none.test/', broken.origin, `http://127.0.0.1:${await closedPort()}`]
  const seen = new Set<string>()
  for (const url of urls) {
    const error = await fetcher.fetch(url).catch((error) => error)
    seen.add(`${error.kind} ${error.code} ${error.message}`)
    assert.ok(error.cause, 'the log learns why')
  }
  assert.equal(seen.size, 1, [...seen].join('\n'))
})
