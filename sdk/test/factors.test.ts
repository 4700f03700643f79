import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret, TOTP } from 'otpauth'
import { registerProven } from '../../server/test/people.ts'
import type { FlumenError } from '../src/index.ts'
import { listen } from './server.ts'

const { server, client } = await listen()

test('a second factor is asked for by mfa_required, and finishes the sign-in', async () => {
  const { email, password } = await registerProven(server)
  const one = client()
  await one.auth.signIn({ email, password })
  const { totp } = await one.auth.setUpSecondFactor()
  const app = new TOTP({ secret: Secret.fromBase32(totp.secret) })
  const backup = await one.auth.enableSecondFactor({ code: app.generate() })
  assert.equal(backup.length, 10)

  const other = client()
  const asked = await other.auth.signIn({ email, password }).catch((error: FlumenError) => error)
  assert.ok('code' in asked && asked.code === 'mfa_required')
  assert.deepEqual((asked.details as { factors: string[] }).factors, ['totp'])
  assert.equal(other.auth.session, null)
  const wrong = other.auth.verifySecondFactor({ code: '000000' })
  await assert.rejects(wrong, { name: 'FlumenError' })
  const session = await other.auth.verifySecondFactor({ code: backup[0] ?? '' })
  assert.equal(session.user.email, email)
  await assert.rejects(other.auth.verifySecondFactor({ code: '1' }), { code: 'nothing_waits' })
})
