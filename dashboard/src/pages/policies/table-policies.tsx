import { Pencil, Plus, ShieldAlert, ShieldCheck, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { isTable, type Policy, pathOf, type Structure, type Table } from '../../catalog/schema.ts'
import { ident, qualified } from '../../catalog/sql.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { PageLink } from '../../ui/link.tsx'
import { Card } from '../../ui/page.tsx'
import { SearchField, Toolbar } from '../../ui/toolbar.tsx'
import { PolicySheet } from './policy-sheet.tsx'
import { StepsSheet } from './steps-sheet.tsx'

interface Open {
  table: Table
  policy?: Policy
  /** SQL to look at and run. */
  steps?: { title: string; sql: string }
}

interface TablePoliciesProps {
  structure: Structure
  chosen: string
  onChoose: (table: string) => void
}

/** Every table with its state and its policies. */
export function TablePolicies({ structure, chosen, onChoose }: TablePoliciesProps) {
  const [open, setOpen] = useState<Open>()
  const tables = structure.tables.filter(
    (table) => isTable(table) && `${table.schema}.${table.name}`.includes(chosen.toLowerCase()),
  )
  if (structure.tables.length === 0)
    return (
      <Empty
        icon={ShieldCheck}
        title="No tables yet"
        action={<PageLink to="/tables">Make a table</PageLink>}
      >
        A new table is closed: policies let people in, row by row.
      </Empty>
    )
  return (
    <>
      <Toolbar>
        <SearchField label="Find a table" value={chosen} onChange={onChoose} />
      </Toolbar>
      <div className="grid gap-4">
        {tables.map((table) => (
          <TableCard key={`${table.schema}.${table.name}`} table={table} onOpen={setOpen} />
        ))}
        {tables.length === 0 && <Empty title="No table is called that" />}
      </div>
      {open && !open.steps && (
        <PolicySheet
          table={open.table}
          {...(open.policy && { policy: open.policy })}
          onClose={() => setOpen(undefined)}
        />
      )}
      {open?.steps && (
        <StepsSheet
          title={open.steps.title}
          sql={open.steps.sql}
          name={`rls_${open.table.name}`}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  )
}

function TableCard({ table, onOpen }: { table: Table; onOpen: (open: Open) => void }) {
  const { rls_enabled, policies } = table
  const turn = rls_enabled ? 'disable' : 'enable'
  const steps = {
    title: `${rls_enabled ? 'Switch off' : 'Switch on'} row-level security`,
    sql: `alter table ${qualified(table)} ${turn} row level security;`,
  }
  return (
    <Card
      flush
      title={`${table.schema === 'public' ? '' : `${table.schema}.`}${table.name}`}
      description={<State table={table} />}
      actions={
        <>
          <Button size="sm" kind="quiet" onClick={() => onOpen({ table, steps })}>
            {rls_enabled ? 'Switch off' : 'Switch on'}
          </Button>
          <Button size="sm" icon={<Plus />} onClick={() => onOpen({ table })}>
            New policy
          </Button>
        </>
      }
    >
      {policies.length > 0 && (
        <ul>
          {policies.map((policy) => (
            <PolicyLine
              key={policy.name}
              policy={policy}
              isInForce={rls_enabled}
              onEdit={() => onOpen({ table, policy })}
              onDrop={() =>
                onOpen({
                  table,
                  steps: {
                    title: `Drop ${policy.name}`,
                    sql: `drop policy ${ident(policy.name)} on ${qualified(table)};`,
                  },
                })
              }
            />
          ))}
        </ul>
      )}
    </Card>
  )
}

function State({ table }: { table: Table }) {
  const { rls_enabled, policies, grants } = table
  const people = ['anon', 'authenticated'].filter((role) => (grants[role]?.length ?? 0) > 0)
  return (
    <span className="mt-1 flex flex-wrap items-center gap-2 text-xs">
      {rls_enabled ? (
        <Badge tone="good">
          <ShieldCheck aria-hidden className="size-3" /> Row-level security
        </Badge>
      ) : (
        <Badge tone="warn">
          <ShieldAlert aria-hidden className="size-3" /> No row-level security: closed to people
        </Badge>
      )}
      {rls_enabled && policies.length === 0 && <Badge>No policy: nobody sees a row</Badge>}
      <span className="text-muted">
        {people.length > 0
          ? people.map((role) => `${role}: ${grants[role]?.join(', ').toLowerCase()}`).join(' · ')
          : 'no grant to people'}
      </span>
      <PageLink to={pathOf(table)}>Rows</PageLink>
    </span>
  )
}

interface LineProps {
  policy: Policy
  isInForce: boolean
  onEdit: () => void
  onDrop: () => void
}

/** One policy, with its conditions as the database holds them. */
export function PolicyLine({ policy, isInForce, onEdit, onDrop }: LineProps) {
  const { name, command, permissive, roles, using, check } = policy
  return (
    <li className="flex items-start gap-3 border-b border-line px-4 py-2.5 last:border-0">
      <div className={isInForce ? 'min-w-0 grow' : 'min-w-0 grow opacity-60'}>
        <p className="flex flex-wrap items-center gap-2">
          <b className="font-medium">{name}</b>
          <Badge tone="accent">{command}</Badge>
          {!permissive && <Badge tone="warn">restrictive</Badge>}
          <span className="text-xs text-muted">to {roles.join(', ')}</span>
        </p>
        {using && <code className="mt-1 block text-xs break-words text-muted">using {using}</code>}
        {check && <code className="block text-xs break-words text-muted">with check {check}</code>}
      </div>
      <IconButton label={`Change ${name}`} size="sm" onClick={onEdit}>
        <Pencil />
      </IconButton>
      <IconButton label={`Drop ${name}`} size="sm" onClick={onDrop}>
        <Trash2 />
      </IconButton>
    </li>
  )
}
