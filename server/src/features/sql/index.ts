import type { Ctx } from '../../engines/context.ts'
import { invalidField } from '../../kernel/errors.ts'
import { commandOf, type Statement, splitScript } from '../../kernel/script.ts'
import { contextAs } from '../access/index.ts'
import { record } from '../audit/index.ts'
import { requestScope } from '../tables/index.ts'
import type { TenantCache } from '../tenants/index.ts'
import { run } from './run.ts'
import type { Answer, Script } from './schema.ts'

export { Answer, Script } from './schema.ts'

const keptCharacters = 20_000

/**
 * Runs SQL on the main database for an instance admin: as the owner of users' tables, who has no part
 * in the tables of accounts and secrets, or as somebody else would be seen. What was asked
 * for is written down first, whatever becomes of it.
 * @throws unprocessable `sql_failed` with what PostgreSQL said; unavailable `statement_timeout`
 */
export async function execute(ctx: Ctx, cache: TenantCache, script: Script): Promise<Answer> {
  const statements = splitScript(script.statement)
  mustBePlain(script, statements)
  const as = script.as && (await requestScope(await contextAs(ctx, cache, script.as)))
  const { statement, as: who, read_only, explain } = script
  await record(ctx, 'sql.executed', {
    details: { statement: statement.slice(0, keptCharacters), as: who, read_only, explain },
  })
  const answer = await run(ctx, script, statements, as)
  ctx.changes.poke()
  return answer
}

/** Transactions are ours: a script that ended one would run on outside of what it was asked to be. */
function mustBePlain({ parameters, explain }: Script, statements: readonly Statement[]): void {
  if (statements.length === 0) throw invalidField('statement', 'empty', 'There is no statement')
  if (statements.length > 1 && (parameters || explain)) {
    const field = parameters ? 'parameters' : 'explain'
    throw invalidField(field, 'invalid', 'With one statement only')
  }
  const control = statements.find(({ text }) => transactions.test(commandOf(text)))
  if (!control) return
  throw invalidField(
    'statement',
    'transaction_control',
    'Several statements are one transaction: leave out begin and commit',
  )
}

const transactions = /^(BEGIN|START|COMMIT|END|ABORT|PREPARE TRANSACTION|ROLLBACK(?! TO))\b/
