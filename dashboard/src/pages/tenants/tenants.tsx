import { Building2, Plus } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import { usePerson } from '../../session/session.ts'
import { useTenants } from '../../shell/tenant-switcher.tsx'
import { Badge, Dot } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { PageLink, useGo } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { toast } from '../../ui/toast.tsx'
import { DeletedTenants } from './deleted-tenants.tsx'

export interface Tenant {
  id: string
  slug: string
  name: string
  status: 'creating' | 'active' | 'error' | 'deleting'
  is_default: boolean
  created_at: string
}

const columns: Column<Tenant>[] = [
  {
    key: 'name',
    header: 'Tenant',
    cell: ({ id, name, is_default }) => (
      <span className="flex items-center gap-2">
        <PageLink plain to={`/tenants/${id}`} className="truncate font-medium hover:underline">
          {name}
        </PageLink>
        {is_default && <Badge>default</Badge>}
      </span>
    ),
    value: (tenant) => tenant.name,
    className: 'max-sm:max-w-60!',
  },
  {
    key: 'slug',
    header: 'Slug',
    cell: ({ slug }) => <code>{slug}</code>,
    value: (tenant) => tenant.slug,
    className: 'max-sm:hidden',
  },
  {
    key: 'status',
    header: 'State',
    cell: ({ status }) => (
      <Dot tone={status === 'active' ? 'good' : status === 'error' ? 'danger' : 'warn'}>
        {status}
      </Dot>
    ),
  },
  {
    key: 'created',
    header: 'Made',
    cell: ({ created_at }) => <Time at={created_at} />,
    value: (tenant) => tenant.created_at,
    className: 'max-sm:hidden text-muted',
  },
]

/** Who owns data: each tenant sees its own rows, files, keys and members. */
export default function Tenants() {
  const { role } = usePerson()
  const go = useGo()
  const tenants = useTenants()
  const [isMaking, setMaking] = useState(false)
  const isAdmin = role === 'instance_admin'
  return (
    <Page
      title="Tenants"
      description="Each sees its own rows, files, keys and members, and nothing of its neighbours."
      actions={
        isAdmin && (
          <Button kind="primary" icon={<Plus />} onClick={() => setMaking(true)}>
            New tenant
          </Button>
        )
      }
    >
      <div className="grid gap-5">
        <Card flush>
          <Loaded query={tenants}>
            {(rows) => (
              <Table
                label="Tenants"
                columns={columns}
                rows={rows as readonly Tenant[]}
                rowKey={({ id }) => id}
                onOpen={({ id }) => go(`/tenants/${id}`)}
                empty={
                  <Empty icon={Building2} title="No tenants of yours">
                    Somebody who administers the instance makes them.
                  </Empty>
                }
              />
            )}
          </Loaded>
        </Card>
        {isAdmin && <DeletedTenants />}
      </div>
      {isMaking && <NewTenant onClose={() => setMaking(false)} />}
    </Page>
  )
}

const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40)

function NewTenant({ onClose }: { onClose: () => void }) {
  const go = useGo()
  const create = useAction({
    quiet: true,
    run: (body: { name: string; slug: string }) => api.POST('/api/v1/admin/tenants', { body }),
    changes: [['tenants']],
  })
  const form = useForm({
    initial: { name: '', slug: '' },
    submit: async ({ name, slug }) => {
      const { data } = await create.mutateAsync({ name, slug: slug || slugOf(name) })
      toast({ title: `${name} is made` })
      go(`/tenants/${data.tenant.id}`)
    },
    onDone: onClose,
  })
  return (
    <FormDialog form={form} title="New tenant" action="Create tenant" size="sm" onClose={onClose}>
      <TextField label="Name" autoFocus autoComplete="off" {...form.field('name')} />
      <TextField
        label="Slug"
        optional
        spellCheck={false}
        autoComplete="off"
        placeholder={slugOf(form.values.name)}
        hint="Names it in the header X-FB-Tenant; cannot be changed later."
        {...form.field('slug')}
      />
    </FormDialog>
  )
}
