import { type Ctx, inTransaction } from '../../server/src/engines/context.ts'
import { mainRealm } from '../../server/src/features/identity/index.ts'
import * as keys from '../../server/src/features/keys/index.ts'
import * as sessions from '../../server/src/features/sessions/index.ts'
import { shortId, uuid } from '../../server/src/kernel/ids.ts'
import { sql } from '../../server/src/kernel/sql.ts'
import { withContext } from './context.ts'

/** A person with a proven mailbox, a password, one key and one session. */
export interface Member {
  id: string
  username: string
  key: string
  token: string
}

/** Members that are made in one transaction, and how many of these run at a time. */
const batchSize = 100
const width = 6

/**
 * Migrates the database and fills it with people. Rows of people by SQL; keys and sessions through
 * the server's own features, because only they know what a genuine one is.
 */
export const populate = (given: {
  url: string
  dataDir: string
  count: number
  passwordHash: string
}): Promise<Member[]> =>
  withContext(given, async (ctx) =>
    equipAll(ctx, await insertPeople(ctx, given.count, given.passwordHash)),
  )

interface Person {
  id: string
  username: string
}

async function insertPeople(ctx: Ctx, count: number, passwordHash: string): Promise<Person[]> {
  const people = Array.from({ length: count }, (_, i) => ({ id: uuid(), username: `member${i}` }))
  await ctx.db.run(sql`
    insert into auth.users (id, short_id, realm_id, email, email_verified_at, username, full_name,
      password_hash, origin)
    select id, short_id, ${mainRealm}, username || '@example.com', now(), username, 'Ada Lovelace',
      ${passwordHash}, 'account'
    from unnest(${people.map((p) => p.id)}::uuid[], ${people.map(() => `rec_${shortId()}`)}::text[],
      ${people.map((p) => p.username)}::text[]) as given (id, short_id, username)`)
  return people
}

async function equipAll(ctx: Ctx, people: Person[]): Promise<Member[]> {
  const batches = Array.from({ length: Math.ceil(people.length / batchSize) }, (_, i) =>
    people.slice(i * batchSize, (i + 1) * batchSize),
  )
  const members: Member[] = []
  const work = async () => {
    for (let batch = batches.pop(); batch; batch = batches.pop()) {
      members.push(...(await equip(ctx, batch)))
    }
  }
  await Promise.all(Array.from({ length: width }, work))
  return members
}

const equip = (ctx: Ctx, people: Person[]): Promise<Member[]> =>
  inTransaction(ctx, async (ctx) => {
    const members: Member[] = []
    for (const person of people) {
      const { secret } = await keys.create(ctx, 'rst', { userId: person.id }, { name: 'bench' })
      const user = { ...person, realm_id: mainRealm, email: null, role: 'authenticated' }
      const session = await sessions.start(ctx, user, { amr: ['pwd'] })
      members.push({ ...person, key: secret, token: session.access_token })
    }
    return members
  })
