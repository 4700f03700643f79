import type { paths } from '@flumen/client'
import type { Item } from '../../api/types.ts'
import { Badge, Dot } from '../../ui/badge.tsx'
import { Code } from '../../ui/code.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Card, Facts } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { PlanTree } from '../sql/plan-tree.tsx'

export type Explained =
  paths['/api/v1/admin/explain-access']['post']['responses'][200]['content']['application/json']
type Sample = Item<Explained['sample']>
type Rule = Item<Explained['policies']>

const exemptions = {
  off: 'the table has none',
  bypass: 'the role passes by them',
  owner: 'the role owns the table',
}

/** Whether the request is served, which rows it reaches, and what decided about each. */
export function Explanation({ answer }: { answer: Explained }) {
  const {
    served,
    refusal,
    caller,
    rows,
    policies_hold,
    exempt,
    policies,
    sample,
    statement,
    plan,
    errors,
  } = answer
  return (
    <>
      <Card title="Outcome">
        <Facts
          rows={[
            [
              'Request',
              served ? (
                <Dot key="served" tone="good">
                  Served
                </Dot>
              ) : (
                <Dot key="refused" tone="danger">
                  Refused, {refusal?.status}: {refusal?.message}
                </Dot>
              ),
            ],
            ...(refusal?.hint
              ? [['What to type', <Code key="hint" code={refusal.hint} />] as const]
              : []),
            ['Database role', <code key="role">{caller.role}</code>],
            [
              'Policies',
              policies_hold ? 'hold' : `do not count: ${exempt ? exemptions[exempt] : ''}`,
            ],
            ...(rows
              ? [
                  [
                    'Rows',
                    rows.visible === null
                      ? `${rows.existing} exist`
                      : `${rows.visible.toLocaleString('en')} of ${rows.existing.toLocaleString('en')} are within reach`,
                  ] as const,
                ]
              : []),
            ...errors.map(
              ({ in: place, message, hint }) =>
                [`Fault in ${place}`, `${message}${hint ? ` (${hint})` : ''}`] as const,
            ),
          ]}
        />
      </Card>
      {policies.length > 0 && (
        <Card title="Policies" flush>
          <Table
            label="Policies"
            columns={policyColumns}
            rows={policies}
            rowKey={({ name }) => name}
          />
        </Card>
      )}
      {(sample.length > 0 || rows) && (
        <Card title="Rows, and what decided" flush>
          <Table
            label="Rows"
            columns={sampleColumns}
            rows={sample}
            rowKey={(row) => JSON.stringify(row.key) + sample.indexOf(row)}
            empty={<Empty title="No rows to show">The filters find none.</Empty>}
          />
        </Card>
      )}
      {plan && (
        <Card title="Plan" flush>
          <PlanTree plan={plan} />
        </Card>
      )}
      {statement && (
        <Card title="Statement">
          <Code code={statement} label="Statement" />
        </Card>
      )}
    </>
  )
}

const policyColumns: Column<Rule>[] = [
  {
    key: 'name',
    header: 'Policy',
    cell: ({ name, permissive }) => (
      <span className="flex items-center gap-2 font-medium">
        {name}
        {!permissive && <Badge tone="warn">restrictive</Badge>}
      </span>
    ),
  },
  {
    key: 'applies',
    header: 'Counts here',
    cell: ({ applies }) => (applies ? <Dot tone="good">Yes</Dot> : <Dot>No</Dot>),
  },
  { key: 'command', header: 'For', cell: ({ command }) => command.toLowerCase() },
  { key: 'roles', header: 'To', className: 'max-sm:hidden', cell: ({ roles }) => roles.join(', ') },
  {
    key: 'using',
    header: 'Condition',
    className: 'max-md:hidden',
    cell: ({ using, check }) => (
      <code className="text-xs" title={using ?? check ?? ''}>
        {using ?? check}
      </code>
    ),
  },
]

const sampleColumns: Column<Sample>[] = [
  {
    key: 'key',
    header: 'Row',
    cell: ({ key }) => (
      <code className="text-xs">{key ? Object.values(key).join(', ') : 'the new row'}</code>
    ),
  },
  {
    key: 'allowed',
    header: 'Within reach',
    cell: ({ allowed }) => (allowed ? <Dot tone="good">Yes</Dot> : <Dot tone="danger">No</Dot>),
  },
  {
    key: 'by',
    header: 'Decided by',
    cell: ({ decided_by }) => decided_by.join(', ') || 'no policy agrees',
  },
  {
    key: 'verdicts',
    header: 'Verdicts',
    className: 'max-md:hidden',
    cell: ({ verdicts }) => <Verdicts verdicts={verdicts} />,
  },
]

const Verdicts = ({ verdicts }: Pick<Sample, 'verdicts'>) => (
  <span className="flex flex-wrap gap-1">
    {verdicts.map(({ policy, part, on, result }) => (
      <Badge key={`${policy} ${part} ${on}`} tone={result ? 'good' : 'danger'}>
        {policy} {part}: {result === null ? 'null' : result ? 'yes' : 'no'}
      </Badge>
    ))}
  </span>
)
