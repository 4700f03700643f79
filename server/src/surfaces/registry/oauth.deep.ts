import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barrier, startServer } from '../../../test/kit.ts'
import { signedInAdmin } from '../../../test/people.ts'
import { verifyToken } from '../../features/marketplace-tokens/index.ts'
import { askTokens, callback, grantCode, newMerchant, publish } from './testing.ts'

/** O2 at its full width: two processes, 50 at once, one code after another. */
const server = await startServer({ rateLimit: false })
const twin = await startServer({ databaseUrl: server.databaseUrl, queue: false, rateLimit: false })

test('O2 of 50 exchanges of one code on two processes one succeeds; a replay ends its tokens', async () => {
  const dev = await newMerchant(server)
  const shop = await newMerchant(server)
  const admin = await signedInAdmin(server)
  const app = await publish(server, dev.test, admin.token)
  for (let round = 0; round < 100; round++) {
    const code = await grantCode(server, shop.test, app)
    const fields = { grant_type: 'authorization_code', code, redirect_uri: callback }
    const answers = await barrier(50, (i) => askTokens(i % 2 ? server : twin, app, fields))
    const won = answers.filter(({ status }) => status === 200)
    assert.equal(won.length, 1)
    // The losers were second uses: what the winner got is over, on both.
    await askTokens(server, app, fields)
    assert.equal(await verifyToken(server.ctx, won[0]?.body.access_token), undefined)
    assert.equal(await verifyToken(twin.ctx, won[0]?.body.access_token), undefined)
  }
})
