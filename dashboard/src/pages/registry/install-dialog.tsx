import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import { useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { inMode, type MarketApp, type Mode, once } from './queries.ts'
import { ScopeBoxes } from './scope-boxes.tsx'

/** The consent: what the app asks for, and what it is given. */
export function InstallDialog({
  app,
  mode,
  onClose,
}: {
  app: MarketApp
  mode: Mode
  onClose: () => void
}) {
  const { id, name, requested_scopes, installation, is_installed } = app
  const install = useAction<string[]>({
    run: (scopes) =>
      api.POST('/v1/marketplace/apps/{id}/install', {
        params: { path: { id }, header: once() },
        headers: inMode(mode),
        body: { scopes },
      }),
    changes: [['registry']],
    quiet: true,
    done: is_installed ? `What ${name} may do is changed` : `${name} is installed`,
  })
  const held = installation?.status === 'active' ? installation.granted_scopes : undefined
  const form = useForm({
    initial: { scopes: [...(held ?? requested_scopes)] },
    submit: ({ scopes }) => install.mutateAsync(scopes),
    onDone: onClose,
  })
  const chosen = form.field('scopes')
  return (
    <FormDialog
      form={form}
      title={is_installed ? `What ${name} may do` : `Install ${name}?`}
      description={`It acts for your organization, in ${mode} mode, within what you allow here. You can change or end that at any time.`}
      action={is_installed ? 'Save' : 'Install'}
      onClose={onClose}
    >
      <ScopeBoxes
        legend="It asks to"
        offered={requested_scopes}
        chosen={chosen.value}
        error={chosen.error}
        onChange={chosen.onChange}
      />
    </FormDialog>
  )
}
