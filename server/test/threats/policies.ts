import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { signIn } from '../../src/surfaces/platform/testing.ts'
import { startServer, type TestServer } from '../kit.ts'
import { asAdministrator } from '../tables.ts'
import { session } from './generators.ts'

/** Twenty people over a pool of connections that is cancelled, timed out and broken under them. */

export interface Crowd {
  server: TestServer
  /** So many requests, interleaved. @returns what anybody saw of another */
  mix(requests: number, seed: number): Promise<{ foreign: string[]; served: number }>
  /** Backends of requests that hold a role while nothing runs. */
  idleRoles(): Promise<string[]>
}

const schema = `
  create table mine (id int generated always as identity primary key, owner uuid not null default auth.uid(), n int);
  alter table mine enable row level security; grant select, insert on mine to authenticated, anon;
  create policy own on mine using (owner = (select auth.uid())) with check (owner = (select auth.uid()));
  create function whoami(mine) returns text language sql stable as $$ select auth.uid()::text $$;
  create function slow(mine) returns text language sql volatile as $$ select pg_sleep(0.03)::text || auth.uid()::text $$;
  create function broken(mine) returns int language sql stable as $$ select 1 / ($1.n * 0) $$;
  create policy nobody on mine for select to anon using (auth.uid() is not null);`

export async function makeCrowd(size = 20): Promise<Crowd> {
  const server = await startServer({ rateLimit: false })
  await asAdministrator(server, schema)
  const first = await signIn(server)
  const ids = [first.userId]
  for (let i = 1; i < size; i++) ids.push((await signIn(server)).userId)
  for (const id of ids)
    await asAdministrator(
      server,
      `insert into mine (owner, n) select '${id}', g from generate_series(1, 3) g`,
    )
  const tokens = await Promise.all(ids.map((id) => session(server, id)))
  const base = await server.app.http.listen({ port: 0, host: '127.0.0.1' })

  const mix = async (requests: number, seed: number) => {
    let random = seed
    const next = (n: number) => {
      random = (random * 1103515245 + 12345) % 2 ** 31
      return Math.floor((random / 2 ** 31) * n)
    }
    const foreign: string[] = []
    let served = 0
    let left = requests
    const one = async () => {
      const who = next(ids.length)
      const kind = next(12)
      const [id, token] = [ids[who] ?? '', tokens[who] ?? '']
      const path =
        [
          'mine?select=owner,whoami',
          'mine?select=owner,whoami,n&n=gt.0',
          'mine?select=owner,slow',
          'mine?select=owner,broken',
          'mine?select=count(*)',
          'mine?n=eq.x',
          'mine/query',
          'mine/export?select=owner,whoami',
        ][kind % 8] ?? ''
      const isAnonymous = kind === 11
      const gone = new AbortController()
      if (kind === 9 || kind === 10) void sleep(next(25)).then(() => gone.abort())
      const init = path.endsWith('query')
        ? { method: 'POST', body: '{"select":"owner,whoami"}' }
        : {}
      const url = isAnonymous ? `${base}/api/v1/graphql` : `${base}/api/v1/tables/${path}`
      const answer = await fetch(url, {
        ...(isAnonymous ? { method: 'POST', body: '{"query":"{ mine { owner } }"}' } : init),
        signal: gone.signal,
        headers: {
          'content-type': 'application/json',
          ...(isAnonymous ? {} : { authorization: `Bearer ${token}` }),
        },
      })
        .then(async (response) => ({ status: response.status, text: await response.text() }))
        .catch(() => undefined)
      if (!answer) return
      if (answer.status === 200) served++
      assert.ok(
        answer.status < 500 || answer.status === 503 || answer.status === 504,
        `${path} ${answer.text}`,
      )
      for (const [other, otherId] of ids.entries()) {
        if ((isAnonymous || other !== who) && answer.text.includes(otherId))
          foreign.push(`${id} saw ${otherId}: ${path}`)
      }
      if (path === 'mine?select=count(*)' && !isAnonymous && answer.status === 200)
        assert.equal(answer.text, '[{"count":3}]')
    }
    await Promise.all(
      Array.from({ length: 40 }, async () => {
        while (left-- > 0) await one()
      }),
    )
    return { foreign, served }
  }

  return {
    server,
    mix,
    idleRoles: async () => {
      const { rows } = await asAdministrator(
        server,
        `select state || ' ' || coalesce(query, '') as what from pg_stat_activity where usename = 'flumen_app' and datname = current_database() and state <> 'idle'`,
      )
      return rows.map(({ what }: { what: string }) => what)
    },
  }
}
