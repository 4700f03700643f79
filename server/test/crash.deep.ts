import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { newPerson, type Person } from './people.ts'
import { makeVictim } from './victim.ts'

/** kill -9 under sign-up load: what was answered exists, a code works once, no hand is needed. */
const kills = 50
const clients = 8
const { folder, start, kill, stop } = await makeVictim()

/** Status of an answer; undefined when none came. */
async function post(url: string, body: unknown): Promise<number | undefined> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    await answer.arrayBuffer()
    return answer.status
  } catch {
    return undefined
  }
}

/** Codes by address, read from the outbox; the newest counts. */
const codes = new Map<string, string>()
const read = new Set<string>()
async function readOutbox(): Promise<void> {
  const files = await readdir(join(folder, 'outbox')).catch(() => [])
  for (const file of files.filter((name) => name.endsWith('.eml') && !read.has(name)).sort()) {
    read.add(file)
    const text = await readFile(join(folder, 'outbox', file), 'utf8')
    const to = /^To: (.*)$/m.exec(text)?.[1]?.trim()
    const code = /^Subject: (\d{6}) /m.exec(text)?.[1]
    if (to && code) codes.set(to, code)
  }
}

const answered: Person[] = []
/** Address and code of every verification that was answered with 200. */
const proven: { email: string; code: string }[] = []
const unsure = new Set<string>()
const problems: string[] = []

async function signUp(url: string): Promise<void> {
  const person = newPerson()
  if ((await post(`${url}/v1/auth/register`, person)) !== 200) return
  answered.push(person)
  for (let i = 0; i < 20 && !codes.has(person.email); i++) {
    await sleep(10)
    await readOutbox()
  }
  const code = codes.get(person.email)
  if (code) await verifyTwice(url, person.email, code)
}

async function verifyTwice(url: string, email: string, code: string): Promise<void> {
  const body = { email, code }
  const statuses = await Promise.all([1, 2].map(() => post(`${url}/v1/auth/verify-email`, body)))
  const right = statuses.filter((status) => status === 200).length
  if (right > 1) problems.push(`${email}: the code worked twice`)
  if (right === 1) proven.push(body)
  else if (statuses.includes(undefined)) unsure.add(email)
  if (statuses.some((status) => status !== undefined && status >= 500 && status !== 503)) {
    problems.push(`${email}: ${statuses}`)
  }
}

async function load(url: string, stopped: () => boolean): Promise<void> {
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (!stopped()) await signUp(url)
    }),
  )
}

async function checkAll(url: string, people: Person[]): Promise<void> {
  for (const { username, password } of people) {
    const status = await post(`${url}/v1/auth/login`, { username, password })
    if (status !== 200 && status !== 403) problems.push(`${username} is lost: ${status}`)
  }
}

test(`${kills} kills under sign-up load`, { timeout: 600_000 }, async () => {
  let checked = 0
  for (let round = 0; round < kills; round++) {
    const url = await start()
    // What the last round left behind: every answered sign-up is there, no code works again.
    await checkAll(url, answered.slice(checked, checked + 40))
    checked = answered.length
    for (const body of proven.slice(-5)) {
      if ((await post(`${url}/v1/auth/verify-email`, body)) === 200) {
        problems.push(`${body.email}: the code worked again after the restart`)
      }
    }
    let over = false
    const running = load(url, () => over)
    await sleep(100 + Math.random() * 500)
    over = true
    await kill()
    await running
  }
  const url = await start()
  await checkAll(url, answered.slice(checked))
  for (const { email } of proven) assert.ok(!unsure.has(email))
  assert.deepEqual(problems, [])
  assert.ok(answered.length > kills * 5, `only ${answered.length} sign-ups were answered`)
  assert.ok(proven.length > kills, `only ${proven.length} mailboxes were proven`)
  await stop()
})
