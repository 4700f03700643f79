import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { SwitchField, TextAreaField, TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { toast } from '../../ui/toast.tsx'
import type { Setting } from './settings.tsx'

/** The value is JSON: what the API takes and gives. */
export function SettingForm({
  setting,
  onClose,
}: {
  setting: Setting | undefined
  onClose: () => void
}) {
  const client = useQueryClient()
  const form = useForm({
    initial: {
      key: setting?.key ?? '',
      value: setting ? JSON.stringify(setting.value, null, 2) : '',
      description: setting?.description ?? '',
      is_public: setting?.is_public ?? false,
    },
    check: ({ value }) => ({
      value: isJson(value) ? '' : 'Write JSON: a text stands between quotation marks',
    }),
    submit: async ({ key, value, description, is_public }) => {
      await api.PUT('/api/v1/admin/settings/{key}', {
        params: { path: { key } },
        body: { value: JSON.parse(value), is_public, ...(description && { description }) },
      })
      await client.invalidateQueries({ queryKey: ['settings'] })
      toast({ title: `${key} is saved` })
    },
    onDone: onClose,
  })
  return (
    <FormDialog form={form} title={setting?.key ?? 'New setting'} action="Save" onClose={onClose}>
      {!setting && (
        <TextField
          label="Key"
          autoFocus
          spellCheck={false}
          autoComplete="off"
          placeholder="app.theme.color"
          {...form.field('key')}
        />
      )}
      <TextAreaField
        label="Value"
        mono
        rows={5}
        spellCheck={false}
        hint="JSON"
        {...form.field('value')}
      />
      <TextField label="What it is for" optional {...form.field('description')} />
      <SwitchField
        label="Public"
        hint="Apps read it without signing in."
        {...form.toggle('is_public')}
      />
    </FormDialog>
  )
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
