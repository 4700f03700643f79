import type { Ctx } from '../../engines/context.ts'
import { nullable, object, oneOf, type Static, Type } from '../../kernel/schema.ts'
import { asksOnce, callsPerRow } from './per-row.ts'
import { alterPolicy, type Found, findFaults, type PolicyText, selectPolicies } from './queries.ts'
import { levels, type RuleName, ruleNames, rules } from './rules.ts'

export const Level = oneOf(levels)

export const Finding = object({
  id: Type.String({ description: 'The same as long as the finding is the same' }),
  rule: oneOf(ruleNames),
  level: Level,
  schema: Type.String(),
  table: nullable(Type.String()),
  columns: Type.Optional(Type.Array(Type.String())),
  policy: Type.Optional(Type.String()),
  role: Type.Optional(Type.String()),
  function: Type.Optional(Type.String()),
  index: Type.Optional(Type.String()),
  constraint: Type.Optional(Type.String()),
  message: Type.String(),
  fix: Type.String({ description: 'The SQL to type' }),
})
export type Finding = Static<typeof Finding>

export interface Asked {
  schemas?: readonly string[] | undefined
  level?: Finding['level'] | undefined
}

/** What is open, loose, slow or double in the tables of users; the worst first. */
export async function advise(ctx: Ctx, { schemas, level }: Asked): Promise<Finding[]> {
  const [found, policies] = await Promise.all([
    ctx.db.rows<Found>(findFaults),
    ctx.db.rows<PolicyText>(selectPolicies),
  ])
  return [...found, ...policies.flatMap(perRow)]
    .map(toFinding)
    .filter((one) => level === undefined || one.level === level)
    .filter((one) => schemas === undefined || schemas.includes(one.schema))
    .sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level) || (a.id < b.id ? -1 : 1))
}

function perRow(policy: PolicyText): Found[] {
  const { schema, relation, using, check } = policy
  if (![using, check].some((text) => text !== null && callsPerRow(text).length > 0)) return []
  const fix = alterPolicy({
    ...policy,
    using: using === null ? null : asksOnce(using),
    check: check === null ? null : asksOnce(check),
  })
  const what = policy.policy
  return [{ rule: 'policy_per_row', schema, relation, what, columns: null, role: null, fix }]
}

/** Under which name a finding says what it is about. */
const kinds: Partial<Record<RuleName, 'policy' | 'function' | 'index' | 'constraint'>> = {
  policy_per_row: 'policy',
  definer_search_path: 'function',
  definer_open_to_anon: 'function',
  duplicate_index: 'index',
  foreign_key_without_index: 'constraint',
}

function toFinding(found: Found): Finding {
  const { schema, relation, what, columns, role, fix } = found
  const rule = found.rule as RuleName
  const kind = kinds[rule]
  const name = schema === 'public' ? `${relation}` : `${schema}.${relation}`
  const place = [schema, relation, kind || columns ? what : null, role]
  return {
    id: [rule, ...place.filter((part) => part !== null)].join(':'),
    rule,
    level: rules[rule].level,
    schema,
    table: relation,
    ...(columns ? { columns } : {}),
    ...(kind && what !== null ? { [kind]: what } : {}),
    ...(role === null ? {} : { role }),
    message: rules[rule].message(found, name),
    fix,
  }
}
