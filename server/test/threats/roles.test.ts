import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Rule, rules } from '../../src/surfaces/platform/access.ts'
import { type Answer, startServer } from '../kit.ts'
import { harmless, hasErrorShape, isClosed, type Listed, routesOf, title } from './generators.ts'
import { type CallerName, callers, keyNames, makePlatformWorld } from './platform-world.ts'
import { type Door, matrix } from './role-matrix.ts'

/** R1, T6: every route of the platform × everybody, against the matrix that stands beside this file. */
const server = await startServer({ rateLimit: false })
const world = await makePlatformWorld(server)
const closed = routesOf(server).filter((one) => one.surface.name === 'platform' && isClosed(one))
const accessOf = ({ route }: Listed) => route.access as keyof typeof rules

/** What is behind a door never answers `harmless`: who gets that far is told of its query. */
const doorOf = ({ status }: Answer): Door =>
  status === 401 ? 'closed' : status === 403 ? 'forbidden' : 'open'

const hasNoBody = ({ route }: Listed): boolean => route.method === 'HEAD'

test('R1 every kind of access has its row, and every row its kind of access', () => {
  const reading = Object.entries(rules).filter(
    ([, rule]: [string, Rule]) => rule.sessions || rule.keys,
  )
  assert.deepEqual([...matrix.keys()].sort(), reading.map(([name]) => name).sort())
})

for (const listed of closed) {
  test(`R1 T6 ${title(listed)} lets in whom the matrix says, and nobody else`, async () => {
    const row = matrix.get(accessOf(listed))
    assert.ok(row, `a row for ${listed.route.access}`)
    for (const who of callers) {
      const answer = await server.call({ ...harmless(listed), ...world.credentials[who] })
      assert.equal(doorOf(answer), row.door[who], `${who}: ${answer.status} ${answer.text}`)
      if (answer.status >= 400) assert.ok(hasErrorShape(listed, answer), answer.text)
      assert.ok(answer.status < 500, answer.text)
    }
  })
}

describe('T6 scopes', async () => {
  /** Every scope of the contract apart from one: only the right one opens. */
  const allScopes = `
    tables:read tables:write storage:read storage:write functions:read functions:execute auth:read
    auth:write clientkeys:read clientkeys:write webhooks:read webhooks:write monitoring:read
    realtime:connect realtime:broadcast rpc:read rpc:execute jobs:read jobs:write ai:read ai:write
    secrets:read secrets:write migrations:read migrations:execute`
    .trim()
    .split(/\s+/)
  const allBut = (scope: string) => allScopes.filter((one) => one !== scope)
  const scopes = [...new Set([...matrix.values()].flatMap(({ scope }) => scope ?? []))]
  const holders = new Map(
    await Promise.all(
      scopes.flatMap((scope) =>
        keyNames.map(async (kind) => {
          const without = await world.keyWith(kind, allBut(scope))
          return [
            `${scope} ${kind}`,
            { without, alone: await world.keyWith(kind, [scope]) },
          ] as const
        }),
      ),
    ),
  )

  for (const listed of closed) {
    const row = matrix.get(accessOf(listed))
    if (row?.scope === undefined) continue
    const { scope, door } = row
    test(`T6 ${title(listed)} asks a key for ${scope}, and for no more`, async () => {
      for (const kind of keyNames.filter((name) => door[name] === 'open')) {
        const key = holders.get(`${scope} ${kind}`)
        assert.ok(key)
        const refused = await server.call({ ...harmless(listed), ...key.without })
        assert.equal(refused.status, 403, `${kind}: ${refused.text}`)
        if (!hasNoBody(listed)) assert.equal(refused.body.details.required_scope, scope)
        const passed = await server.call({ ...harmless(listed), ...key.alone })
        assert.equal(doorOf(passed), 'open', `${kind}: ${passed.text}`)
      }
    })
  }
})

/** In a tenant that is not theirs people and keys are refused; those above all tenants are not. */
const roams: readonly CallerName[] = ['nobody', 'instance_admin', 'gsk']

for (const listed of closed.filter(({ route }) => route.access !== 'sign_out')) {
  test(`R1 R2 ${title(listed)} is shut in a tenant one does not belong to`, async () => {
    const row = matrix.get(accessOf(listed))
    for (const who of callers.filter((name) => !roams.includes(name))) {
      const { token, headers } = world.credentials[who]
      const inB = { ...headers, 'x-fb-tenant': world.b }
      const answer = await server.call({ ...harmless(listed), token, headers: inB })
      assert.equal(answer.status, 403, `${who}: ${answer.text}`)
      if (row?.door[who] !== 'open') continue
      if (!hasNoBody(listed)) assert.equal(answer.body.code, 'ACCESS_DENIED', who)
      const nowhere = { ...headers, 'x-fb-tenant': 'no-such-tenant' }
      const lost = await server.call({ ...harmless(listed), token, headers: nowhere })
      assert.equal(lost.status, 404, `${who}: ${lost.text}`)
    }
  })
}
