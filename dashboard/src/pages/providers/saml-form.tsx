import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useTenants } from '../../shell/tenant-switcher.tsx'
import { Copyable } from '../../ui/copy.tsx'
import { SelectField, SwitchField, TextAreaField, TextField } from '../../ui/field.tsx'
import { Fold } from '../../ui/fold.tsx'
import { changesIn, useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Facts } from '../../ui/page.tsx'
import { toast } from '../../ui/toast.tsx'
import { bodyOf, initialOf } from './saml-body.ts'
import type { SamlProvider } from './saml-providers.tsx'

export function SamlForm({
  provider,
  onClose,
}: {
  provider: SamlProvider | undefined
  onClose: () => void
}) {
  const client = useQueryClient()
  const initial = initialOf(provider)
  const form = useForm({
    initial,
    submit: async (values) => {
      const body = changesIn(bodyOf(values), bodyOf(initial))
      if (provider) {
        await api.PATCH('/api/v1/admin/saml/providers/{id}', {
          params: { path: { id: provider.id } },
          body,
        })
      } else {
        const { tenant_id, name } = values
        await api.POST('/api/v1/admin/saml/providers', {
          body: { ...body, name, ...(tenant_id !== 'all' && { tenant_id }) },
        })
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
      title={provider ? provider.display_name : 'Add a directory'}
      action="Save"
      onClose={onClose}
    >
      {provider ? <About provider={provider} /> : <NameFields form={form} />}
      <TextField label="Shown as" optional={!provider} {...form.field('display_name')} />
      <TextField
        label="Address of its metadata"
        type="url"
        optional
        placeholder="https://login.example.com/metadata.xml"
        hint={provider && 'Read once more when you save: so its keys are renewed.'}
        {...form.field('idp_metadata_url')}
      />
      <TextAreaField
        label="Or the metadata itself"
        optional
        mono
        rows={3}
        spellCheck={false}
        {...form.field('idp_metadata_xml')}
      />
      <WhoFields form={form} />
      <TextAreaField
        label="Apps they may go on to"
        optional
        rows={2}
        spellCheck={false}
        placeholder="app.example.com"
        hint="Hosts, one a line, with all below them, by https; beside the addresses that everybody may be sent to."
        {...form.field('allowed_redirect_hosts')}
      />
      <SwitchField
        label="May begin at the directory"
        hint="From its page of apps, without having asked here first. Such an answer could be somebody else's: off is safer."
        {...form.toggle('allow_idp_initiated')}
      />
      <SwitchField label="On" {...form.toggle('enabled')} />
      <AttributeFields
        form={form}
        open={Object.keys(provider?.attribute_mapping ?? {}).length > 0}
      />
      <PlainFields form={form} />
      <OwnFields form={form} />
    </FormDialog>
  )
}

interface PartProps {
  form: ReturnType<typeof useForm<ReturnType<typeof initialOf>>>
}

function About({ provider }: { provider: SamlProvider }) {
  const tenants = useTenants().data ?? []
  const tenant = tenants.find(({ id }) => id === provider.tenant_id)
  return (
    <Facts
      rows={[
        ['Our entity id', <Copyable key="entity" text={provider.entity_id} />],
        ['Answers go to', <Copyable key="acs" text={provider.acs_url} />],
        ['Our metadata', <Copyable key="metadata" text={provider.metadata_url} />],
        ['For people of', provider.tenant_id ? (tenant?.name ?? provider.tenant_id) : everybody],
      ]}
    />
  )
}

const everybody = 'the whole server'

function NameFields({ form }: PartProps) {
  const tenants = useTenants().data ?? []
  return (
    <>
      <TextField
        label="Name"
        hint="Stands in addresses: lower case, digits, underscores."
        spellCheck={false}
        {...form.field('name')}
      />
      {tenants.length > 1 && (
        <SelectField
          label="For people of"
          hint="That of one tenant makes accounts of its own there: it cannot take over one that exists."
          options={[
            { value: 'all', label: 'The whole server' },
            ...tenants.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          {...form.field('tenant_id')}
        />
      )}
    </>
  )
}

/** Denied goes before one of the required, and that before all of those that must be there. */
const WhoFields = ({ form }: PartProps) => (
  <>
    <TextAreaField
      label="Domains of its people"
      optional
      rows={2}
      spellCheck={false}
      placeholder="example.com"
      hint="One a line. Only addresses there are believed; empty: every address."
      {...form.field('email_domains')}
    />
    <TextField
      label="Attribute that holds the groups"
      spellCheck={false}
      placeholder="groups"
      {...form.field('group_attribute')}
    />
    <TextAreaField
      label="In one of these groups"
      optional
      rows={2}
      spellCheck={false}
      hint="One a line; one of them is enough to come in. Empty: everybody."
      {...form.field('required_groups')}
    />
    <TextAreaField
      label="In all of these groups"
      optional
      rows={2}
      spellCheck={false}
      hint="One a line; whoever lacks one of them stays outside."
      {...form.field('required_groups_all')}
    />
    <TextAreaField
      label="In none of these groups"
      optional
      rows={2}
      spellCheck={false}
      hint="One a line; whoever is in one of them stays outside, whatever else they are in."
      {...form.field('denied_groups')}
    />
    <SwitchField
      label="Makes accounts"
      hint="For people it vouches for who have none yet."
      {...form.toggle('auto_create_users')}
    />
  </>
)

const attributes = [
  { name: 'attribute_mapping.email', label: 'E-mail address', placeholder: 'mail' },
  { name: 'attribute_mapping.name', label: 'Full name', placeholder: 'displayName' },
  { name: 'attribute_mapping.first_name', label: 'First name', placeholder: 'givenName' },
  { name: 'attribute_mapping.last_name', label: 'Last name', placeholder: 'sn' },
] as const

const AttributeFields = ({ form, open }: PartProps & { open: boolean }) => (
  <Fold
    title="Attributes"
    hint="Which one says what. What is left empty is found under its usual names."
    open={open}
  >
    {attributes.map(({ name, ...texts }) => (
      <TextField key={name} optional spellCheck={false} {...texts} {...form.field(name)} />
    ))}
  </Fold>
)

const PlainFields = ({ form }: PartProps) => (
  <Fold title="Field by field" hint="Where it gives no metadata; counts more than they do.">
    <TextField label="Its entity id" optional spellCheck={false} {...form.field('idp_entity_id')} />
    <TextField label="Signs in at" type="url" optional {...form.field('sso_url')} />
    <TextField
      label="Signs out at"
      type="url"
      optional
      hint="Empty: signing out here does not sign out there."
      {...form.field('slo_url')}
    />
    <TextAreaField
      label="Its certificates"
      optional
      mono
      rows={4}
      spellCheck={false}
      placeholder="-----BEGIN CERTIFICATE-----"
      hint="PEM, one after the other; any of them may sign."
      {...form.field('certificates')}
    />
  </Fold>
)

const OwnFields = ({ form }: PartProps) => (
  <Fold title="What we are there" hint="For moving here what is registered there already.">
    <TextField
      label="Our entity id"
      optional
      spellCheck={false}
      placeholder={`${location.origin}/auth/saml`}
      {...form.field('entity_id')}
    />
    <TextAreaField
      label="Our certificate"
      optional
      mono
      rows={3}
      spellCheck={false}
      hint="PEM. Empty: one is made, or the one that is there is kept."
      {...form.field('sp_certificate')}
    />
    <TextAreaField
      label="Its private key"
      optional
      mono
      rows={3}
      spellCheck={false}
      autoComplete="off"
      hint="PEM. Goes with the certificate, is kept encrypted and never shown."
      {...form.field('sp_private_key')}
    />
  </Fold>
)
