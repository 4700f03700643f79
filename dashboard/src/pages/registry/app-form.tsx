import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import { Button } from '../../ui/button.tsx'
import { SecretOnce } from '../../ui/copy.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, TextAreaField, TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { inMode, type Mode, once, type RegistryApp } from './queries.ts'
import { ScopeBoxes } from './scope-boxes.tsx'
import { type Scope, scopes } from './scopes.ts'

const kinds = [
  { value: 'public', label: 'Public', hint: 'In the marketplace, after a review' },
  { value: 'private', label: 'Private', hint: 'By its link alone, without a review' },
]

interface AppFormProps {
  app?: RegistryApp
  mode: Mode
  onClose: () => void
  onSaved?: (app: RegistryApp) => void
}

/** Registers an app, or changes one. The secret of its webhook is shown the one time that it comes. */
export function AppForm({ app, mode, onClose, onSaved }: AppFormProps) {
  const [secret, setSecret] = useState<{ value: string; app: RegistryApp }>()
  const send = useAction<object, RegistryApp>({
    run: async (body) => {
      const headers = inMode(mode)
      const answer = app
        ? await api.PATCH('/v1/apps/{id}', {
            params: { path: { id: app.id } },
            headers,
            body: body as never,
          })
        : await api.POST('/v1/apps', { params: { header: once() }, headers, body: body as never })
      return answer.data as RegistryApp
    },
    changes: [['registry']],
    quiet: true,
    done: app ? 'The app is saved' : 'The app is registered',
  })
  const form = useForm({
    initial: initialOf(app),
    check: ({ name }) => ({ name: name ? '' : 'Give it a name' }),
    submit: async (values) => {
      const saved = await send.mutateAsync(bodyOf(values, app === undefined))
      if (saved.webhook_secret && saved.webhook_url !== app?.webhook_url) {
        return setSecret({ value: saved.webhook_secret, app: saved })
      }
      onClose()
      onSaved?.(saved)
    },
  })
  if (secret) {
    const leave = () => {
      onClose()
      onSaved?.(secret.app)
    }
    return (
      <Dialog
        open
        onClose={leave}
        title="The secret of its webhook"
        footer={
          <Button kind="primary" onClick={leave}>
            I have it
          </Button>
        }
      >
        <SecretOnce name="webhook secret" value={secret.value} />
      </Dialog>
    )
  }
  const chosen = form.field('requested_scopes')
  return (
    <FormDialog
      sheet
      size="lg"
      form={form}
      title={app ? 'Edit the app' : 'New app'}
      action={app ? 'Save' : 'Register app'}
      onClose={onClose}
    >
      <TextField label="Name" autoFocus {...form.field('name')} />
      <SelectField label="For whom" options={kinds} {...form.field('distribution_type')} />
      <TextField label="In one line" optional {...form.field('short_description')} />
      <TextAreaField label="Description" optional rows={3} {...form.field('description')} />
      <TextAreaField
        label="Redirect URIs"
        mono
        rows={2}
        hint="One a line, https. In a draft also http://localhost."
        {...form.field('redirect_uris')}
      />
      <ScopeBoxes
        legend="What it asks for"
        offered={scopes}
        chosen={chosen.value}
        error={chosen.error}
        onChange={(next) => chosen.onChange(next as Scope[])}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label="Privacy page" optional type="url" {...form.field('privacy_policy_url')} />
        <TextField label="Homepage" optional type="url" {...form.field('homepage_url')} />
        <TextField label="Support" optional type="url" {...form.field('support_url')} />
        <TextField label="Icon" optional type="url" {...form.field('icon_url')} />
      </div>
      <TextField
        label="Webhook"
        optional
        type="url"
        hint="Hears who installs it. It must refuse a wrong signature with 401: the review looks."
        {...form.field('webhook_url')}
      />
    </FormDialog>
  )
}

const initialOf = (app: RegistryApp | undefined) => ({
  name: app?.name ?? '',
  distribution_type: (app?.distribution_type ?? 'public') as string,
  short_description: app?.short_description ?? '',
  description: app?.description ?? '',
  redirect_uris: app?.redirect_uris?.join('\n') ?? '',
  requested_scopes: (app?.requested_scopes ?? ['read_customers']) as Scope[],
  privacy_policy_url: app?.privacy_policy_url ?? '',
  homepage_url: app?.homepage_url ?? '',
  support_url: app?.support_url ?? '',
  icon_url: app?.icon_url ?? '',
  webhook_url: app?.webhook_url ?? '',
})

/** What is left empty is not said of a new app; of one that is there, null ends what was there. */
function bodyOf(values: ReturnType<typeof initialOf>, isNew: boolean): object {
  const { redirect_uris, requested_scopes, name, distribution_type, ...texts } = values
  const said = Object.entries(texts).filter(([, value]) => value || !isNew)
  return {
    name,
    distribution_type,
    requested_scopes,
    redirect_uris: redirect_uris.split(/\s+/).filter(Boolean),
    ...Object.fromEntries(said.map(([key, value]) => [key, value || null])),
  }
}
