import { Badge } from '../../ui/badge.tsx'
import { Code } from '../../ui/code.tsx'
import { conditionOf, isFarOff, type PlanNode, placeOf, planIn, shareOf, titleOf } from './plan.ts'

/** A plan as a tree: what is done with what, and where the time goes. */
export function PlanTree({ plan }: { plan: unknown }) {
  const found = planIn(plan)
  if (!found) return <Code code={JSON.stringify(plan, null, 2)} label="Plan" />
  const { Plan: root, 'Execution Time': ran, 'Planning Time': planned } = found
  return (
    <div className="p-3">
      <p className="mb-2 text-xs text-muted tabular-nums">
        {ran === undefined
          ? `Estimated cost ${root['Total Cost'].toLocaleString('en')}; nothing was run.`
          : `Ran ${ran.toFixed(1)} ms, planned ${planned?.toFixed(1)} ms; changes were undone.`}
      </p>
      <ul aria-label="Plan">
        <Step node={root} root={root} />
      </ul>
    </div>
  )
}

function Step({ node, root }: { node: PlanNode; root: PlanNode }) {
  const share = shareOf(node, root)
  const condition = conditionOf(node)
  const removed = node['Rows Removed by Filter']
  return (
    <li className="border-l border-line pl-3">
      <div className="relative mb-1 rounded-md border border-line bg-surface px-3 py-2">
        <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <b className="font-medium">{titleOf(node)}</b>
          <span className="text-muted">{placeOf(node)}</span>
          <span className="ml-auto text-xs text-muted tabular-nums">{rowsOf(node)}</span>
          <span className="w-16 text-right text-xs tabular-nums" title="Share of the whole">
            {(share * 100).toFixed(0)} %
          </span>
        </div>
        <div aria-hidden className="mt-1.5 h-1 overflow-hidden rounded-full bg-hover">
          <div
            className={share > 0.5 ? 'h-full bg-chart-4' : 'h-full bg-chart-1'}
            style={{ width: `${share * 100}%` }}
          />
        </div>
        {condition && (
          <code className="mt-1.5 block text-xs break-words text-muted">{condition}</code>
        )}
        <div className="mt-1 flex flex-wrap gap-1.5 empty:hidden">
          {isFarOff(node) && (
            <Badge tone="warn">guessed {node['Plan Rows'].toLocaleString('en')} rows</Badge>
          )}
          {removed !== undefined && removed > 1000 && (
            <Badge tone="warn">{removed.toLocaleString('en')} rows thrown away</Badge>
          )}
        </div>
      </div>
      {node.Plans && (
        <ul>
          {node.Plans.map((child, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
            <Step key={i} node={child} root={root} />
          ))}
        </ul>
      )}
    </li>
  )
}

function rowsOf(node: PlanNode): string {
  const rows = node['Actual Rows'] ?? node['Plan Rows']
  const loops = node['Actual Loops'] ?? 1
  const time = node['Actual Total Time']
  const said = `${node['Actual Rows'] === undefined ? 'about ' : ''}${rows.toLocaleString('en')} rows`
  return [
    said,
    loops > 1 ? `× ${loops}` : '',
    time === undefined ? '' : `${(time * loops).toFixed(1)} ms`,
  ]
    .filter(Boolean)
    .join(' ')
}
