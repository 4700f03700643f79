import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hash } from '@node-rs/argon2'
import { dictionary } from '@zxcvbn-ts/language-common'
import { checkPassword } from '../../src/features/identity/index.ts'
import { sql } from '../../src/kernel/sql.ts'
import { type Answer, barrier, startServer } from '../kit.ts'
import { login, newPerson, registerProven } from '../people.ts'
import { tally } from './generators.ts'

/** A5, A6: which passwords are taken, how they are kept, and that hashing is no lever against us. */
const server = await startServer({ rateLimit: false })

const policy: [string, string, boolean][] = [
  ['7 characters', 'xk7qp2z', false],
  ['8 characters', 'xk7qp2zm', true],
  ['128 characters', 'q7'.repeat(64), true],
  ['129 characters', `q${'7q'.repeat(64)}`, false],
  ['emoji', '🐢🐇🦉🦊🐌🦋🐝🐞', true],
  ['7 emoji', '🐢🐇🦉🦊🐌🦋🐝', false],
  ['128 emoji', '🐢'.repeat(128), true],
  ['spaces inside and around', '  four small words  ', true],
  ['no capital, digit or sign', 'only small letters here', true],
  ['8 of NFD that are 4 of NFC', 'e\u0301e\u0301e\u0301e\u0301', false],
  ['the most common', 'password1', false],
  ['the most common, in capitals', 'PASSWORD1', false],
  ['the most common, full width', 'ｐａｓｓｗｏｒｄ１', false],
]

test('A5 the table of lengths, scripts and commonness, at sign-up', async () => {
  for (const [name, password, isTaken] of policy) {
    const person = newPerson({ password })
    const answer = await server.call({ url: '/v1/auth/register', body: person })
    assert.equal(answer.status, isTaken ? 200 : 422, `${name}: ${answer.text}`)
    assert.ok(!answer.text.includes(password), name)
  }
})

test('A5 the same table at a change and at a reset of the password', async () => {
  const person = await registerProven(server)
  let token = await login(server, person)
  let current_password = person.password
  for (const [name, new_password, isTaken] of policy) {
    const body = { current_password, new_password }
    const answer = await server.call({ url: '/v1/auth/change-password', token, body })
    assert.equal(answer.status, isTaken ? 200 : 422, name)
    if (!isTaken) continue
    token = answer.body.access_token
    current_password = new_password
  }
})

test('A5 the account itself is no password', async () => {
  const about = { username: 'hershel-green', email: 'maggie.rhee@example.com' }
  const refused = [
    'hershel-green',
    'Hershel-Green1',
    'maggie.rhee@example.com',
    'maggie.rhee!',
    '12hershel-green',
  ]
  for (const password of refused) await assert.rejects(checkPassword(password, about), password)
  await checkPassword('the farm of hershel-green and family', about)
  const person = newPerson()
  const answer = await server.call({
    url: '/v1/auth/register',
    body: { ...person, password: `${person.username}!` },
  })
  assert.equal(answer.status, 422)
})

test('A5 the blocklist holds at least 3,000 passwords of allowed length; all are refused', async () => {
  const words = (dictionary['passwords-common'] as string[]).filter((word) => word.length >= 8)
  assert.ok(words.length >= 3_000, `${words.length}`)
  for (const word of words) await assert.rejects(checkPassword(word, {}), word)
})

test('A5 one text is one password, however it was typed; bytes past 72 count', async () => {
  const composed = 'caf\u00e9 am Flu\u00df \u212b'
  const person = await registerProven(server, { password: composed })
  for (const password of [composed, composed.normalize('NFD'), composed.normalize('NFKC')]) {
    assert.ok(await login(server, { ...person, password }))
  }
  const stem = 'z'.repeat(72)
  const long = await registerProven(server, { password: `${stem}one` })
  const { username } = long
  const body = { username, password: `${stem}two` }
  assert.equal((await server.call({ url: '/v1/auth/login', body })).status, 401)
  const cut = { username, password: stem }
  assert.equal((await server.call({ url: '/v1/auth/login', body: cut })).status, 401)
  assert.ok(await login(server, long))
})

const weaken = async (username: string, password: string) => {
  const weak = await hash(password, { memoryCost: 8_192, timeCost: 1, parallelism: 1 })
  await server.ctx.db.run(sql`
    update auth.users set password_hash = ${weak} where username = ${username}`)
}
const hashOf = async (username: string) =>
  (
    await server.ctx.db.row<{ password_hash: string }>(
      sql`select password_hash from auth.users where username = ${username}`,
    )
  )?.password_hash ?? ''

test('A6 an outdated hash signs in and is replaced; ten at once all sign in', async () => {
  const person = await registerProven(server)
  const { username, password } = person
  await weaken(username, password)
  const answers = await barrier(10, () =>
    server.call({ url: '/v1/auth/login', body: { username, password } }),
  )
  assert.deepEqual(tally(answers), { 200: 10 })
  assert.match(await hashOf(username), /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  const wrong = { username, password: 'not the password' }
  await weaken(username, password)
  const before = await hashOf(username)
  assert.equal((await server.call({ url: '/v1/auth/login', body: wrong })).status, 401)
  assert.equal(await hashOf(username), before)
})

test('A6 200 sign-ins at once with 1 kB passwords: a bounded queue, then a quick 503', async () => {
  const password = 'p'.repeat(1024)
  const timed = async (act: () => Promise<Answer>) => {
    const began = performance.now()
    return { answer: await act(), ms: performance.now() - began }
  }
  const flood = barrier(200, (i) =>
    timed(() => server.call({ url: '/v1/auth/login', body: { username: `flood${i}`, password } })),
  )
  let healthy = 0
  let isOver = false
  const watching = (async () => {
    while (!isOver) healthy += (await server.call({ url: '/health' })).status === 200 ? 1 : 0
  })()
  const results = await flood
  isOver = true
  await watching
  const answers = results.map(({ answer }) => answer)
  const busy = answers.filter(({ status }) => status === 503)
  const counts = tally(answers)
  assert.deepEqual(Object.keys(counts).sort(), ['401', '503'])
  assert.ok((counts[401] ?? 0) <= 200 - 64, JSON.stringify(counts))
  assert.ok(busy.every(({ headers }) => headers['retry-after'] === '1'))
  assert.ok(busy.every(({ body }) => typeof body.detail === 'string'))
  const longest = Math.max(...results.map(({ ms }) => ms))
  const refused = results.filter(({ answer }) => answer.status === 503).map(({ ms }) => ms)
  assert.ok(Math.max(...refused) < longest, 'refusals do not wait for the hashes')
  assert.ok(healthy > (counts[401] ?? 0), `${healthy} answers of /health meanwhile`)
})

test('A6 the event loop goes round while a password is hashed and compared', async () => {
  const { hashing } = server.app.engines
  let rounds = 0
  const goRound = () => {
    rounds++
    next = setImmediate(goRound)
  }
  let next = setImmediate(goRound)
  const stored = await hashing.hash('correct horse battery')
  const whileHashed = rounds
  assert.ok(await hashing.verify(stored, 'correct horse battery'))
  clearImmediate(next)
  assert.ok(whileHashed > 20 && rounds > whileHashed + 20, `${whileHashed}, then ${rounds}`)
})

test('A6 a password over the cap costs no hash', async () => {
  const body = { username: 'anybody', password: 'p'.repeat(1025) }
  assert.equal((await server.call({ url: '/v1/auth/login', body })).status, 422)
})

test('A6 being busy is nobody’s failure: the owner is not locked out by a flood', async () => {
  const person = await registerProven(server)
  const { username, password } = person
  const { hashing } = server.app.engines
  const { verify } = hashing
  const { unavailable } = await import('../../src/kernel/errors.ts')
  hashing.verify = async () => {
    throw unavailable('busy', 'Too many sign-ins')
  }
  const body = { username, password }
  for (let i = 0; i < 6; i++) await server.call({ url: '/v1/auth/login', body })
  hashing.verify = verify
  assert.equal((await server.call({ url: '/v1/auth/login', body })).status, 200)
})
