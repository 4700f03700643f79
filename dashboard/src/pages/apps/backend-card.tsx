import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import { Badge } from '../../ui/badge.tsx'
import { SelectField, TextAreaField, TextField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { Card } from '../../ui/page.tsx'
import type { App } from './queries.ts'

type Backend = App['backendType']

const backends: { value: Backend; label: string; hint: string }[] = [
  { value: '', label: 'Your own', hint: 'Verifies the JWT; nothing is sent anywhere' },
  { value: 'firebase', label: 'Firebase', hint: 'Users are also written to Firebase Auth' },
  { value: 'supabase', label: 'Supabase', hint: 'Users are also written to Supabase Auth' },
]

interface Wish {
  backendType: Backend
  backendExtra?: object
}

/** Where the users of the app live besides here. What is stored is never shown again. */
export function BackendCard({ app }: { app: App }) {
  const held = app.backendType === 'custom' ? '' : app.backendType
  const save = useAction<Wish>({
    run: (body) =>
      api.PATCH('/api/v2/apps/{id}', { params: { path: { id: app.id } }, body: body as never }),
    changes: [['apps']],
    quiet: true,
    done: 'The backend is saved',
  })
  const form = useForm({
    initial: { backendType: held as Backend, serviceAccount: '', url: '', serviceRoleKey: '' },
    check: ({ backendType, serviceAccount, url, serviceRoleKey }) => ({
      serviceAccount: backendType === 'firebase' && !serviceAccount ? 'Paste the key file' : '',
      url: backendType === 'supabase' && !url ? 'The address of the project' : '',
      serviceRoleKey: backendType === 'supabase' && !serviceRoleKey ? 'The service role key' : '',
    }),
    submit: ({ backendType, serviceAccount, url, serviceRoleKey }) =>
      save.mutateAsync({
        backendType,
        ...(backendType === 'firebase' && { backendExtra: { serviceAccount } }),
        ...(backendType === 'supabase' && { backendExtra: { url, serviceRoleKey } }),
      }),
  })
  const { backendType } = form.values
  return (
    <Card
      title="Backend"
      description="Where your users live besides here."
      actions={app.backendExtra?.configured && <Badge tone="good">Configured</Badge>}
    >
      <Form form={form} action="Save backend">
        <SelectField label="Kind" options={backends} {...form.field('backendType')} />
        {backendType === 'firebase' && (
          <TextAreaField
            label="Service account"
            mono
            rows={4}
            hint="The JSON of its key file. Kept encrypted, never shown."
            {...form.field('serviceAccount')}
          />
        )}
        {backendType === 'supabase' && (
          <>
            <TextField
              label="Project address"
              type="url"
              placeholder="https://…supabase.co"
              {...form.field('url')}
            />
            <TextField
              label="Service role key"
              type="password"
              autoComplete="off"
              {...form.field('serviceRoleKey')}
            />
          </>
        )}
      </Form>
    </Card>
  )
}
