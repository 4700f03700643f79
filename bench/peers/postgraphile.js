import { createServer } from 'node:http'
import { postgraphile } from 'postgraphile'
import { makePgService } from 'postgraphile/adaptors/pg'
import { grafserv } from 'postgraphile/grafserv/node'
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber'

/**
 * PostGraphile over the tables of the bench. The header `x-user` says as whom, unchecked: what a
 * token would cost is left out in its favour.
 */
const [databaseUrl, port, poolSize] = process.argv.slice(2)

const settingsOf = (user) => ({
  role: 'authenticated',
  'request.jwt.claims': JSON.stringify({ sub: user, role: 'authenticated' }),
  'app.user_id': user,
})

const server = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [
    makePgService({
      connectionString: databaseUrl,
      schemas: ['public'],
      poolConfig: { max: Number(poolSize) },
    }),
  ],
  grafast: {
    explain: false,
    context: ({ node }) => ({ pgSettings: settingsOf(node.req.headers['x-user']) }),
  },
  grafserv: { graphiql: false, watch: false },
})
const http = createServer()
await server.createServ(grafserv).addTo(http)
http.listen(Number(port), '127.0.0.1')
