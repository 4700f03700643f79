import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { query } from '../../api/query.ts'
import type { Answer } from '../../api/types.ts'
import { chooseTenant } from '../../session/session.ts'
import { PageSkeleton } from '../../shell/page-skeleton.tsx'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Copyable } from '../../ui/copy.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { PageLink, useGo } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card, Facts, Page } from '../../ui/page.tsx'
import { Time } from '../../ui/time.tsx'
import { toast } from '../../ui/toast.tsx'
import { Invitations } from './invitations.tsx'
import { Members } from './members.tsx'

type Tenant = Answer<'/api/v1/admin/tenants/{id}'>

/** One tenant: its name, its people, its end. */
export default function TenantPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const tenant = useQuery(
    query(['tenants', id], (signal) =>
      api.GET('/api/v1/admin/tenants/{id}', { params: { path: { id } }, signal }),
    ),
  )
  return (
    <Loaded query={tenant} skeleton={<PageSkeleton />}>
      {(tenant) => <Shown key={tenant.updated_at} tenant={tenant} />}
    </Loaded>
  )
}

function Shown({ tenant }: { tenant: Tenant }) {
  const client = useQueryClient()
  const go = useGo()
  const [isAsked, setAsked] = useState(false)
  const params = { path: { id: tenant.id } }
  const form = useForm({
    initial: { name: tenant.name },
    submit: async (body) => {
      await api.PATCH('/api/v1/admin/tenants/{id}', { params, body })
      toast({ title: 'The tenant is saved' })
      await client.invalidateQueries({ queryKey: ['tenants'] })
    },
  })
  return (
    <Page
      back={<PageLink to="/tenants">Tenants</PageLink>}
      title={tenant.name}
      description={<code>{tenant.slug}</code>}
      actions={
        <Button onClick={() => chooseTenant(tenant.is_default ? undefined : tenant.slug)}>
          Work in this tenant
        </Button>
      }
    >
      <div className="grid gap-5">
        <div className="grid items-start gap-5 lg:grid-cols-2">
          <Card
            title="Name"
            footer={
              <Button
                kind="primary"
                type="submit"
                form="tenant"
                disabled={!form.isChanged}
                busy={form.busy}
              >
                Save
              </Button>
            }
          >
            <Form id="tenant" form={form}>
              <TextField label="Name" {...form.field('name')} />
            </Form>
          </Card>
          <Card title="Facts">
            <Facts
              rows={[
                ['Id', <Copyable key="id" text={tenant.id} />],
                ['Header', <Copyable key="header" text={`X-FB-Tenant: ${tenant.slug}`} />],
                ['State', tenant.status],
                ['Made', <Time key="made" at={tenant.created_at} />],
              ]}
            />
          </Card>
        </div>
        <Members tenantId={tenant.id} />
        <Invitations tenantId={tenant.id} />
        {!tenant.is_default && (
          <Card
            title="Delete this tenant"
            description="Its keys and sessions end at once; for thirty days it can be brought back."
          >
            <Button kind="danger" onClick={() => setAsked(true)}>
              Delete tenant
            </Button>
          </Card>
        )}
      </div>
      <Confirm
        open={isAsked}
        onClose={() => setAsked(false)}
        title={`Delete ${tenant.name}?`}
        description="Everything of it is refused from the next request on."
        action="Delete tenant"
        name={tenant.slug}
        run={async () => {
          await api.DELETE('/api/v1/admin/tenants/{id}', { params })
          await client.invalidateQueries({ queryKey: ['tenants'] })
          go('/tenants')
        }}
      />
    </Page>
  )
}
