import { useQuery } from '@tanstack/react-query'
import { Plus, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { query } from '../../api/query.ts'
import type { Policy } from '../../catalog/schema.ts'
import { ident, literal, runSql } from '../../catalog/sql.ts'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/dialog.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { PolicySheet } from '../policies/policy-sheet.tsx'
import { StepsSheet } from '../policies/steps-sheet.tsx'
import { PolicyLine } from '../policies/table-policies.tsx'

/**
 * The list of the schema leaves the server's own tables out; the database knows their policies. Those
 * of the server itself carry a mark (`@server`): what they let in no policy needs to say, and nobody
 * should drop them.
 */
const statement = `select p.policyname as name, lower(p.cmd) as command,
  p.permissive = 'PERMISSIVE' as permissive, array_to_string(p.roles, ',') as roles,
  p.qual as "using", p.with_check as "check"
from pg_policies p join pg_policy own
  on own.polname = p.policyname and own.polrelid = 'storage.objects'::regclass
where p.schemaname = 'storage' and p.tablename = 'objects'
  and coalesce(obj_description(own.oid, 'pg_policy'), '') !~ '^@server\\M'
order by p.policyname`

async function policiesOfFiles(signal: AbortSignal): Promise<{ data: Policy[] }> {
  const { results } = await runSql({ statement, read_only: true }, signal)
  const { columns, rows } = results[0] ?? { columns: [], rows: [] }
  const data = rows.map((row) => {
    const found = Object.fromEntries(columns.map(({ name }, i) => [name, (row as unknown[])[i]]))
    return { ...found, roles: String(found.roles).split(',') } as Policy
  })
  return { data }
}

type Open = { policy?: Policy; drop?: Policy }

/** Who beside its owners gets at the files of a bucket: the policies on `storage.objects` that speak of it, or of all. */
export function PoliciesSheet({ bucket, onClose }: { bucket: string; onClose: () => void }) {
  const [open, setOpen] = useState<Open>()
  const policies = useQuery(query(['storage-policies'], policiesOfFiles))
  const close = () => {
    setOpen(undefined)
    void policies.refetch()
  }
  const held = policies.data ?? []
  const named = literal(bucket)
  return (
    <Sheet
      open
      size="lg"
      onClose={onClose}
      title={`Policies of ${bucket}`}
      description="People do all with what is their own, administrators with everything, and shares give what they say. What else is allowed stands here."
      footer={
        <Button kind="primary" icon={<Plus />} onClick={() => setOpen({})}>
          New policy
        </Button>
      }
    >
      <Loaded query={policies}>
        {(all) => {
          const shown = all.filter((policy) => speaksOf(policy, named))
          return shown.length === 0 ? (
            <Empty icon={ShieldCheck} title="No policy speaks of this bucket">
              A policy lets more people at its files: all who are signed in to read them, a team to
              write in a folder of its own.
            </Empty>
          ) : (
            <ul className="rounded-md border border-line">
              {shown.map((policy) => (
                <PolicyLine
                  key={policy.name}
                  policy={policy}
                  isInForce
                  onEdit={() => setOpen({ policy })}
                  onDrop={() => setOpen({ drop: policy })}
                />
              ))}
            </ul>
          )
        }}
      </Loaded>
      {open && !open.drop && (
        <PolicySheet
          table={{ ...objects, policies: held }}
          condition={`bucket_id = ${named}`}
          {...(open.policy && { policy: open.policy })}
          onClose={close}
        />
      )}
      {open?.drop && (
        <StepsSheet
          title={`Drop ${open.drop.name}`}
          sql={`drop policy ${ident(open.drop.name)} on storage.objects;`}
          name="storage_policy"
          onClose={close}
        />
      )}
    </Sheet>
  )
}

const objects = { schema: 'storage', name: 'objects', rls_enabled: true, columns: [] }

/** A policy that names another bucket alone says nothing about this one. */
function speaksOf({ using, check }: Policy, named: string): boolean {
  const text = `${using ?? ''} ${check ?? ''}`
  return !/bucket_id = '/.test(text) || text.includes(named)
}
