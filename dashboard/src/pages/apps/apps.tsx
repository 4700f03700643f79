import { useQuery } from '@tanstack/react-query'
import { Plus, Smartphone } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import { Button } from '../../ui/button.tsx'
import { Copyable } from '../../ui/copy.tsx'
import { Empty } from '../../ui/empty.tsx'
import { TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { PageLink, useGo } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { type AppLine, appsQuery } from './queries.ts'

const backends = { '': 'Your own', custom: 'Your own', firebase: 'Firebase', supabase: 'Supabase' }

const columns: readonly Column<AppLine>[] = [
  {
    key: 'name',
    header: 'Name',
    value: ({ name }) => name,
    cell: ({ id, name }) => (
      <PageLink to={`/apps/${id}`} className="font-medium">
        {name}
      </PageLink>
    ),
  },
  {
    key: 'key',
    header: 'API key',
    className: 'max-sm:hidden',
    cell: ({ apiKey }) => <Copyable text={apiKey} />,
  },
  { key: 'backend', header: 'Backend', cell: ({ backendType }) => backends[backendType] },
]

export default function Apps() {
  const go = useGo()
  const apps = useQuery(appsQuery)
  const [isMaking, setMaking] = useState(false)
  const make = (
    <Button kind="primary" icon={<Plus />} onClick={() => setMaking(true)}>
      New app
    </Button>
  )
  return (
    <Page
      title="App sign-in"
      description="People sign in to your apps by e-mail, number, Google or Apple. Your backend verifies a JWT and needs nothing else."
      actions={make}
    >
      <Card flush>
        <Loaded query={apps}>
          {({ apps }) => (
            <Table
              label="Apps"
              columns={columns}
              rows={apps}
              rowKey={({ id }) => id}
              onOpen={({ id }) => go(`/apps/${id}`)}
              empty={
                <Empty icon={Smartphone} title="No apps yet" action={make}>
                  An app has a public API key and users of its own. Make one, try its sign-in beside
                  the settings, and copy the calls into your code.
                </Empty>
              }
            />
          )}
        </Loaded>
      </Card>
      {isMaking && <NewApp onClose={() => setMaking(false)} onMade={(id) => go(`/apps/${id}`)} />}
    </Page>
  )
}

function NewApp({ onClose, onMade }: { onClose: () => void; onMade: (id: string) => void }) {
  const make = useAction<{ name: string }, string>({
    run: async (body) => (await api.POST('/api/v2/apps', { body })).data.app.id,
    changes: [['apps']],
    quiet: true,
  })
  const form = useForm({
    initial: { name: '' },
    check: ({ name }) => ({ name: name.trim() ? '' : 'Give it a name' }),
    submit: async (values) => onMade(await make.mutateAsync(values)),
  })
  return (
    <FormDialog
      form={form}
      title="New app"
      description="Its key and its secret are made with it. Sign-in by e-mail works at once."
      action="Create app"
      onClose={onClose}
    >
      <TextField
        label="Name"
        hint="Stands in the mails to your users."
        autoFocus
        {...form.field('name')}
      />
    </FormDialog>
  )
}
