import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { Copyable } from '../../ui/copy.tsx'
import { SelectField, SwitchField, TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { toast } from '../../ui/toast.tsx'
import type { OAuthProvider } from './oauth-providers.tsx'

/** Those whose addresses the server knows. */
const presets = [
  'google',
  'apple',
  'microsoft',
  'github',
  'gitlab',
  'facebook',
  'discord',
  'linkedin',
  'twitter',
  'other',
]
const options = presets.map((value) => ({
  value,
  label: value === 'other' ? 'Another OpenID provider' : value[0]?.toUpperCase() + value.slice(1),
}))

export function OAuthForm({
  provider,
  onClose,
}: {
  provider: OAuthProvider | undefined
  onClose: () => void
}) {
  const client = useQueryClient()
  const form = useForm({
    initial: {
      preset: provider ? (presets.includes(provider.name) ? provider.name : 'other') : 'google',
      name: provider?.name ?? '',
      display_name: provider?.display_name ?? '',
      issuer_url: provider?.issuer_url ?? '',
      client_id: provider?.client_id ?? '',
      client_secret: '',
      scopes: provider?.scopes.join(' ') ?? '',
      allow_app_login: provider?.allow_app_login ?? true,
      allow_dashboard_login: provider?.allow_dashboard_login ?? false,
    },
    submit: async ({ preset, name, issuer_url, client_secret, scopes, display_name, ...rest }) => {
      const isOther = preset === 'other'
      const body = {
        ...rest,
        ...(display_name && { display_name }),
        ...(client_secret && { client_secret }),
        ...(scopes.trim() && { scopes: scopes.trim().split(/\s+/) }),
        ...(isOther && { issuer_url }),
      }
      if (provider?.id) {
        await api.PATCH('/api/v1/admin/oauth/providers/{id}', {
          params: { path: { id: provider.id } },
          body,
        })
      } else {
        await api.POST('/api/v1/admin/oauth/providers', {
          body: { ...body, name: isOther ? name : preset },
        })
      }
      await client.invalidateQueries({ queryKey: ['oauth-providers'] })
      toast({ title: 'The provider is saved' })
    },
    onDone: onClose,
  })
  const isOther = form.values.preset === 'other'
  const callback =
    provider?.callback_url ??
    `${location.origin}/api/v1/auth/oauth/${isOther ? form.values.name || '…' : form.values.preset}/callback`
  return (
    <FormDialog
      sheet
      form={form}
      title={provider ? provider.display_name : 'Add a provider'}
      description="What it gave you when you registered this server there."
      action="Save"
      onClose={onClose}
    >
      {!provider && <SelectField label="Provider" options={options} {...form.field('preset')} />}
      {isOther && !provider && (
        <TextField
          label="Name"
          hint="Stands in addresses: lower case, digits, underscores."
          spellCheck={false}
          {...form.field('name')}
        />
      )}
      {isOther && (
        <TextField
          label="Issuer"
          type="url"
          placeholder="https://login.example.com"
          {...form.field('issuer_url')}
        />
      )}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
        <span className="font-medium">Callback address</span>
        <Copyable text={callback} />
        <span className="text-xs text-muted">Allow it at the provider.</span>
      </div>
      <TextField
        label="Client id"
        spellCheck={false}
        autoComplete="off"
        {...form.field('client_id')}
      />
      <TextField
        label="Client secret"
        type="password"
        autoComplete="off"
        optional={provider?.has_client_secret ?? false}
        hint={
          provider?.has_client_secret
            ? 'One is kept, encrypted. Leave empty to keep it.'
            : undefined
        }
        {...form.field('client_secret')}
      />
      <TextField label="Shown as" optional {...form.field('display_name')} />
      <TextField
        label="Scopes"
        optional
        hint="Between spaces; empty: what a sign-in needs."
        {...form.field('scopes')}
      />
      <SwitchField
        label="Opens apps"
        hint="Stands on the sign-in of apps that use this server."
        {...form.toggle('allow_app_login')}
      />
      <SwitchField
        label="Opens the dashboard"
        hint="For those who administer something."
        {...form.toggle('allow_dashboard_login')}
      />
    </FormDialog>
  )
}
