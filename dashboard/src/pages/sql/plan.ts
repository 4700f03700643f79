/** One step of a plan, as PostgreSQL's JSON has it. */
export interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Join Type'?: string
  Filter?: string
  'Index Cond'?: string
  'Hash Cond'?: string
  'Rows Removed by Filter'?: number
  'Plan Rows': number
  'Total Cost': number
  'Actual Rows'?: number
  'Actual Total Time'?: number
  'Actual Loops'?: number
  Plans?: PlanNode[]
}

export interface Plan {
  Plan: PlanNode
  'Planning Time'?: number
  'Execution Time'?: number
}

export const planIn = (plan: unknown): Plan | undefined => {
  const [first] = Array.isArray(plan) ? plan : [plan]
  return first && typeof first === 'object' && 'Plan' in first ? (first as Plan) : undefined
}

const whole = (node: PlanNode): number =>
  node['Actual Total Time'] === undefined
    ? node['Total Cost']
    : node['Actual Total Time'] * (node['Actual Loops'] ?? 1)

/** What a step itself costs: without those below it. */
export const shareOf = (node: PlanNode, root: PlanNode): number => {
  const below = (node.Plans ?? []).reduce((sum, child) => sum + whole(child), 0)
  return Math.max(0, Math.min(1, (whole(node) - below) / (whole(root) || 1)))
}

/** The guess was ten times wrong or worse: statistics are old, or the planner cannot know. */
export const isFarOff = (node: PlanNode): boolean => {
  const actual = node['Actual Rows']
  if (actual === undefined) return false
  const ratio = (actual + 1) / (node['Plan Rows'] + 1)
  return ratio > 10 || ratio < 0.1
}

export const titleOf = (node: PlanNode): string =>
  [node['Join Type'] && node['Join Type'] !== 'Inner' ? node['Join Type'] : '', node['Node Type']]
    .filter(Boolean)
    .join(' ')

export const placeOf = (node: PlanNode): string =>
  [node['Relation Name'], node['Index Name'] && `by ${node['Index Name']}`]
    .filter(Boolean)
    .join(' ')

export const conditionOf = (node: PlanNode): string | undefined =>
  node['Index Cond'] ?? node['Hash Cond'] ?? node.Filter
