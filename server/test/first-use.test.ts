import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { testSecret } from './database.ts'
import { addressOf, freshDatabase, until } from './kit.ts'

/** What README promises for the first minute, on a real process, by curl, with a real SMTP server. */
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8')
const dataDir = await mkdtemp(join(tmpdir(), 'flumen-first-'))
const mails: string[] = []
const smtp = createServer(takeMail)
smtp.listen(0, '127.0.0.1')
await once(smtp, 'listening')
const { port } = smtp.address() as { port: number }

const server = spawn(process.execPath, [main], {
  env: {
    PATH: process.env.PATH,
    PORT: '0',
    FLUMEN_DATA_DIR: dataDir,
    FLUMEN_DATABASE_URL: await freshDatabase(),
    FLUMEN_SECRET: testSecret,
    FLUMEN_SMTP_URL: `smtp://127.0.0.1:${port}`,
  },
  stdio: ['ignore', 'pipe', 'inherit'],
})
after(async () => {
  server.kill('SIGTERM')
  await once(server, 'exit')
  smtp.close()
  await rm(dataDir, { recursive: true, force: true })
})
const url = await addressOf(server)

/** As little of RFC 5321 as a mail needs: another implementation than the one that sends. */
function takeMail(socket: Socket): void {
  let data: string | undefined
  let rest = ''
  socket.on('error', () => undefined)
  socket.write('220 sink\r\n')
  socket.on('data', (chunk) => {
    const lines = (rest + chunk).split('\r\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      if (data !== undefined && line === '.') {
        mails.push(data)
        data = undefined
        socket.write('250 kept\r\n')
      } else if (data !== undefined) data += `${line}\n`
      else if (/^DATA/i.test(line)) {
        data = ''
        socket.write('354 go on\r\n')
      } else socket.write(/^QUIT/i.test(line) ? '221 bye\r\n' : '250 ok\r\n')
    }
  })
}

async function codeFor(address: string): Promise<string> {
  const mine = () => mails.find((mail) => mail.includes(`To: ${address}`))
  await until(`a mail to ${address}`, () => mine() !== undefined)
  return /^Subject: (\d{6}) /m.exec(mine() ?? '')?.[1] ?? ''
}

/** The curl commands of README's first use, in order. */
const commands = [...readme.matchAll(/^curl [\s\S]*?[^\\]$/gm)].map(([command]) => command)

// biome-ignore lint/suspicious/noExplicitAny: answers have every shape
async function curl(command: string): Promise<any> {
  const child = spawn('bash', ['-c', command.replaceAll('http://127.0.0.1:8080', url)])
  let text = ''
  child.stdout.on('data', (chunk) => (text += chunk))
  await once(child, 'close')
  return JSON.parse(text)
}

test('the first use of README: register, code by SMTP, login, key, account', async () => {
  const [register = '', verify = '', login = '', makeKey = '', account = ''] = commands
  assert.equal((await curl(register)).username, 'hershel')
  const code = await codeFor('hershel@example.com')
  assert.deepEqual(await curl(verify.replace('482913', code)), { message: 'Email verified' })
  const { access_token } = await curl(login)
  const { raw_key } = await curl(makeKey.replace('<access_token>', access_token))
  const answer = await curl(account.replace('<raw_key>', raw_key))
  assert.deepEqual([answer.username, answer.email_verified], ['hershel', true])
})

test("an app by requests alone, and its user's token verified by another implementation", async () => {
  const post = async (path: string, body: unknown, headers: Record<string, string>) => {
    const answer = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    assert.equal(answer.status, 200, path)
    // biome-ignore lint/suspicious/noExplicitAny: answers have every shape
    return (await answer.json()) as any
  }
  const { accessToken } = await post('/api/v2/accounts', { email: 'you@example.com' }, {})
  const developer = { authorization: `Bearer ${accessToken}` }
  const { app } = await post('/api/v2/apps', { name: 'Acme Mobile' }, developer)
  const key = { 'x-api-key': app.apiKey }
  const begun = await post('/api/v1/sessions', { email: 'user@example.com' }, key)
  const code = await codeFor('user@example.com')
  const session = await post(`/api/v1/sessions/${begun.id}/verify`, { code }, key)
  const full = await fetch(`${url}/api/v2/apps/${app.id}`, { headers: developer })
  // biome-ignore lint/suspicious/noExplicitAny: answers have every shape
  const { jwtSecret } = ((await full.json()) as any).app
  const [head, payload, signature] = session.accessToken.split('.')
  const mac = createHmac('sha256', jwtSecret).update(`${head}.${payload}`).digest('base64url')
  assert.equal(mac, signature)
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
  assert.deepEqual(Object.keys(claims).sort(), ['exp', 'iat', 'iss', 'sub'])
  assert.deepEqual([claims.sub, claims.exp - claims.iat], [session.user.id, 3600])
})
