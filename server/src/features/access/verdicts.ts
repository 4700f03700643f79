import type { Operation } from '../tables/index.ts'
import type { Policy } from './queries.ts'

/** What PostgreSQL asks of a row, in its order (its manual, "Policies Applied by Command Type"). */
export interface Stage {
  command: 'select' | 'insert' | 'update' | 'delete'
  part: 'using' | 'check'
  /** Of the row as it is, or as it would be. */
  on: 'row' | 'new_row'
  policies: Policy[]
}

/** @param isWritten whether the values of the change are known */
export function stagesOf(op: Operation, policies: readonly Policy[], isWritten: boolean): Stage[] {
  const stage = (command: Stage['command'], part: Stage['part'], on: Stage['on']): Stage => ({
    command,
    part,
    on,
    policies: policies.filter(
      (policy) => policy.applies && (policy.command === 'all' || policy.command === command),
    ),
  })
  const readable = stage('select', 'using', 'row')
  // Our answers hold the row as it became, so it must be one that the caller may read.
  const answered = stage('select', 'using', 'new_row')
  if (op === 'select') return [readable]
  if (op === 'delete') return [readable, stage('delete', 'using', 'row')]
  if (op === 'insert') return isWritten ? [stage('insert', 'check', 'new_row'), answered] : []
  const old = [readable, stage('update', 'using', 'row')]
  return isWritten ? [...old, stage('update', 'check', 'new_row'), answered] : old
}

/** What a policy asks in a stage: without a check of its own, `using` is the check. */
export const expressionOf = (policy: Policy, { part }: Stage): string =>
  (part === 'check' ? (policy.check ?? policy.using) : policy.using) ?? 'true'

export interface Verdict {
  policy: string
  command: Stage['command']
  part: Stage['part']
  on: Stage['on']
  /** Null is not enough: it counts as false. */
  result: boolean | null
}

export interface Judgement {
  allowed: boolean
  /** The policies that let it through; or, where it is not, those that would have had to. */
  decided_by: string[]
  verdicts: Verdict[]
}

/**
 * One permissive policy must say yes, and every restrictive one, in each stage.
 * @param results by stage, by policy
 */
export function judge(
  stages: readonly Stage[],
  results: readonly (readonly (boolean | null)[])[],
): Judgement {
  const verdicts: Verdict[] = []
  const passed = new Set<string>()
  let refused: string[] | undefined
  stages.forEach(({ command, part, on, policies }, i) => {
    const said = policies.map((policy, j) => ({ policy, yes: results[i]?.[j] === true }))
    policies.forEach((policy, j) => {
      verdicts.push({ policy: policy.name, command, part, on, result: results[i]?.[j] ?? null })
    })
    const permissive = said.filter(({ policy }) => policy.permissive)
    const against = said.filter(({ policy, yes }) => !policy.permissive && !yes)
    const yes = permissive.filter((one) => one.yes)
    for (const { policy } of yes) passed.add(policy.name)
    if (yes.length === 0) refused ??= permissive.map(({ policy }) => policy.name)
    else if (against.length > 0) refused ??= against.map(({ policy }) => policy.name)
  })
  return {
    allowed: refused === undefined,
    decided_by: refused ?? [...passed],
    verdicts,
  }
}
