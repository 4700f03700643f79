import { Handle, type Node, type NodeProps, Position } from '@xyflow/react'
import { KeyRound, Link2, Radio, ShieldCheck } from 'lucide-react'
import { shortType } from '../../catalog/kinds.ts'
import { pathOf, type Table } from '../../catalog/schema.ts'
import { cx } from '../../ui/class-names.ts'
import { PageLink } from '../../ui/link.tsx'
import { columnsShown } from './layout.ts'

export type TableNodeType = Node<{ table: Table; isFound: boolean; isDim: boolean }, 'table'>

const handle = 'size-1! min-w-0! min-h-0! border-0! bg-edge!'

/** A table of the diagram; its name leads to its rows. */
export function TableNode({ data: { table, isFound, isDim } }: NodeProps<TableNodeType>) {
  const { shown, more } = columnsShown(table)
  return (
    <div
      className={cx(
        'w-60 overflow-hidden rounded-lg border bg-surface text-xs shadow-sm',
        isFound ? 'border-accent outline-2 outline-accent' : 'border-edge',
        isDim && 'opacity-35',
      )}
    >
      <Handle type="target" position={Position.Left} className={handle} isConnectable={false} />
      <div className="flex h-8.5 items-center gap-1.5 border-b border-line bg-sunken px-3">
        <PageLink
          plain
          to={pathOf(table)}
          className="nodrag min-w-0 grow truncate font-semibold hover:underline"
        >
          {table.schema !== 'public' && (
            <span className="font-normal text-faint">{table.schema}.</span>
          )}
          {table.name}
        </PageLink>
        {table.realtime && <Radio aria-label="Realtime" className="size-3.5 text-faint" />}
        {table.rls_enabled && (
          <ShieldCheck aria-label="Row-level security" className="size-3.5 text-good-text" />
        )}
      </div>
      <ul className="py-0.5">
        {shown.map(({ name, type, nullable }) => (
          <li key={name} className="flex h-5.5 items-center gap-1.5 px-3">
            {table.primary_key.includes(name) ? (
              <KeyRound aria-label="Key" className="size-3 shrink-0 text-warn-text" />
            ) : table.foreign_keys.some(({ columns }) => columns.includes(name)) ? (
              <Link2 aria-label="Foreign key" className="size-3 shrink-0 text-faint" />
            ) : (
              <span className="w-3" />
            )}
            <span className="min-w-0 grow truncate">{name}</span>
            <span className="max-w-24 truncate text-2xs text-faint">
              {shortType(type)}
              {nullable && '?'}
            </span>
          </li>
        ))}
        {more > 0 && <li className="flex h-5.5 items-center px-3 text-faint">and {more} more</li>}
      </ul>
      <Handle type="source" position={Position.Right} className={handle} isConnectable={false} />
    </div>
  )
}
