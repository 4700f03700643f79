import assert from 'node:assert/strict'
import type { TestServer } from '../../../test/kit.ts'
import { newPerson } from '../../../test/people.ts'
import { randomLowerSecret } from '../../kernel/ids.ts'

/** An organization and its owner, as tests make them: over HTTP. */
export interface TestOrganization {
  id: string
  email: string
  password: string
  userId: string
  /** The owner's session. */
  token: string
}

export async function newOrganization(
  server: TestServer,
  name = 'Acme',
): Promise<TestOrganization> {
  const { email, password } = newPerson()
  const body = { email, password, organization_name: name }
  const answer = await server.call({ url: '/api/v1/auth/signup', body })
  assert.equal(answer.status, 201, answer.text)
  const cookies = [answer.headers['set-cookie'] ?? []].flat().join('; ')
  const token = /access_token=([^;]+)/.exec(cookies)?.[1] ?? ''
  return { id: answer.body.organization.id, email, password, userId: answer.body.user.id, token }
}

/** @returns the secret of a key that may do all */
export async function newKey(
  server: TestServer,
  { token }: { token: string },
  changes: Record<string, unknown> = {},
): Promise<{ id: string; key: string }> {
  const body = { name: 'server', scopes: ['usage.write', 'usage.read'], ...changes }
  const answer = await server.call({ url: '/api/v1/api-keys', token, body })
  assert.equal(answer.status, 201, answer.text)
  return answer.body
}

/** A meter with its token, as tests make it: by a feature. */
export interface TestMeter {
  id: string
  token: string
  name: string
  featureId: string
}

export async function newMeter(
  server: TestServer,
  { token }: { token: string },
  aggregation_type: 'SUM' | 'MAX' | 'UNIQUE_COUNT' | 'LAST' = 'SUM',
  changes: Record<string, unknown> = {},
): Promise<TestMeter> {
  const name = `meter_${randomLowerSecret(8)}`
  const body = {
    name: 'Calls',
    lookup_key: name,
    type: 'meter',
    meter_name: name,
    property_name: 'amount',
    aggregation_type,
    ...changes,
  }
  const answer = await server.call({ url: '/api/v1/features', token, body })
  assert.equal(answer.status, 201, answer.text)
  const { id: featureId, meter_id: id, meter_token } = answer.body
  return { id, token: meter_token, name, featureId }
}
