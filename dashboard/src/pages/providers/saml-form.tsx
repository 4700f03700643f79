import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { Copyable } from '../../ui/copy.tsx'
import { SwitchField, TextAreaField, TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Facts } from '../../ui/page.tsx'
import { toast } from '../../ui/toast.tsx'
import type { SamlProvider } from './saml-providers.tsx'

/** Groups may have spaces in their names. */
const namesIn = (list: string): string[] =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)

export function SamlForm({
  provider,
  onClose,
}: {
  provider: SamlProvider | undefined
  onClose: () => void
}) {
  const client = useQueryClient()
  const form = useForm({
    initial: {
      name: provider?.name ?? '',
      display_name: provider?.display_name ?? '',
      idp_metadata_url: '',
      idp_metadata_xml: '',
      domains: provider?.email_domains?.join(', ') ?? '',
      group_attribute: provider?.group_attribute ?? '',
      required: provider?.required_groups.join(', ') ?? '',
      denied: provider?.denied_groups.join(', ') ?? '',
      enabled: provider?.enabled ?? true,
      auto_create_users: provider?.auto_create_users ?? true,
    },
    submit: async ({
      name,
      display_name,
      idp_metadata_url,
      idp_metadata_xml,
      domains,
      group_attribute,
      required,
      denied,
      ...rest
    }) => {
      const body = {
        ...rest,
        ...(display_name && { display_name }),
        ...(idp_metadata_url && { idp_metadata_url }),
        ...(idp_metadata_xml && { idp_metadata_xml }),
        ...(group_attribute && { group_attribute }),
        email_domains: domains.split(/[\s,]+/).filter(Boolean),
        required_groups: namesIn(required),
        denied_groups: namesIn(denied),
      }
      if (provider) {
        await api.PATCH('/api/v1/admin/saml/providers/{id}', {
          params: { path: { id: provider.id } },
          body,
        })
      } else {
        await api.POST('/api/v1/admin/saml/providers', { body: { ...body, name } })
      }
      await client.invalidateQueries({ queryKey: ['saml-providers'] })
      toast({ title: 'The directory is saved' })
    },
    onDone: onClose,
  })
  return (
    <FormDialog
      sheet
      form={form}
      title={provider ? provider.display_name || provider.name : 'Add a directory'}
      action="Save"
      onClose={onClose}
    >
      {provider && (
        <Facts
          rows={[
            ['Our entity id', <Copyable key="entity" text={provider.entity_id} />],
            ['Answers go to', <Copyable key="acs" text={provider.acs_url} />],
            ['Our metadata', <Copyable key="metadata" text={provider.metadata_url} />],
            ['Its entity id', <Copyable key="idp" text={provider.idp_entity_id} />],
            ['Signs in at', <Copyable key="sso" text={provider.sso_url} />],
          ]}
        />
      )}
      {!provider && (
        <TextField
          label="Name"
          hint="Stands in addresses: lower case, digits, underscores."
          spellCheck={false}
          {...form.field('name')}
        />
      )}
      <TextField label="Shown as" optional {...form.field('display_name')} />
      <TextField
        label="Address of its metadata"
        type="url"
        optional
        placeholder="https://login.example.com/metadata.xml"
        {...form.field('idp_metadata_url')}
      />
      <TextAreaField
        label="Or the metadata itself"
        optional
        mono
        rows={5}
        spellCheck={false}
        {...form.field('idp_metadata_xml')}
      />
      <TextField
        label="Domains of its people"
        optional
        hint="Separated by commas. Empty: every address."
        {...form.field('domains')}
      />
      <TextField
        label="Attribute that holds the groups"
        optional
        spellCheck={false}
        placeholder="groups"
        {...form.field('group_attribute')}
      />
      <TextField
        label="Only people of these groups"
        optional
        hint="Separated by commas; one of them is enough. Empty: everybody."
        {...form.field('required')}
      />
      <TextField
        label="Never people of these groups"
        optional
        hint="Separated by commas."
        {...form.field('denied')}
      />
      <SwitchField label="On" {...form.toggle('enabled')} />
      <SwitchField
        label="Makes accounts"
        hint="For people it vouches for who have none yet."
        {...form.toggle('auto_create_users')}
      />
    </FormDialog>
  )
}
